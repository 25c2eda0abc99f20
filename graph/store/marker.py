"""What a server says of itself: whose data it holds, which slot is live, how far a publish has come.

    (:BiaotuServer {id, format, lineage, live})
    (:BiaotuSlot {name, seal, generation, run, runs, version, writer, target, progress})

``seal`` is a mark given when a slot is complete and taken away, in a transaction of its own, before anything is
written to it. ``writer`` is the publish that may write to it now; another one that begins takes it over.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import uuid4

from graph.errors import ForeignDatabase
from graph.store.slots import Slot

if TYPE_CHECKING:
    import neo4j

    from graph.store.server import Server

FORMAT = 1
CHECK = "MATCH (s:BiaotuSlot {name: $slot}) RETURN s.seal AS seal"
_STATE = """
MATCH (m:BiaotuServer {id: 'biaotu'}) OPTIONAL MATCH (s:BiaotuSlot)
RETURN m.format AS format, m.lineage AS lineage, m.live AS live, s.name AS name, s.seal AS seal,
  s.generation AS generation, s.run AS run, s.runs AS runs, s.version AS version, s.writer AS writer,
  s.target AS target, s.progress AS progress ORDER BY name
"""
_CREATE = """
MERGE (m:BiaotuServer {id: 'biaotu'}) ON CREATE SET m.format = $format, m.lineage = $lineage
WITH m UNWIND $slots AS slot MERGE (s:BiaotuSlot {name: slot})
"""


@dataclass(frozen=True, slots=True)
class SlotState:
    """What a slot holds. ``run`` and ``runs``: up to where of which history; ``version``: by which model."""

    slot: Slot
    seal: str | None = None
    generation: int = 0
    run: int = 0
    runs: str = ""
    version: str = ""
    writer: str | None = None
    target: str | None = None  # of an unfinished build
    progress: int = 0  # rows of it that are written


@dataclass(frozen=True, slots=True)
class ServerState:
    """``lineage`` is that of the data folder whose graph it is; None for a server without any."""

    lineage: str | None
    live: Slot | None
    slots: tuple[SlotState, ...]
    format: int = FORMAT

    def of(self, slot: Slot) -> SlotState:
        return next((one for one in self.slots if one.slot is slot), SlotState(slot))


def read_state(transaction: neo4j.ManagedTransaction) -> ServerState:
    """The state of the server."""
    rows = transaction.run(_STATE).data()
    if not rows:
        return ServerState(None, None, ())
    slots = tuple(
        SlotState(
            Slot(row["name"]), row["seal"], row["generation"] or 0, row["run"] or 0, row["runs"] or "",
            row["version"] or "", row["writer"], row["target"], row["progress"] or 0,
        )
        for row in rows
        if row["name"] is not None
    )  # fmt: skip
    live = rows[0]["live"]
    return ServerState(rows[0]["lineage"], None if live is None else Slot(live), slots, rows[0]["format"])


def claim(server: Server, lineage: str) -> ServerState:
    """Make an empty database the server of a data folder, or find that it is.

    :raises ForeignDatabase: when it holds anything else, or the graph of another data folder.
    """
    where = server.address.uri
    state = server.read(read_state)
    if state.lineage is None:
        found = server.run("MATCH (n) RETURN labels(n) AS labels LIMIT 1")
        if found:
            labels = ":".join(found[0]["labels"]) or "no label"
            raise ForeignDatabase(
                "{where}: the database already holds other nodes (one has {labels}); nothing was written. "
                "Use an empty database",
                where=where,
                labels=labels,
            )
        server.run("CREATE CONSTRAINT biaotu_server IF NOT EXISTS FOR (n:BiaotuServer) REQUIRE n.id IS UNIQUE")
        server.run("CREATE CONSTRAINT biaotu_slot IF NOT EXISTS FOR (n:BiaotuSlot) REQUIRE n.name IS UNIQUE")
        server.write(lambda t: t.run(_CREATE, format=FORMAT, lineage=lineage, slots=[*Slot]).consume())
        state = server.read(read_state)
    if state.format != FORMAT:
        raise ForeignDatabase(
            "{where}: written in format {found}, this program knows {needed}",
            where=where,
            found=state.format,
            needed=FORMAT,
        )
    if state.lineage != lineage:
        raise ForeignDatabase(
            "{where}: holds the graph of another data folder; nothing was written. Use an empty "
            "database, or publish from that folder",
            where=where,
        )
    return state


def open_slot(server: Server, slot: Slot, version: str, target: str | None) -> str:
    """Take a slot for writing; the token that every batch must show. ``target``: of a build from nothing."""
    token = uuid4().hex
    server.write(
        lambda t: t.run(
            "MATCH (s:BiaotuSlot {name: $slot}) SET s.seal = null, s.writer = $token, s.version = $version, "
            "s.progress = CASE WHEN s.target = $target THEN s.progress ELSE 0 END, s.target = $target",
            slot=slot.value, token=token, version=version, target=target,
        ).consume()
    )  # fmt: skip
    return token


def seal_slot(server: Server, done: SlotState, token: str, *, live: bool) -> bool:
    """The slot is complete: seal it and, with ``live``, show it from now on; False when another took it over."""
    found = server.write(
        lambda t: t.run(
            "MATCH (s:BiaotuSlot {name: $slot, writer: $token}) MATCH (m:BiaotuServer {id: 'biaotu'}) "
            "SET s.seal = $seal, s.generation = $generation, s.run = $run, s.runs = $runs, s.version = $version, "
            "s.writer = null, s.target = null, s.progress = null, m.live = CASE WHEN $live THEN $slot ELSE m.live END "
            "RETURN 1 AS one",
            slot=done.slot.value, token=token, seal=uuid4().hex, generation=done.generation, run=done.run,
            runs=done.runs, version=done.version, live=live,
        ).data()
    )  # fmt: skip
    return bool(found)
