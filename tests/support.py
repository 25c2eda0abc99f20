"""What several tests need: short ways to say facts, publish them and read everything back."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from graph.facts import Fact, Qualifier
from graph.generations import DataFolder, Published
from graph.kinds import EdgeKind, NodeKind
from graph.model import Edge, Node
from graph.statements import Outcome, Record, StatementStore
from graph.store.base import Direction, GraphReader
from graph.store.build import GraphProjection
from graph.store.embedded import EmbeddedReader
from ingest.runner import IngestOptions, IngestReport, ingest

DAY = date(2026, 3, 1)


def value(subject: str, field: str, text: str, **more: Any) -> Fact:
    return Fact(subject, field, text, **more)


def edge(subject: str, kind: EdgeKind | str, obj: str, **qualifiers: Qualifier) -> Fact:
    return Fact(subject, str(kind), object=obj, qualifiers=tuple(sorted(qualifiers.items())))


def record(source: str, key: str, *facts: Fact, on: date = DAY, file: str | None = None) -> Record:
    return Record(source, key, on, facts, file)


def edition(number: str, *facts: tuple[str, str], source: str = "std.samr", on: date = DAY) -> Record:
    """A record of one edition of a standard: its fields, and the work its number belongs to."""
    node, work = f"standard:{number}", f"work:{number.rsplit('-', 1)[0]}"
    own = [value(node, "title_zh", number), edge(node, EdgeKind.EDITION_OF, work)]
    return record(source, number, *own, *(value(node, name, text) for name, text in facts), on=on)


def say(data: DataFolder, *records: Record, publish: bool = True) -> list[Outcome]:
    """Store records in a run of their own and publish."""
    with data.writer("test") as store:
        run = store.begin_run("test")
        outcomes = store.apply(run, records)
        store.finish_run(run)
        if publish:
            data.publish(store, [GraphProjection()])
    return outcomes


def publish(data: DataFolder, *, rebuild: bool = False) -> Published:
    with data.writer("test") as store:
        return data.publish(store, [GraphProjection()], rebuild=rebuild)


def ingest_files(
    data: DataFolder, *paths: Path, publish: bool = True, **options: Any
) -> tuple[IngestReport, list[dict[str, Any]]]:
    """Ingest files; the report and the lines of rejects."""
    rejects = io.StringIO()
    with data.writer("test") as store:
        run = store.begin_run("test")
        report = ingest(paths, store, run, rejects, IngestOptions(**options))
        store.finish_run(run)
        if publish:
            data.publish(store, [GraphProjection()])
    return report, [json.loads(line) for line in rejects.getvalue().splitlines()]


@contextmanager
def reading(data: DataFolder) -> Iterator[EmbeddedReader]:
    """A reader of the live generation, which is kept meanwhile."""
    generation = data.open_generation([GraphProjection()])
    reader = EmbeddedReader(generation.part("graph"), buffer_bytes=64 * 2**20)
    try:
        yield reader
    finally:
        reader.close()
        generation.close()


def all_nodes(reader: GraphReader, kind: NodeKind, limit: int = 1000) -> list[Node]:
    nodes: list[Node] = []
    after: str | None = None
    while True:
        page = reader.page(kind, after=after, limit=limit)
        nodes += page.items
        if page.next is None:
            return nodes
        after = page.next


def all_edges(
    reader: GraphReader, node: str, direction: Direction, kinds: Sequence[EdgeKind] | None = None, limit: int = 1000
) -> list[Edge]:
    edges: list[Edge] = []
    after: str | None = None
    while True:
        page = reader.edges(node, direction, kinds, after=after, limit=limit)
        edges += page.items
        if page.next is None:
            return edges
        after = page.next


def dump(reader: GraphReader) -> dict[str, Any]:
    """Everything a reader answers, to compare two projections."""
    nodes = [node for kind in NodeKind for node in all_nodes(reader, kind)]
    return {
        "counts": reader.counts(),
        "nodes": [node.model_dump_json() for node in nodes],
        "out": {n.id: [e.model_dump_json() for e in all_edges(reader, n.id, Direction.OUT)] for n in nodes},
        "in": {n.id: [e.model_dump_json() for e in all_edges(reader, n.id, Direction.IN)] for n in nodes},
    }


def dump_live(data: DataFolder) -> dict[str, Any]:
    with reading(data) as reader:
        return dump(reader)


def statements_of(data: DataFolder, subject: str, *, history: bool = False) -> list[Any]:
    with data.statements() as store:
        return store.about(subject, history=history)


def new_store(folder: Path) -> StatementStore:
    return StatementStore(folder / "statements.db", write=True)


def calls(work: Callable[[], object]) -> int:
    """How many calls of functions, Python's and C's, the work makes: its size without a clock, the same every time."""
    count = 0

    def counted(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
