"""Patents around standards 专利与标准: disclosed, declared, cited by, near; and where a disclosure would be expected.

Nothing here says that a patent is essential or that anybody kept silent: a silence is a standard without a disclosure
in the data whose drafting bodies hold several patents on its theme, each named with what makes it of that theme, so
that a person can ask (国家标准涉及专利的管理规定（暂行）第五条: 参与起草者应尽早披露).
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Patent, Standard, kind_of
from graph.status import status_on
from graph.store.base import GraphReader
from search.compare.registry import nodes_of, standards_of
from search.links.near import shared_term

_CURRENT = frozenset({Status.IN_FORCE, Status.UPCOMING})


class TieKind(StrEnum):
    """How a patent and a standard belong together; ``NEAR`` is a candidate that nobody has judged."""

    DISCLOSED = "disclosed"  # the standard, or a declaration for it, names the patent
    DECLARED = "declared"  # a holder declares for the standard, without naming patents
    CITING = "citing"  # the text of the patent names the standard
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie of a standard (edition or work, by node id). ``holder``: of a declaration without patents."""

    standard: str
    kind: TieKind
    patent: str | None = None
    holder: str | None = None
    evidence: str = ""
    place: str = ""
    on: date | None = None
    confidence: float | None = None


class Ground(StrEnum):
    """Why a patent counts as being on the theme of a standard."""

    NEAR = "near"  # titles near in meaning, by the measured band, with a term in common
    CLASS = "class"  # the same class of one scheme
    TERM = "term"  # a term of the title in common


@dataclass(frozen=True, slots=True)
class Held:
    """A patent of a drafting body on the theme of the standard; ``evidence``: the term, the class or the cosine."""

    body: str
    patent: str
    ground: Ground
    evidence: str


@dataclass(frozen=True, slots=True)
class Silence:
    """A current edition for which no disclosure is known though its drafters hold patents on its theme."""

    standard: Standard
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What a body holds around the standards asked for, and which of them it drafted."""

    holder: str
    patents: tuple[str, ...]
    drafted: tuple[str, ...]
    declared: int


Cosines = Callable[[Patent, Sequence[Standard]], Sequence[float | None]]
"""Nearness of a patent to standards by their titles; None where it is not known."""
Judge = Callable[[float, str, str], bool]
"""Whether a cosine between a patent and a standard makes them near; the titles are given."""


@dataclass(frozen=True, slots=True)
class Rules:
    """``fewest``: patents from which a body's holding is dense; ``term``: signs of a shared term."""

    fewest: int
    term: int


@cache
def rules() -> Rules:
    table = tomllib.loads((files("search.network") / "data" / "patents.toml").read_text("utf-8"))
    return Rules(table["silence"]["fewest"], table["silence"]["term"])


def ties(graph: GraphReader, among: Collection[str] | None = None) -> list[Tie]:
    """All ties of standards and patents. ``among``: ids of editions and works; None: all."""
    found: list[Tie] = []

    def wanted(node: str) -> bool:
        return among is None or node in among

    fields = ("declaration", "declared_on", "place")
    for standard, patent, declaration, on, place in graph.links(EdgeKind.DISCLOSES_PATENT, fields):
        if wanted(standard):
            found.append(Tie(standard, TieKind.DISCLOSED, patent, None, declaration or "", place or "", on))
    for holder, standard, declaration, on in graph.links(EdgeKind.DECLARES_FOR, ("declaration", "declared_on")):
        if wanted(standard):
            found.append(Tie(standard, TieKind.DECLARED, None, holder, declaration or "", "", on))
    for patent, standard, place, evidence in graph.links(EdgeKind.CITES_STANDARD, ("place", "evidence")):
        if wanted(standard):
            found.append(Tie(standard, TieKind.CITING, patent, None, evidence or "", place or ""))
    for standard, patent, evidence, confidence in graph.links(EdgeKind.NEAR_TO, ("evidence", "confidence")):
        if kind_of(patent) is NodeKind.PATENT and wanted(standard):
            found.append(Tie(standard, TieKind.NEAR, patent, None, evidence or "", "", None, confidence))
    order = {kind: at for at, kind in enumerate(TieKind)}
    return sorted(found, key=lambda one: (one.standard, order[one.kind], one.patent or one.holder or ""))


def holdings(graph: GraphReader) -> dict[str, tuple[str, ...]]:
    """Patents by the body that holds them."""
    found: dict[str, set[str]] = defaultdict(set)
    for body, patent in graph.links(EdgeKind.HOLDS_PATENT):
        found[body].add(patent)
    return {body: tuple(sorted(patents)) for body, patents in found.items()}


def drafted_by(graph: GraphReader, bodies: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Editions that these bodies drafted, each with those of them that did, in the printed order."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for standard, body, position in graph.links(EdgeKind.DRAFTED_BY, ("position",)):
        if body in bodies:
            found[standard].append((position or 0, body))
    return {standard: tuple(body for _, body in sorted(each)) for standard, each in found.items()}


def silences(
    graph: GraphReader, day: date, cosines: Cosines, judge: Judge, among: Collection[str] | None = None
) -> list[Silence]:
    """Current editions without any known disclosure, whose drafters hold patents on the theme, most patents first.

    ``among``: ids of editions and works to look at; None: all.
    """
    held_by = holdings(graph)
    drafters = drafted_by(graph, held_by)
    work_of = dict(graph.links(EdgeKind.EDITION_OF))
    told = {one.standard for one in ties(graph) if one.kind in (TieKind.DISCLOSED, TieKind.DECLARED)}
    standards = {
        node: standard
        for node, standard in standards_of(graph, (s for s in drafters if among is None or s in among)).items()
        if standard.described
        and standard.patents_involved is not True
        and not {node, work_of.get(node, node)} & told
        and status_on(standard, day).status in _CURRENT
    }
    wanted = {patent for node in standards for body in drafters[node] for patent in held_by[body]}
    patents = {node: one for node, one in nodes_of(graph, wanted).items() if isinstance(one, Patent)}
    grounds = _grounds(graph, standards, drafters, held_by, patents, cosines, judge)
    found = []
    for node, standard in standards.items():
        held = tuple(
            Held(body, patent, *grounds[node, patent])
            for body in drafters[node]
            for patent in held_by[body]
            if (node, patent) in grounds
        )
        if len({one.patent for one in held}) >= rules().fewest:
            found.append(Silence(standard, held))
    return sorted(found, key=lambda one: (-len({h.patent for h in one.held}), one.standard.number))


def _grounds(
    graph: GraphReader, standards: Mapping[str, Standard], drafters: Mapping[str, Sequence[str]],
    held_by: Mapping[str, Sequence[str]], patents: Mapping[str, Patent], cosines: Cosines, judge: Judge,
) -> dict[tuple[str, str], tuple[Ground, str]]:  # fmt: skip
    """Pairs of an edition and a patent of one of its drafters on one theme, each patent compared once with all."""
    classes = _classes(graph, {*standards, *patents})
    around: dict[str, set[str]] = defaultdict(set)
    for node in standards:
        for body in drafters[node]:
            for held in held_by[body]:
                around[held].add(node)
    found: dict[tuple[str, str], tuple[Ground, str]] = {}
    for key, patent in sorted(patents.items()):
        nodes = sorted(around[key])
        title = patent.title_zh or patent.title_en or ""
        if not title:
            continue
        near = cosines(patent, [standards[node] for node in nodes])
        for node, cosine in zip(nodes, near, strict=True):
            ground = _ground(title, standards[node], cosine, classes[key] & classes[node], judge)
            if ground is not None:
                found[node, key] = ground
    return found


def _ground(
    patent: str, standard: Standard, cosine: float | None, common: Collection[str], judge: Judge
) -> tuple[Ground, str] | None:
    title = standard.title_zh or standard.title_en or ""
    term = shared_term(patent, title)
    if cosine is not None and judge(cosine, patent, title):
        return Ground.NEAR, f"{term} {cosine:.2f}"
    if common:
        return Ground.CLASS, "、".join(sorted(node.partition(":")[2] for node in common))
    if len(term) >= rules().term:
        return Ground.TERM, term
    return None


def _classes(graph: GraphReader, nodes: Collection[str]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for start, end in graph.links(EdgeKind.CLASSIFIED_AS):
        if start in nodes:
            found[start].add(end)
    return defaultdict(frozenset, {node: frozenset(each) for node, each in found.items()})


def portfolios(
    graph: GraphReader, patents: Iterable[str], among: Collection[str] | None, declared: Iterable[Tie] = ()
) -> list[Portfolio]:
    """Who holds these patents, and which of the editions ``among`` it drafted, most patents first."""
    wanted = set(patents)
    held = {body: mine for body, own in holdings(graph).items() if (mine := tuple(p for p in own if p in wanted))}
    declaring: dict[str, int] = defaultdict(int)
    for tie in declared:
        if tie.kind is TieKind.DECLARED and tie.holder:
            declaring[tie.holder] += 1
    drafted: dict[str, list[str]] = defaultdict(list)
    for standard, bodies in drafted_by(graph, {*held, *declaring}).items():
        for body in bodies:
            if among is None or standard in among:
                drafted[body].append(standard)
    found = [
        Portfolio(body, held.get(body, ()), tuple(sorted(drafted.get(body, ()))), declaring.get(body, 0))
        for body in {*held, *declaring}
    ]
    return sorted(found, key=lambda one: (-len(one.patents), -one.declared, -len(one.drafted), one.holder))
