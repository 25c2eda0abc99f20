"""Exposure and gaps over many standards with citations, beside the same traversal asking a node at a time.

Titles are those of :mod:`benchmarks.generate`; citations are drawn here: seven and a half a standard, most of them to
few often cited ones, as in real registries.
"""

from __future__ import annotations

import json
import random
import shutil
import time
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.library import OUT, registry, show, timed
from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind, NodeKind, ReferenceRelation
from graph.model import Aspect as AspectNode
from graph.model import Domain as DomainNode
from graph.model import EditionOf, InDomain, OnAspect, References, Standard, Work
from graph.resolve import Resolved
from graph.store.base import Direction, GraphReader
from graph.store.build import GraphProjection
from graph.store.embedded import EmbeddedReader
from graph.vocabulary import aspects, domains
from search.compare.exposure import exposure
from search.compare.gaps import GapKind, Tools, find_gaps, load_world
from search.compare.gaps.density import Vectors
from search.compare.registry import number_of, work_id

DAY = date(2026, 6, 1)
CITATIONS = 7.5  # a standard
_SEED = 20261124
_GRAPH_GAPS = [GapKind.EMPTY_CELL, GapKind.THIN_CELL, GapKind.CITED_MISSING, GapKind.CITED_WITHDRAWN,
               GapKind.NOT_ADOPTED, GapKind.DENSE_CLASS]  # fmt: skip


def _nodes(count: int, donors: list[Path]) -> Iterator[Resolved]:
    dice = random.Random(_SEED)
    standards: list[Standard] = []
    with registry(count, donors).open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            try:
                identifier = parse(row["number"])
            except InvalidIdentifier:
                continue
            standards.append(
                Standard(
                    id=f"standard:{identifier.canonical}", number=identifier.canonical, title_zh=row["title_zh"],
                    level=identifier.level, year=identifier.year, described=True,
                    issued=date.fromisoformat(row["issued"]), implemented=date.fromisoformat(row["implemented"]),
                )
            )  # fmt: skip
    standards = list({one.id: one for one in standards}.values())
    works = {work_id(one.number) for one in standards}
    for work in sorted(works):
        yield Resolved(Work(id=work, number=number_of(work)), ())
    for key, concept in domains().items():
        node = DomainNode(id=f"domain:{key}", code=key, name_zh=concept.label_zh, name_en=concept.label_en)
        yield Resolved(node, ())
    for key, concept in aspects().items():
        yield Resolved(AspectNode(id=f"aspect:{key}", code=key, name_zh=concept.label_zh, name_en=concept.label_en), ())
    for one in standards:
        yield Resolved(one, tuple(_edges(one, standards, dice)))


def _edges(
    one: Standard, standards: list[Standard], dice: random.Random
) -> Iterator[EditionOf | InDomain | OnAspect | References]:
    yield EditionOf(start=one.id, end=work_id(one.number))
    if dice.random() < 0.3:
        yield InDomain(start=one.id, end=f"domain:{dice.choice(list(domains()))}")
    yield OnAspect(start=one.id, end=f"aspect:{dice.choice(list(aspects()))}")
    for other in {_often_cited(standards, dice).id for _ in range(round(dice.expovariate(1 / CITATIONS)))} - {one.id}:
        dated = dice.random() < 0.4
        end = other if dated else work_id(number_of(other))
        relation = dice.choice([ReferenceRelation.NORMATIVE, ReferenceRelation.TEST_METHOD, ReferenceRelation.MENTION])
        yield References(start=one.id, end=end, relation=relation, dated=dated)


def _often_cited(standards: list[Standard], dice: random.Random) -> Standard:
    return standards[int(len(standards) * dice.random() ** 4)]


def graph_of(count: int, donors: list[Path]) -> Path:
    folder = OUT / f"graph-{count}"
    if not (folder / "done").exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        builder = GraphProjection().builder(folder)
        for one in _nodes(count, donors):
            builder.add(one)
        builder.finish()
        (folder / "done").touch()
    return folder


def _one_by_one(reader: GraphReader, number: str, limit: int) -> int:
    """Citing standards, asked a node at a time, until ``limit`` are found; the number of queries."""
    pending, seen, queries = [work_id(number)], {work_id(number)}, 0
    while pending and len(seen) < limit:
        node, after = pending.pop(0), None
        while True:
            page = reader.edges(node, Direction.IN, [EdgeKind.REFERENCES], after=after, limit=1000)
            queries += 1
            new = {work_id(number_of(edge.start)) for edge in page.items} - seen
            seen |= new
            pending += sorted(new)
            after = page.next
            if after is None or len(seen) >= limit:
                break
    return queries


def main(counts: list[int], donors: list[Path]) -> None:
    for count in counts:
        reader = EmbeddedReader(graph_of(count, donors), buffer_bytes=512 * 2**20)
        _measure(reader, count)
        reader.close()


def _measure(reader: GraphReader, count: int) -> None:
    citations = reader.counts().edges[EdgeKind.REFERENCES]
    cited: dict[str, int] = {}
    for _, end in reader.links(EdgeKind.REFERENCES):
        cited[end] = cited.get(end, 0) + 1
    works = sorted((n, end) for end, n in cited.items() if end.startswith("work:"))
    quiet, busy = (number_of(works[int(len(works) * share)][1]) for share in (0.5, 0.999))
    rows = []
    for name, number in (("a standard seldom cited", quiet), ("one of the most cited", busy)):
        began = time.perf_counter()
        found = exposure(reader, number, DAY, depth=3, most=20_000)
        seconds = time.perf_counter() - began
        reached = len(found.dependents)
        sample = max(2, min(reached, 300))
        alone = timed(partial(_one_by_one, reader, number, sample))
        each, other = seconds / max(reached, 1), alone / sample
        rows.append((f"exposure of {name}", f"{seconds:.2f} s for {reached:,} dependents with chains"))
        rows.append(("  a node at a time", f"{other * 1e3:.2f} ms a dependent against {each * 1e3:.2f} ms; "
                     f"ratio {other / each:.1f}"))  # fmt: skip
    began = time.perf_counter()
    world = load_world(reader, DAY)
    loaded = time.perf_counter() - began
    labels = {f"aspect:{key}": (key, key) for key in aspects()} | {f"field:{key}": (key, key) for key in domains()}
    labels |= {f"level:{level}": (level, level) for level in ("", "unknown", *world.levels)}
    tools = Tools(lambda text, n: [], "none", _no_vectors, labels, {})
    began = time.perf_counter()
    total = sum(len(one.gaps) for field in domains() for one in find_gaps(world, field, tools, _GRAPH_GAPS))
    took = time.perf_counter() - began
    plain = timed(lambda: [reader.page(NodeKind.STANDARD, limit=1000)])
    rows += [
        ("gaps: all standards read once", f"{loaded:.2f} s"),
        (f"gaps of all {len(domains())} fields", f"{took:.2f} s, {total:,} gaps"),
        ("  reading them in pages", f"{plain * count / 1000:.2f} s; ratio {plain * count / 1000 / loaded:.1f}"),
    ]  # fmt: skip
    show(f"analyses of {count:,} standards with {citations:,} citations", rows)


def _no_vectors(texts: Sequence[str]) -> Vectors:
    raise AssertionError(f"no gap of these kinds compares titles, but {len(texts)} were to be")
