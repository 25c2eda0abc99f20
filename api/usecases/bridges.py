"""Coordination across fields 跨领域协同: shared objects, bridges, efforts made twice, interfaces that are missing.

指导意见 二(三): 进行新兴领域标准培育及跨领域标准协同. The work list names for each item the bodies to bring together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Any, Literal

from api.errors import BadRequest
from api.usecases.analyses import kept
from api.usecases.check_overlap import ReasonView
from api.usecases.clusters import semantic_layer
from api.usecases.filters import field_key
from api.usecases.library import Library
from api.usecases.views import View
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Standard, node_id
from graph.status import status_on
from graph.store.base import GraphReader
from graph.vocabulary import domains
from search.compare.calibration import load_calibration
from search.network.bodies import body_kind
from search.network.bridges import Bridge, bridges
from search.network.coordination import Piece, SharedObject, Twice, made_twice, missing_interfaces, shared_objects
from search.network.layers import build, layer_weights
from search.network.model import Network

SHOWN = 30
_NEIGHBOURS = 10
Kind = Literal["made_twice", "missing_interface", "shared_object"]


class PairView(View):
    """Two fields in the overview: standards in both, objects both have, citations and bodies across."""

    one: str
    other: str
    both: int
    shared_objects: int
    cited_across: int
    bodies_in_both: int


class SharedObjectView(View):
    """An object of both fields, with numbers of the standards of one, the other and both."""

    name: str
    one: tuple[str, ...]
    other: tuple[str, ...]
    both: tuple[str, ...]
    joining: tuple[str, ...]


class PieceView(View):
    """One side of an effort made twice."""

    number: str
    title: str
    issuers: tuple[str, ...]


class TwiceView(View):
    """Two current standards of different bodies that overlap, with the reasons of the draft check."""

    one: PieceView
    other: PieceView
    grade: str
    rule: str
    similarity: float
    reasons: tuple[ReasonView, ...]


class BridgeView(View):
    """A node on the ways between the fields, and the share of the ways that pass through it."""

    id: str
    name: str
    share: float


class TaskView(View):
    """One line of the work list. ``effect``: standards that it touches; ``bodies``: to bring together."""

    kind: Kind
    subject: str
    effect: int
    standards: tuple[str, ...]
    bodies: tuple[str, ...]


class BridgesReport(View):
    """Two fields side by side, or the overview of all pairs when none is asked for."""

    on: date
    generation: int
    data_date: date | None
    one: str | None = None
    other: str | None = None
    standards_one: int = 0
    standards_other: int = 0
    standards_both: int = 0
    pairs: tuple[PairView, ...] = ()
    shared: tuple[SharedObjectView, ...] = ()
    shared_total: int = 0
    twice: tuple[TwiceView, ...] = ()
    twice_total: int = 0
    missing: tuple[SharedObjectView, ...] = ()
    bridges: tuple[BridgeView, ...] = ()
    tasks: tuple[TaskView, ...] = ()
    compared: int = 0  # pairs near in meaning that were graded
    remarks: tuple[str, ...] = ()  # codes of messages [bridging]


def bridging(
    library: Library, one: str | None = None, other: str | None = None, *, limit: int = SHOWN
) -> BridgesReport:
    """Raises :class:`~api.errors.BadRequest` for an unknown field, or one field alone or twice."""
    if (one is None) != (other is None):
        raise BadRequest("give two fields, or none for the overview")
    if one is None or other is None:
        return kept(library, BridgesReport, "bridges", (), lambda: _overview(library))
    a, b = field_key(one), field_key(other)
    if a == b:
        raise BadRequest("the two fields are the same")
    return kept(library, BridgesReport, "bridges", (a, b, limit), lambda: _pair(library, a, b, limit))


def _overview(library: Library) -> BridgesReport:
    pieces = list(_pieces(library))
    of_field: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        for key in piece.fields:
            of_field[key].add(piece.number)
    across = _across(library.graph, pieces)
    bodies: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        for key in piece.fields:
            bodies[key] |= set(piece.issuers)
    rows = [
        PairView(
            one=a,
            other=b,
            both=len(of_field[a] & of_field[b]),
            shared_objects=len(shared_objects(pieces, a, b)),
            cited_across=across[frozenset((a, b))],
            bodies_in_both=len(bodies[a] & bodies[b]),
        )
        for a, b in combinations(domains(), 2)
    ]
    return _report(library, pairs=tuple(sorted(rows, key=lambda row: (-row.shared_objects, row.one, row.other))))


def _across(graph: GraphReader, pieces: Sequence[Piece]) -> Counter[frozenset[str]]:
    """Citations between standards of two fields, by the pair of fields."""
    fields = {node_id(NodeKind.STANDARD, piece.number): piece.fields for piece in pieces}
    works: dict[str, frozenset[str]] = {}
    for start, work in graph.links(EdgeKind.EDITION_OF):
        if start in fields:
            works[work] = works.get(work, frozenset()) | fields[start]
    counted: Counter[frozenset[str]] = Counter()
    for kind in (EdgeKind.REFERENCES, EdgeKind.ADOPTS):
        for start, end in graph.links(kind):
            here, there = fields.get(start, frozenset()), fields.get(end) or works.get(end, frozenset())
            counted.update({frozenset((a, b)) for a in here for b in there if a != b})
    return counted


def _pair(library: Library, a: str, b: str, limit: int) -> BridgesReport:
    everything = list(_pieces(library))
    shared = shared_objects(everything, a, b)
    pieces = [piece for piece in everything if piece.fields & {a, b}]
    by_number = {piece.number: piece for piece in pieces}
    missing = missing_interfaces(shared)
    near = [
        (by_number[x], by_number[y], cosine)
        for x, y, cosine in library.index.neighbours(sorted(by_number), _NEIGHBOURS)
        if x in by_number and y in by_number and _across_fields(by_number[x].fields, by_number[y].fields, a, b)
    ]
    twice, remarks = _made_twice(library, near)
    network, found = _bridges(library, pieces, a, b)
    if not found:
        remarks.append("no_way")
    if not any(a in piece.fields for piece in pieces) or not any(b in piece.fields for piece in pieces):
        remarks.append("empty_field")
    return _report(
        library,
        one=a,
        other=b,
        standards_one=sum(a in piece.fields for piece in pieces),
        standards_other=sum(b in piece.fields for piece in pieces),
        standards_both=sum({a, b} <= piece.fields for piece in pieces),
        shared=tuple(map(_shared_view, shared[:limit])),
        shared_total=len(shared),
        twice=tuple(map(_twice_view, twice[:limit])),
        twice_total=len(twice),
        missing=tuple(map(_shared_view, missing[:limit])),
        bridges=tuple(_bridge_views(library.graph, network, found)),
        tasks=tuple(_tasks(shared, missing, twice, by_number)[:limit]),
        compared=len(near),
        remarks=tuple(remarks),
    )


def _report(library: Library, **values: Any) -> BridgesReport:
    manifest = library.generation.manifest
    return BridgesReport(on=library.settings.day, generation=manifest.number, data_date=manifest.data_date, **values)


def _pieces(library: Library) -> Iterator[Piece]:
    """The current editions (in force or published and to come) that lie in a field."""
    graph, day = library.graph, library.settings.day
    fields, aspects = _targets(graph, EdgeKind.IN_DOMAIN), _targets(graph, EdgeKind.ON_ASPECT)
    issuers = _targets(graph, EdgeKind.ISSUED_BY)
    ids = sorted(fields)
    for at in range(0, len(ids), 1000):
        for node in graph.nodes(ids[at : at + 1000]):
            assert isinstance(node, Standard)
            status = status_on(node, day).status
            if status not in (Status.IN_FORCE, Status.UPCOMING):
                continue
            yield Piece(
                number=node.number,
                title=node.title_zh or node.title_en or "",
                scope=node.scope or "",
                level=node.level or "",
                nature=node.nature or "",
                status=status.value,
                fields=frozenset(fields[node.id]),
                aspects=frozenset(aspects.get(node.id, ())),
                issuers=tuple(sorted(issuers.get(node.id, ()))),
            )


def _targets(graph: GraphReader, kind: EdgeKind) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for start, end in graph.links(kind):
        found[start].append(end.partition(":")[2])
    return found


def _across_fields(one: frozenset[str], other: frozenset[str], a: str, b: str) -> bool:
    return (a in one and b in other) or (b in one and a in other)


def _made_twice(library: Library, near: Sequence[tuple[Piece, Piece, float]]) -> tuple[list[Twice], list[str]]:
    try:
        calibration = load_calibration(library.encoder.name)
    except LookupError:
        return [], ["uncalibrated"]
    return made_twice(near, calibration), []


def _bridges(library: Library, pieces: Sequence[Piece], a: str, b: str) -> tuple[Network, list[Bridge]]:
    near, _ = semantic_layer(library)
    network = build(library.graph, library.settings.day, near=near)
    work = {member.edition: node for node, member in network.members.items()}
    one = {work[piece.number] for piece in pieces if a in piece.fields and piece.number in work}
    other = {work[piece.number] for piece in pieces if b in piece.fields and piece.number in work}
    authorities = {node for node in network.nodes if body_kind(node.partition(":")[2]).kind == "government"}
    return network, bridges(network, layer_weights(), one, other, leave_out=authorities)


def _bridge_views(graph: GraphReader, network: Network, found: Sequence[Bridge]) -> Iterator[BridgeView]:
    named = {node.id: getattr(node, "name_zh", None) for node in graph.nodes([one.node for one in found])}
    for one in found:
        member = network.members.get(one.node)
        name = f"{member.edition} {member.title_zh or ''}".strip() if member else named.get(one.node)
        yield BridgeView(id=one.node, name=name or one.node.partition(":")[2], share=one.share)


def _tasks(
    shared: Sequence[SharedObject],
    missing: Sequence[SharedObject],
    twice: Sequence[Twice],
    by_number: Mapping[str, Piece],
) -> list[TaskView]:
    """The work list, by effect: what concerns most standards first; duplicates before mere sharing."""
    lacking = {one.name for one in missing}
    tasks = [_task("made_twice", f"{t.one.number} / {t.other.number}", (t.one.number, t.other.number), by_number)
             for t in twice]  # fmt: skip
    for one in shared:
        if one.name in lacking:
            tasks.append(_task("missing_interface", one.name, one.numbers, by_number))
        elif one.one and one.other:
            tasks.append(_task("shared_object", one.name, one.numbers, by_number))
    order = {"missing_interface": 0, "made_twice": 1, "shared_object": 2}
    return sorted(tasks, key=lambda task: (-task.effect, order[task.kind], task.subject))


def _task(kind: Kind, subject: str, numbers: Sequence[str], by_number: Mapping[str, Piece]) -> TaskView:
    bodies = Counter(issuer for number in numbers for issuer in by_number[number].issuers)
    return TaskView(
        kind=kind,
        subject=subject,
        effect=len(numbers),
        standards=tuple(numbers[:SHOWN]),
        bodies=tuple(name for name, _ in bodies.most_common(8)),
    )


def _shared_view(one: SharedObject) -> SharedObjectView:
    return SharedObjectView(
        name=one.name,
        one=one.one[:SHOWN],
        other=one.other[:SHOWN],
        both=one.both[:SHOWN],
        joining=one.joining[:SHOWN],
    )


def _twice_view(one: Twice) -> TwiceView:
    return TwiceView(
        one=PieceView(number=one.one.number, title=one.one.title, issuers=one.one.issuers),
        other=PieceView(number=one.other.number, title=one.other.title, issuers=one.other.issuers),
        grade=one.grade,
        rule=one.rule,
        similarity=one.similarity,
        reasons=tuple(ReasonView(about=r.kind, same=r.same, zh=r.zh, en=r.en) for r in one.reasons),
    )
