"""Clusters of standards, organisations and topics: who standardises what with whom, and how that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from api.errors import BadRequest
from api.usecases.analyses import kept
from api.usecases.library import Library
from api.usecases.regions import among, keys
from api.usecases.views import View
from graph.ids import Level
from graph.kinds import EdgeKind, NodeKind
from graph.model import node_id
from graph.store.base import GraphReader
from search.compare.calibration import load_calibration
from search.network.between import ties_between
from search.network.communities import connected, partition
from search.network.describe import SMALLEST, Communities, Community, KeyMember, describe
from search.network.evolution import Change, developments
from search.network.labels import SURE, Term
from search.network.layers import Near, build, layer_weights
from search.network.model import Layer, Network

SEED, SAMPLES = 1, 5
NEIGHBOURS = 10
BETWEEN = 400  # ties between clusters that are told
FEWEST = 20  # lineages; below, a network has no communities worth the name


class TermView(View):
    """A term that sets a cluster apart; ``sure``: beyond chance."""

    text: str
    titles: int
    z: float
    sure: bool


class ClusterStandard(View):
    """A standard by its ties within the cluster."""

    number: str
    title_zh: str | None
    level: Level | None
    issued: date | None
    strength: float


class ClusterBody(View):
    """An organisation by its ties within the cluster."""

    id: str
    name: str
    strength: float


class ClusterView(View):
    """One cluster; ``parent`` is the number of the cluster it lies in."""

    number: int
    parent: int | None
    label_zh: str
    label_en: str
    terms_zh: tuple[TermView, ...]
    terms_en: tuple[TermView, ...]
    standards: int
    organizations: int
    patents: int
    levels: dict[str, int]
    fields: dict[str, int]
    trend: dict[int, int]
    ties: dict[str, int]
    stability: float | None  # None: not sampled
    stable: bool
    key_standards: tuple[ClusterStandard, ...]
    key_organizations: tuple[ClusterBody, ...]
    members: tuple[str, ...] = ()  # numbers of all standards, when asked for


class DevelopmentView(View):
    """What became of a cluster between two days; numbers of the earlier and the later analysis."""

    change: Change
    before: int | None
    after: int | None
    label_zh: str
    label_en: str
    overlap: float
    size_before: int
    size_after: int
    added: tuple[str, ...]
    also: tuple[int, ...]


class BetweenView(View):
    """Two clusters of the top level and the weight of the ties between them."""

    one: int
    other: int
    weight: float


class ClustersReport(View):
    """The whole answer with what it rests on. ``untied``: standards without any tie; ``small``: too small clusters."""

    on: date
    generation: int
    data_date: date | None
    field: str | None
    region: str | None
    seed: int
    resolution: float
    samples: int
    encoder: str | None  # None: without the semantic layer
    standards: int
    nodes: int
    ties: dict[str, int]
    left_out: tuple[str, ...]  # bodies that are tied to too many standards to tell a topic
    modularity: float
    untied: int
    small: int
    small_standards: int
    clusters: tuple[ClusterView, ...]
    between: tuple[BetweenView, ...] = ()  # the strongest ties between clusters
    compared_with: date | None = None
    before: tuple[ClusterView, ...] = ()
    developments: tuple[DevelopmentView, ...] = ()
    remarks: tuple[str, ...] = ()  # codes of messages [clusters]: what the data does not allow to say


def clusters(
    library: Library,
    *,
    field: str | None = None,
    region: str | None = None,
    compare_with: date | None = None,
    resolution: float = 1.0,
    samples: int = SAMPLES,
    seed: int = SEED,
    members: bool = False,
) -> ClustersReport:
    """Kept for the generation, since it takes minutes on large data.

    Raises :class:`~api.errors.BadRequest` for an unknown field or region, or a resolution that is not positive.
    """
    if not 0 < resolution <= 100 or not 0 <= samples <= 100:
        raise BadRequest("resolution in (0, 100], samples in 0..100")
    key, place = keys(library.graph, field, region)
    question = (key, place, compare_with, resolution, samples, seed, members)
    return kept(library, ClustersReport, "clusters", question, lambda: _analyse(library, *question))


def _analyse(
    library: Library,
    key: str | None,
    place: str | None,
    compare_with: date | None,
    resolution: float,
    samples: int,
    seed: int,
    members: bool,
) -> ClustersReport:
    graph, day = library.graph, library.settings.day
    editions = among(graph, key, place)
    near, encoder = semantic_layer(library)
    network = build(graph, day, among=editions, near=near)
    weights = layer_weights()
    found, remarks = _communities(graph, network, resolution, samples, seed)
    names = _names(graph, found.communities)
    before: Sequence[Community] = ()
    if compare_with is not None:
        earlier, more = _communities(
            graph, build(graph, compare_with, among=editions, near=near), resolution, samples, seed
        )
        before, remarks = earlier.communities, [*remarks, *(f"{code}_before" for code in more)]
        names |= _names(graph, before)
    manifest = library.generation.manifest
    return ClustersReport(
        on=day,
        generation=manifest.number,
        data_date=manifest.data_date,
        field=key,
        region=place,
        seed=seed,
        resolution=resolution,
        samples=samples,
        encoder=encoder,
        standards=len(network.members),
        nodes=len(network.nodes),
        ties={layer.value: len(ties) for layer, ties in network.ties.items() if weights[layer] > 0},
        left_out=tuple(_bare(body) for body in network.left_out),
        modularity=round(found.modularity, 4),
        untied=found.untied,
        small=found.small,
        small_standards=found.small_works,
        clusters=tuple(_view(one, names, network, members) for one in found.communities),
        between=tuple(
            BetweenView(one=one.one, other=one.other, weight=one.weight)
            for one in ties_between(network, found.communities, weights)[:BETWEEN]
        ),
        compared_with=compare_with,
        before=tuple(_view(one, names, network, False) for one in before),
        developments=tuple(_developments(before, found.communities)) if compare_with is not None else (),
        remarks=tuple(remarks),
    )


def _communities(
    graph: GraphReader, network: Network, resolution: float, samples: int, seed: int
) -> tuple[Communities, list[str]]:
    tied = connected(network)
    untied = len(network.members) - len(tied.members)
    remarks = []
    if len(network.members) < FEWEST:
        remarks.append("few")
    if not network.tie_count:
        remarks.append("no_ties")
    if not any(len(network.ties[layer]) for layer in (Layer.CITATION, Layer.DRAFTING)):
        remarks.append("no_citations")
    if not tied.nodes:
        return Communities((), 0.0, 0, 0, untied), remarks
    found = partition(tied, layer_weights(), resolution=resolution, samples=samples, seed=seed)
    described = describe(
        tied,
        found,
        layer_weights(),
        groups=_fields(graph, tied),
        classes=_classes(graph, tied),
        untied=untied,
        samples=samples,
        seed=seed,
    )
    if len(described.communities) == 1 and len(described.communities[0].works) > 0.9 * len(tied.members):
        remarks.append("one_giant")
    return described, remarks


def semantic_layer(library: Library) -> tuple[Near | None, str | None]:
    """The semantic layer; none for an encoder whose cosines are not calibrated."""
    try:
        calibration = load_calibration(library.encoder.name)
    except LookupError:
        return None, None

    def near(numbers: Sequence[str]) -> Iterator[tuple[str, str, float]]:
        for a, b, cosine in library.index.neighbours(numbers, NEIGHBOURS):
            similarity = calibration.similarity(cosine) or 0.0
            if similarity > 0:
                yield a, b, similarity**2

    return near, library.encoder.version


def _fields(graph: GraphReader, network: Network) -> Mapping[str, Sequence[str]]:
    """Fields of the lineages, by the edition shown."""
    work_of = {node_id(NodeKind.STANDARD, member.edition): work for work, member in network.members.items()}
    fields: dict[str, list[str]] = defaultdict(list)
    for start, domain in graph.links(EdgeKind.IN_DOMAIN):
        if start in work_of:
            fields[work_of[start]].append(_bare(domain))
    return fields


def _classes(graph: GraphReader, network: Network) -> Mapping[str, Sequence[str]]:
    """English names of the ICS classes of the lineages, by the edition shown."""
    names = {node: name for node, scheme, name in graph.rows(NodeKind.CLASSIFICATION, ("scheme", "name_en"))
             if scheme == "ICS" and name}  # fmt: skip
    work_of = {node_id(NodeKind.STANDARD, member.edition): work for work, member in network.members.items()}
    classes: dict[str, list[str]] = defaultdict(list)
    for start, end in graph.links(EdgeKind.CLASSIFIED_AS):
        if start in work_of and end in names:
            classes[work_of[start]].append(names[end])
    return classes


def _names(graph: GraphReader, communities: Sequence[Community]) -> dict[str, str]:
    ids = list(dict.fromkeys(one.node for each in communities for one in each.organizations))
    return {node.id: getattr(node, "name_zh", None) or _bare(node.id) for node in graph.nodes(ids)}


def _bare(node: str) -> str:
    return node.partition(":")[2]


def _view(one: Community, names: Mapping[str, str], network: Network, members: bool) -> ClusterView:
    sampled = one.stability == one.stability
    return ClusterView(
        number=one.number,
        parent=one.parent,
        label_zh=one.label_zh,
        label_en=one.label_en,
        terms_zh=tuple(map(_term, one.terms_zh)),
        terms_en=tuple(map(_term, one.terms_en)),
        standards=len(one.works),
        organizations=len(one.bodies),
        patents=len(one.patents),
        levels=dict(one.levels),
        fields=dict(one.groups),
        trend=dict(one.trend),
        ties={layer.value: n for layer, n in one.ties.items()},
        stability=one.stability if sampled else None,
        stable=sampled and one.stability >= 0.75,
        key_standards=tuple(_standard(member) for member in one.standards),
        key_organizations=tuple(
            ClusterBody(id=body.node, name=names.get(body.node, _bare(body.node)), strength=body.strength)
            for body in one.organizations
        ),
        members=tuple(network.members[work].edition for work in one.works) if members else (),
    )


def _standard(key: KeyMember) -> ClusterStandard:
    member = key.member
    assert member is not None  # key standards are lineages
    return ClusterStandard(
        number=member.edition,
        title_zh=member.title_zh,
        level=member.level,
        issued=member.issued,
        strength=key.strength,
    )


def _term(term: Term) -> TermView:
    return TermView(text=term.text, titles=term.titles, z=term.z, sure=term.z >= SURE)


def _developments(before: Sequence[Community], after: Sequence[Community]) -> Iterator[DevelopmentView]:
    early, late = {one.number: one for one in before}, {one.number: one for one in after}
    for one in developments(before, after):
        shown = late[one.after] if one.after is not None and one.size_after else early[one.before or 0]
        yield DevelopmentView(
            change=one.change,
            before=one.before,
            after=one.after,
            label_zh=shown.label_zh,
            label_en=shown.label_en,
            overlap=one.overlap,
            size_before=one.size_before,
            size_after=one.size_after,
            added=tuple(_bare(work) for work in one.added),
            also=one.also,
        )


__all__ = ["FEWEST", "SMALLEST", "ClustersReport", "clusters"]
