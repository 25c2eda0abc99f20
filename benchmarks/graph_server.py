"""The graph in both projections: loading it, and questions some references deep.

Named alternative in the same run: the plain Neo4j driver, one ``MERGE`` a row in a transaction of its own. The server
is that of ``BIAOTU_NEO4J_URI`` (``_USER``, ``_PASSWORD``); its database must be empty and is emptied again.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from api.settings import Settings
from api.usecases.server import address
from benchmarks.library import OUT, show
from graph import questions
from graph.facts import Fact
from graph.generations import DataFolder
from graph.kinds import EdgeKind, NodeKind, ReferenceRelation
from graph.resolve import Resolver
from graph.statements import Record
from graph.store.bolt import BoltReader
from graph.store.build import GraphProjection
from graph.store.embedded import EmbeddedReader
from graph.store.publish import publish_to_server
from graph.store.server import Server

_ROWS = 300  # written one by one
_ASKED, _DEPTH = 200, 3
_DAY = date(2026, 11, 1)
_EDGES = {kind.value for kind in EdgeKind}
_NODES = {kind.value for kind in NodeKind}


def _records(count: int) -> Iterator[Record]:
    """Editions of works, each with two drafters, a class and some four references to others: 7.5 edges each."""
    rng = random.Random(7)
    for n in range(count):
        node = f"standard:GB/T {n}-2020"
        facts = [
            Fact(node, "title_zh", f"第{n}号产品技术要求与试验方法"),
            Fact(node, "implemented", "2020-10-01"),
            Fact(node, str(EdgeKind.EDITION_OF), object=f"work:GB/T {n}"),
            Fact(node, str(EdgeKind.CLASSIFIED_AS), object=f"class:ICS {rng.randrange(20, 98)}.{rng.randrange(99):03}"),
        ]
        facts += [
            Fact(node, str(EdgeKind.DRAFTED_BY), object=f"org:单位{one}", qualifiers=(("position", at),))
            for at, one in enumerate({rng.randrange(count // 4 + 2) for _ in range(2)}, 1)
        ]
        facts += [
            Fact(node, str(EdgeKind.REFERENCES), object=f"standard:GB/T {one}-2020",
                 qualifiers=(("dated", True), ("relation", "normative")))
            for one in {int(count * rng.random() ** 2) for _ in range(rng.randrange(1, 7))} - {n}
        ]  # fmt: skip
        yield Record("bench", str(n), _DAY, tuple(facts))


def _say(data: DataFolder, count: int) -> None:
    records = _records(count)
    with data.writer("benchmark") as store:
        run = store.begin_run("benchmark")
        while batch := list(islice(records, 5_000)):
            store.apply(run, batch)
        store.finish_run(run)


def _embedded(data: DataFolder, folder: Path) -> float:
    """Seconds to load the graph file, without resolving."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with data.statements() as store:
        builder = GraphProjection().builder(folder)
        spent = 0.0
        for one in Resolver(store).everything():
            before = time.perf_counter()
            builder.add(one)
            spent += time.perf_counter() - before
    before = time.perf_counter()
    builder.finish()
    return spent + time.perf_counter() - before


def _served(data: DataFolder, server: Server) -> dict[str, float]:
    """Seconds of the nodes and the edges of the first copy, and of the whole publish."""
    moments: list[tuple[float, str]] = []
    began = time.perf_counter()
    with data.writer("benchmark") as store:
        publish_to_server(server, store, 1, progress=lambda step, done: moments.append((time.perf_counter(), step)))
    ended = time.perf_counter()
    steps = [(at, step) for at, step in moments if step != "resolve"]
    first_node = next(i for i, (_, step) in enumerate(steps) if step in _NODES)
    first_edge = next(i for i, (_, step) in enumerate(steps) if step in _EDGES)
    after = next((at for at, step in steps[first_edge:] if step not in _EDGES), ended)
    return {
        "nodes": steps[first_edge][0] - steps[first_node][0], "edges": after - steps[first_edge][0],
        "all": ended - began,
    }  # fmt: skip


def _row_by_row(server: Server) -> tuple[float, float]:
    """Seconds a node and an edge, as the plain driver is used in a first attempt."""
    server.run("CREATE CONSTRAINT plain_id IF NOT EXISTS FOR (n:Plain) REQUIRE n.id IS UNIQUE")
    server.run("CALL db.awaitIndexes(60)")
    seconds = []
    for query in (
        "MERGE (n:Plain {id: $id}) SET n.number = $id, n.title_zh = $title, n.implemented = date('2020-10-01')",
        "MATCH (a:Plain {id: $id}) MATCH (b:Plain {id: $other}) MERGE (a)-[r:REFERS]->(b) SET r.relation = 'normative'",
    ):
        for at in range(20):  # compile it first
            server.run(query, id=f"p{at}", other=f"p{at + 1}", title="试验")
        before = time.perf_counter()
        for at in range(_ROWS):
            server.run(query, id=f"p{at}", other=f"p{(at * 7 + 1) % _ROWS}", title="第一号产品技术要求与试验方法")
        seconds.append((time.perf_counter() - before) / _ROWS)
    server.run("MATCH (n:Plain) DETACH DELETE n")
    server.run("DROP CONSTRAINT plain_id")
    return seconds[0], seconds[1]


def _hops(graph: Any, count: int) -> tuple[float, float, int]:
    """Milliseconds, median and 95th of a hundred, of what an edition refers to some steps deep; rows found."""
    rng, took, rows = random.Random(1), [], 0
    for at in range(_ASKED + 20):
        start = f"standard:GB/T {rng.randrange(count)}-2020"
        before = time.perf_counter()
        found = questions.cites(graph, start, depth=_DEPTH, relations=ReferenceRelation, limit=1000)
        if at >= 20:
            took.append(1000 * (time.perf_counter() - before))
            rows += len(found)
    took.sort()
    return took[len(took) // 2], took[int(len(took) * 0.95)], rows


def _memory(server: Server) -> float:
    """MB of heap the server uses."""
    (row,) = server.run("CALL dbms.queryJmx('java.lang:type=Memory') YIELD attributes RETURN attributes AS found")
    return float(row["found"]["HeapMemoryUsage"]["value"]["properties"]["used"]) / 2**20


def _own_memory() -> float:
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


def main(counts: Sequence[int]) -> None:
    with Server(address(Settings())) as server:
        if server.run("MATCH (n) RETURN 1 AS one LIMIT 1"):
            raise SystemExit(f"{server.address.uri}: the database is not empty")
        for count in counts:
            try:
                _one(server, count)
            finally:
                server.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS")


def _one(server: Server, count: int) -> None:
    folder = OUT / f"graph-{count}"
    shutil.rmtree(folder, ignore_errors=True)
    data = DataFolder(folder / "data")
    _say(data, count)
    node_row, edge_row = _row_by_row(server)
    embedded = _embedded(data, folder / "graph")
    before = _own_memory()
    here = EmbeddedReader(folder / "graph")
    counts = here.counts()
    nodes, edges = sum(counts.nodes.values()), sum(counts.edges.values())
    here_p50, here_p95, rows = _hops(here, count)
    memory = _own_memory() - before
    here.close()
    served = _served(data, server)
    there_p50, there_p95, same = _hops(BoltReader(server), count)
    if rows != same:
        raise RuntimeError(f"both back ends must find the same: {rows} and {same} rows")
    node_rate, edge_rate = nodes / served["nodes"], edges / served["edges"]
    show(
        f"graph of {count:,} standards: {nodes:,} nodes, {edges:,} edges",
        [
            ("embedded, load by COPY", f"{embedded:.1f} s, {(nodes + edges) / embedded:,.0f} nodes and edges/s"),
            ("Neo4j, nodes", f"{served['nodes']:.1f} s, {node_rate:,.0f}/s"),
            ("Neo4j, edges", f"{served['edges']:.1f} s, {edge_rate:,.0f}/s"),
            ("Neo4j, whole publish, both copies", f"{served['all']:.1f} s"),
            ("plain driver, MERGE row by row", f"{1 / node_row:,.0f} nodes/s, {1 / edge_row:,.0f} edges/s; ratio "
             f"{node_rate * node_row:.0f} and {edge_rate * edge_row:.0f}"),
            (f"references {_DEPTH} deep, embedded, p50 / p95", f"{here_p50:.1f} / {here_p95:.1f} ms"),
            (f"references {_DEPTH} deep, Neo4j, p50 / p95", f"{there_p50:.1f} / {there_p95:.1f} ms"),
            ("memory, embedded (this process)", f"{memory:,.0f} MB"),
            ("memory, Neo4j (heap in use)", f"{_memory(server):,.0f} MB"),
        ],
    )  # fmt: skip
