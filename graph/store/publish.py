"""Publishes what the statements say to a server: everything once, from then on what changed.

A publish writes the slot that is not live and makes it live at the end (:mod:`graph.store.slots`). It may die, or the
server, at any moment: readers keep the live slot, and the same call goes on where the last batch was committed.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import pyarrow.parquet as pq

from graph.errors import DataFolderError, WriterBusy
from graph.generations import Progress
from graph.kinds import NodeKind
from graph.lineage import history, lineage
from graph.resolve import Changes, Resolver
from graph.statements import StatementStore
from graph.store import cypher
from graph.store.build import ids_by_kind
from graph.store.marker import ServerState, SlotState, claim, open_slot, read_state, seal_slot
from graph.store.rows import Row
from graph.store.schema import fingerprint
from graph.store.server import Server
from graph.store.slots import Slot, in_slot
from graph.store.spool import EdgeTable, Spools

if TYPE_CHECKING:
    import neo4j

FORMAT = 1
BATCH = 2_000  # rows a transaction
WIDE_BATCH = 500  # rows a transaction where each has a vector
SMALL = 20_000  # changed nodes up to which a slot is changed and not built anew


class Extra(Protocol):
    """More that a server can hold of nodes, e.g. vectors and the indexes over them."""

    @property
    def version(self) -> str: ...

    def schema(self, slot: Slot) -> Sequence[str]:
        """Statements that create its indexes, each only where there is none."""

    def fill(self, kind: NodeKind, rows: Sequence[Row]) -> bool:
        """Add its properties to rows of nodes; whether they became wide."""


@dataclass(frozen=True, slots=True)
class ServerPublished:
    """What a publish to a server did. ``written``: nodes and edges sent; ``resumed``: rows that stood there already."""

    generation: int
    nodes: int
    edges: int
    rebuilt: bool
    resumed: int = 0

    @property
    def changed(self) -> bool:
        return bool(self.nodes or self.edges or self.rebuilt)


def publish_to_server(
    server: Server, store: StatementStore, generation: int, *, extra: Extra | None = None, repair: bool = False,
    progress: Progress = lambda step, done: None,
) -> ServerPublished:  # fmt: skip
    """Bring a server to what the store says now. Call it as the writer of the data folder.

    :param generation: the number of the live generation of the folder, which the server will show as its own
    :param repair: write everything anew, whatever the server holds.
    :raises ForeignDatabase: when the database holds something else; nothing was written.
    :raises ServerUnavailable: when the server goes away; the same call later goes on.
    :raises WriterBusy: when another publish has taken the slot over meanwhile.
    """
    version = f"{FORMAT}/{fingerprint()}/{extra.version if extra else ''}"
    state = claim(server, lineage(store))
    run = store.last_run()
    wanted = SlotState(Slot.A, "", generation, run, history(store, run), version)
    work = _Publish(server, store, extra, progress)
    live = state.of(state.live) if state.live else None
    done = ServerPublished(generation, 0, 0, False)
    if repair or live is None or not _same(live, wanted):
        target = live.slot.other if live else Slot.A
        done = work.write(state, replace(wanted, slot=target), repair=repair, live=True)
        state = server.read(read_state)
        live = state.of(target)
    spare = state.of(live.slot.other)
    if repair or not spare.generation or spare.target is not None:
        # once, while nobody can be reading it: from then on a publish only sends what changed
        work.write(state, replace(wanted, slot=spare.slot), repair=repair, live=False)
    return done


def _same(held: SlotState, wanted: SlotState) -> bool:
    names = ("generation", "run", "runs", "version")
    return held.seal is not None and all(getattr(held, name) == getattr(wanted, name) for name in names)


class _Publish:
    """One publish to one server."""

    def __init__(self, server: Server, store: StatementStore, extra: Extra | None, progress: Progress) -> None:
        self._server, self._store, self._extra, self._progress = server, store, extra, progress

    def write(self, state: ServerState, wanted: SlotState, *, repair: bool, live: bool) -> ServerPublished:
        """Make a slot what is wanted, by changes where it can be."""
        held = state.of(wanted.slot)
        known = not repair and held.generation and held.target is None and held.version == wanted.version
        changes: Changes | None = None
        if known and history(self._store, held.run) == held.runs:
            if self._store.changed_statements(held.run) <= SMALL * 20:
                changes = Resolver(self._store).changes_since(held.run)
            if changes is not None and len(changes) > SMALL:
                changes = None
        with tempfile.TemporaryDirectory(prefix="biaotu-") as folder:
            spools = Spools(Path(folder) / "spool")
            made = self._build(held, wanted, spools) if changes is None else self._change(wanted, spools, changes)
        if not seal_slot(self._server, wanted, made[1], live=live):
            raise _taken_over(self._server)
        return made[0]

    # --- everything ------------------------------------------------------------------------------------

    def _build(self, held: SlotState, wanted: SlotState, spools: Spools) -> tuple[ServerPublished, str]:
        """Write all rows in a fixed order. What an unfinished build of the same already wrote stays."""
        target = f"{wanted.run}/{wanted.runs}/{wanted.version}"
        resumed = held.progress if held.target == target else 0
        token = open_slot(self._server, wanted.slot, wanted.version, target)
        if not resumed:
            self._empty(wanted.slot)
        self._schema(wanted.slot)
        for at, one in enumerate(Resolver(self._store).everything(), 1):
            spools.add(one)
            if at % 1000 == 0:
                self._progress("resolve", at)
        writer = _Writer(self._server, wanted.slot, token, resumed, self._progress)
        nodes, edges = self._rows(writer, spools, "CREATE")
        return ServerPublished(wanted.generation, nodes, edges, True, resumed), token

    def _empty(self, slot: Slot) -> None:
        self._progress("empty", 0)
        labels = "|".join(map(slot.label, NodeKind))
        self._server.run(f"MATCH (n:{labels}) CALL (n) {{ DETACH DELETE n }} IN TRANSACTIONS OF {BATCH} ROWS")

    def _schema(self, slot: Slot) -> None:
        known = {row["name"] for row in self._server.run("SHOW CONSTRAINTS YIELD name")}
        for label in map(slot.label, NodeKind):
            name = f"biaotu_{label.lower()}"
            if name not in known:
                self._server.run(f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE")
        for statement in self._extra.schema(slot) if self._extra else ():
            self._server.run(statement)
        self._server.run("CALL db.awaitIndexes(600)")

    # --- what changed ------------------------------------------------------------------------------------

    def _change(self, wanted: SlotState, spools: Spools, changes: Changes) -> tuple[ServerPublished, str]:
        """Apply changes; doing it again gives the same, so an interrupted one is simply repeated."""
        token = open_slot(self._server, wanted.slot, wanted.version, None)
        writer = _Writer(self._server, wanted.slot, token, 0, self._progress)
        for kind, ids in ids_by_kind(changes.removed).items():
            writer.send_ids("remove", cypher.remove_nodes(kind), ids)
        for kind, ids in ids_by_kind(one.node.id for one in changes.upserts).items():
            writer.send_ids("change", cypher.clear_edges(kind), ids)
        for one in changes.upserts:
            spools.add(one)
        nodes, edges = self._rows(writer, spools, "MERGE")
        return ServerPublished(wanted.generation, nodes + len(changes.removed), edges, False), token

    def _rows(self, writer: _Writer, spools: Spools, how: str) -> tuple[int, int]:
        nodes = edges = 0
        for kind, path in spools.nodes():
            for rows in _batches(path, BATCH):
                wide = self._extra is not None and self._extra.fill(kind, rows)
                size = WIDE_BATCH if wide else BATCH
                for at in range(0, len(rows), size):
                    nodes += writer.send(kind.value, _node_query(kind, how), rows[at : at + size])
        for table, path in spools.edges():
            for rows in _batches(path, BATCH):
                edges += writer.send(table[0].value, _edge_query(table), [_edge(row) for row in rows])
        return nodes, edges


class _Writer:
    """Sends batches, each in a transaction that also says how far the work has come."""

    def __init__(self, server: Server, slot: Slot, token: str, skip: int, progress: Progress) -> None:
        self._server, self._slot, self._token, self._skip, self._progress = server, slot, token, skip, progress
        self._done = 0

    def send(self, step: str, query: str, rows: Sequence[Row]) -> int:
        """The number of rows written: none when they stood there already."""
        self._done += len(rows)
        if self._done <= self._skip:
            return 0
        self._progress(step, self._done)
        text = in_slot(query, self._slot)

        def work(transaction: neo4j.ManagedTransaction) -> int:
            self._sign(transaction)
            found = transaction.run(text, rows=list(rows)).single()
            return 0 if found is None else int(found["n"])

        written = self._server.write(work)
        if written != len(rows):
            raise DataFolderError(
                "{step}: {lost} of {count} rows name a node that is not there",
                step=step,
                lost=len(rows) - written,
                count=len(rows),
            )
        return written

    def send_ids(self, step: str, query: str, ids: Sequence[str]) -> None:
        """A statement about nodes, some at a time."""
        text = in_slot(query, self._slot)
        for at in range(0, len(ids), BATCH):
            part = list(ids[at : at + BATCH])
            self._progress(step, at)

            def work(transaction: neo4j.ManagedTransaction, part: list[str] = part) -> None:
                self._sign(transaction)
                transaction.run(text, ids=part).consume()

            self._server.write(work)

    def _sign(self, transaction: neo4j.ManagedTransaction) -> None:
        signed = transaction.run(
            "MATCH (s:BiaotuSlot {name: $slot, writer: $token}) SET s.progress = $done RETURN 1 AS one",
            slot=self._slot.value, token=self._token, done=self._done,
        ).single()  # fmt: skip
        if signed is None:
            raise _taken_over(self._server)


def _taken_over(server: Server) -> WriterBusy:
    return WriterBusy("{uri}: another publish has begun there; let it finish", uri=server.address.uri)


def _batches(path: Path, size: int) -> Iterator[list[Row]]:
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(size):
            yield [{k: v for k, v in row.items() if v is not None} for row in batch.to_pylist()]


def _edge(row: Row) -> dict[str, Any]:
    start, end = row.pop("start"), row.pop("end")
    return {"start": start, "end": end, "fields": row}


def _node_query(kind: NodeKind, how: str) -> str:
    node = f"(n:{kind.value})" if how == "CREATE" else f"(n:{kind.value} {{id: row.id}})"
    return f"UNWIND $rows AS row {how} {node} SET n = row RETURN count(*) AS n"


def _edge_query(table: EdgeTable) -> str:
    kind, start, end = table
    return (
        f"UNWIND $rows AS row MATCH (a:{start.value} {{id: row.start}}) MATCH (b:{end.value} {{id: row.end}}) "
        f"CREATE (a)-[r:{kind.value}]->(b) SET r = row.fields RETURN count(*) AS n"
    )
