"""Patents around standards 二(十三): disclosed, declared, cited, near; silences to ask about; holders."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from api.errors import BadRequest
from api.usecases.analyses import kept
from api.usecases.clusters import clusters
from api.usecases.finding import find_standard
from api.usecases.library import Library
from api.usecases.patents_views import (
    HeldView,
    PatentsReport,
    PatentView,
    PortfolioView,
    SilenceView,
    StandardPatents,
    TieView,
)
from api.usecases.regions import editions_among
from api.usecases.views import StandardSummary, summary
from graph.kinds import EdgeKind, NodeKind
from graph.model import Patent, Standard, Work, kind_of, node_id
from graph.status import status_on
from graph.store.base import GraphReader
from search.compare.registry import Registry, nodes_of
from search.documents import IndexDocument
from search.links.near import PATENT, bands, judge_patent
from search.network.patents import (
    Portfolio,
    Silence,
    Tie,
    TieKind,
    drafted_by,
    holdings,
    portfolios,
    silences,
    ties,
)

_SILENT = (
    "数据中未见披露；起草单位持有 {n} 件主题相近的专利。这不表示应披露而未披露，建议向发布机构和起草单位核实。",
    "no disclosure in the data, while drafting bodies hold {n} patents on a like theme. This is no finding of fault: "
    "ask the issuing and drafting bodies.",
)
_EXAMPLES = 3


def patents(
    library: Library,
    number: str | None = None,
    *,
    field: str | None = None,
    region: str | None = None,
    topic: str | None = None,
    cluster: int | None = None,
    limit: int = 50,
) -> PatentsReport:
    """``cluster``: by its number in ``clusters`` of the same field and region; ``limit``: rows a list.

    Raises :class:`~api.errors.BadRequest`, :class:`~graph.errors.NotFound`, :class:`~graph.ids.InvalidIdentifier`.
    """
    if number and (field or region or topic or cluster):
        raise BadRequest("give a number, or field, region, topic, cluster")
    if topic is not None and len(topic.strip()) < 2:
        raise BadRequest("a topic has at least two characters")
    key, place, among = editions_among(library.graph, field, region)
    question = (number, key, place, topic, cluster, limit)
    if number:
        among = _of_number(library, number)
    if cluster is not None:
        among = _of_cluster(library, field, region, cluster)
    if topic:
        among = _on_topic(library.graph, topic.strip(), among)

    def ask() -> PatentsReport:
        return _Answer(library, among, topic.strip() if topic else None).report(number, key, place, cluster, limit)

    return kept(library, PatentsReport, "patents", question, ask)


def _of_number(library: Library, number: str) -> frozenset[str]:
    """The edition, or all editions of a work, and the work itself: ties of an undated number stand there."""
    node = find_standard(library, number)
    if isinstance(node, Work):
        editions = Registry(library.graph, library.settings.day).editions(node.id)
        return frozenset({node.id, *(one.id for one in editions)})
    works = {end for start, end in library.graph.links(EdgeKind.EDITION_OF) if start == node.id}
    return frozenset({node.id, *works})


def _of_cluster(library: Library, field: str | None, region: str | None, number: int) -> frozenset[str]:
    report = clusters(library, field=field, region=region, samples=0, members=True)
    found = next((one for one in report.clusters if one.number == number), None)
    if found is None:
        raise BadRequest("no cluster {number}, there are {count}", number=number, count=len(report.clusters))
    return frozenset(node_id(NodeKind.STANDARD, member) for member in found.members)


def _on_topic(graph: GraphReader, topic: str, among: frozenset[str] | None) -> frozenset[str]:
    rows = graph.rows(NodeKind.STANDARD, ("title_zh", "title_en"))
    word = topic.casefold()
    return frozenset(
        node for node, zh, en in rows
        if (among is None or node in among) and (word in (zh or "").casefold() or word in (en or "").casefold())
    )  # fmt: skip


class _Answer:
    """One answer on its way: ties, silences, portfolios, with the nodes they name read once."""

    def __init__(self, library: Library, among: frozenset[str] | None, topic: str | None) -> None:
        self.library, self.graph, self.day = library, library.graph, library.settings.day
        self.among, self.topic = among, topic
        self.work_of: Mapping[str, str] = dict(self.graph.links(EdgeKind.EDITION_OF))
        reached = None if among is None else among | {self.work_of[one] for one in among if one in self.work_of}
        self.ties = ties(self.graph, reached)
        self.silent = silences(self.graph, self.day, self._cosines, self._judge, among)

    def report(
        self, number: str | None, field: str | None, region: str | None, cluster: int | None, limit: int
    ) -> PatentsReport:
        around = {one.patent for one in self.ties if one.patent}
        around |= {held.patent for one in self.silent for held in one.held}
        if self.topic:
            around |= set(self._patents_on(self.topic))
        holders = portfolios(self.graph, around, self.among, self.ties)
        self._read(around, holders)
        manifest = self.library.generation.manifest
        by_standard: dict[str, list[Tie]] = defaultdict(list)
        for tie in self.ties:
            by_standard[tie.standard].append(tie)
        kinds = Counter(kind for each in by_standard.values() for kind in {tie.kind for tie in each})
        ordered = sorted(by_standard.items(), key=lambda one: (_strength(one[1]), one[0]))
        known = self._known()
        return PatentsReport(
            on=self.day,
            generation=manifest.number,
            data_date=manifest.data_date,
            number=number,
            field=field,
            region=region,
            topic=self.topic,
            cluster=cluster,
            looked_at=self._looked_at(),
            known=known,
            counts={kind.value: kinds[kind] for kind in TieKind},
            standards=tuple(self._standard(node, each) for node, each in ordered[:limit]),
            silent=tuple(map(self._silence, self.silent[:limit])),
            silent_found=len(self.silent),
            portfolios=tuple(map(self._portfolio, holders[:limit])),
            remarks=tuple(self._remarks(known)),
        )

    def _looked_at(self) -> int:
        if self.among is None:
            return len(self.library.index)
        return sum(kind_of(node) is NodeKind.STANDARD for node in self.among)

    def _known(self) -> dict[str, int]:
        """What the whole data holds of each thing that an answer needs."""
        held = holdings(self.graph)
        counts = self.library.counts
        return {
            "patents": counts.nodes.get(NodeKind.PATENT, 0),
            "holders": len(held),
            "holders_drafting": len({body for bodies in drafted_by(self.graph, held).values() for body in bodies}),
            "drafted": len({start for start, _ in self.graph.links(EdgeKind.DRAFTED_BY)}),
            "near": sum(kind_of(end) is NodeKind.PATENT for _, end in self.graph.links(EdgeKind.NEAR_TO)),
        }

    def _remarks(self, known: Mapping[str, int]) -> Iterable[str]:
        if not known["patents"]:
            yield "no_patents"
            return
        if not known["near"]:
            yield "no_candidates"
        if not known["drafted"]:
            yield "no_drafters"
        elif not known["holders_drafting"]:
            yield "no_holders_drafting"
        if not bands(self.library.encoder.name, PATENT):
            yield "uncalibrated"

    def _patents_on(self, topic: str) -> Iterable[str]:
        word = topic.casefold()
        for node, *texts in self.graph.rows(NodeKind.PATENT, ("title_zh", "title_en", "abstract")):
            if any(word in (text or "").casefold() for text in texts):
                yield node

    def _cosines(self, patent: Patent, standards: Sequence[Standard]) -> list[float | None]:
        if not bands(self.library.encoder.name, PATENT):
            return [None] * len(standards)  # cosines of this encoder were not measured
        index = self.library.index
        found = index.rows_of_numbers([one.number for one in standards])
        rows = {document.standard.number: row for row, document in zip(found, index.rows(found), strict=True)}
        known = [one for one in standards if one.number in rows]
        values = iter(index.cosines(patent.title_zh or patent.title_en or "", [rows[one.number] for one in known]))
        return [next(values) if one.number in rows else None for one in standards]

    def _judge(self, cosine: float, patent: str, standard: str) -> bool:
        return judge_patent(self.library.encoder.name, cosine, patent, standard) is not None

    # --- views -----------------------------------------------------------------------------------------

    def _read(self, around: set[str], holders: Sequence[Portfolio]) -> None:
        """The nodes that the views name."""
        held_by: dict[str, list[str]] = defaultdict(list)
        for body, patent in self.graph.links(EdgeKind.HOLDS_PATENT):
            if patent in around:
                held_by[patent].append(body)
        self.holders = {patent: tuple(sorted(each)) for patent, each in held_by.items()}
        bodies = {body for each in held_by.values() for body in each} | {one.holder for one in holders}
        bodies |= {tie.holder for tie in self.ties if tie.holder}
        self.nodes = nodes_of(self.graph, {*around, *bodies, *(tie.standard for tie in self.ties)})
        self.registry = Registry(self.graph, self.day)
        works = [tie.standard for tie in self.ties if kind_of(tie.standard) is NodeKind.WORK]
        self.registry.load(works)
        numbers = {one.number for work in works if (one := self.registry.applying(work))}
        numbers |= {n.number for n in self.nodes.values() if isinstance(n, Standard)}
        numbers |= {one.standard.number for one in self.silent}
        index = self.library.index
        self.documents = {d.standard.number: d for d in index.rows(index.rows_of_numbers(sorted(numbers)))}

    def _summary(self, standard: Standard) -> StandardSummary:
        document = self.documents.get(standard.number) or IndexDocument(standard, "", (), (), (), ())
        return summary(document, status_on(standard, self.day))

    def _name(self, body: str) -> str:
        node = self.nodes.get(body)
        return str(getattr(node, "name_zh", None) or getattr(node, "name_en", None) or body.partition(":")[2])

    def _patent(self, key: str) -> PatentView:
        node = self.nodes.get(key)
        patent = node if isinstance(node, Patent) else None
        return PatentView(
            number=key.partition(":")[2],
            title=(patent.title_zh or patent.title_en) if patent else None,
            category=patent.category if patent else None,
            published=patent.published if patent else None,
            holders=tuple(map(self._name, self.holders.get(key, ()))),
        )

    def _standard(self, node: str, each: Sequence[Tie]) -> StandardPatents:
        known = self.nodes.get(node)
        edition = known if isinstance(known, Standard) else self.registry.applying(node) if _is_work(node) else None
        title = (edition.title_zh or edition.title_en or "") if edition else ""
        return StandardPatents(
            number=node.partition(":")[2],
            standard=self._summary(edition) if edition is not None and edition.described else None,
            stated=edition.patents_involved if edition else None,
            ties=tuple(self._tie(tie, title) for tie in each),
        )

    def _tie(self, tie: Tie, title: str) -> TieView:
        patent = self._patent(tie.patent) if tie.patent else None
        near = tie.kind is TieKind.NEAR
        return TieView(
            kind=tie.kind,
            candidate=near,
            patent=patent,
            declared_by=self._name(tie.holder) if tie.holder else None,
            evidence=tie.evidence,
            place=tie.place,
            on=tie.on,
            confidence=tie.confidence,
            passages=(title, patent.title or "") if near and patent else (),
        )

    def _silence(self, one: Silence) -> SilenceView:
        n = len({held.patent for held in one.held})
        return SilenceView(
            standard=self._summary(one.standard),
            stated=one.standard.patents_involved,
            patents=n,
            bodies=tuple(dict.fromkeys(self._name(held.body) for held in one.held)),
            held=tuple(
                HeldView(
                    body=self._name(held.body),
                    patent=self._patent(held.patent),
                    ground=held.ground,
                    evidence=held.evidence,
                )
                for held in one.held
            ),
            zh=_SILENT[0].format(n=n),
            en=_SILENT[1].format(n=n),
        )

    def _portfolio(self, one: Portfolio) -> PortfolioView:
        return PortfolioView(
            holder=self._name(one.holder),
            patents=len(one.patents),
            declarations=one.declared,
            drafted=len(one.drafted),
            examples=tuple(map(self._patent, one.patents[:_EXAMPLES])),
            standards=tuple(node.partition(":")[2] for node in one.drafted[:_EXAMPLES]),
        )


def _strength(each: Sequence[Tie]) -> int:
    """Standards with the surest ties come first."""
    order = list(TieKind)
    return min(order.index(tie.kind) for tie in each)


def _is_work(node: str) -> bool:
    return kind_of(node) is NodeKind.WORK
