"""The Neo4j projection: a reader of one generation on a server."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from graph.errors import GenerationGone, NoGeneration
from graph.store.marker import CHECK, read_state
from graph.store.reader import CypherReader
from graph.store.rows import read_field
from graph.store.server import Server
from graph.store.slots import in_slot

if TYPE_CHECKING:
    import neo4j


class BoltReader(CypherReader):
    """Reads the slot of one generation. Answers are of that generation or there is an error, never a mixture.

    A publish takes the slot of a generation only when it writes the next but one. Then every question here is
    answered by :class:`~graph.errors.GenerationGone`: open a new reader.

    Any number of threads may ask. Closing it leaves the server open for others.

    :param generation: the one wanted; the live one without.
    :raises NoGeneration: when the server does not hold it.
    """

    def __init__(self, server: Server, generation: int | None = None) -> None:
        state = server.read(read_state)
        whole = [one for one in state.slots if one.seal is not None]
        if generation is None:
            found = [one for one in whole if one.slot is state.live]
        else:
            found = [one for one in whole if one.generation == generation]
        if not found:
            uri = server.address.uri
            if generation is None:
                raise NoGeneration("{uri}: nothing published here; run `biaotu publish --to ADDRESS`", uri=uri)
            raise NoGeneration(
                "{uri}: generation {generation} not published here; run `biaotu publish --to ADDRESS`",
                uri=uri,
                generation=generation,
            )
        self._server, self._state = server, max(found, key=lambda one: one.slot is state.live)
        self.generation: int = self._state.generation
        self.slot = self._state.slot

    def ask(self, query: str, /, **parameters: Any) -> list[dict[str, Any]]:
        text = in_slot(query, self.slot)

        def work(transaction: neo4j.ManagedTransaction) -> list[dict[str, Any]]:
            found = transaction.run(text, parameters)
            names = found.keys()
            rows = [dict(zip(names, record.values(), strict=True)) for record in found]
            self._confirm(transaction)
            return rows

        return self._server.read(work)

    def _stream(self, query: str) -> Iterator[tuple[Any, ...]]:
        with self._server.reading() as transaction:
            for record in transaction.run(in_slot(query, self.slot)):
                yield tuple(map(read_field, record.values()))
            self._confirm(transaction)

    def _confirm(self, transaction: neo4j.ManagedTransaction | neo4j.Transaction) -> None:
        """After the rows: a slot is opened in a transaction of its own before anything is written to it, so a
        seal that still holds now held for all that was read."""
        held = transaction.run(CHECK, slot=self.slot.value).single()
        if held is None or held["seal"] != self._state.seal:
            raise GenerationGone(
                "{uri}: generation {generation} has been written over; open it again",
                uri=self._server.address.uri,
                generation=self.generation,
            )

    def close(self) -> None:
        """The server stays open."""
