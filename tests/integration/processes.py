"""Programs that the crash and concurrency tests start: ``python -m tests.integration.processes NAME ARGUMENTS``.

Each says on its standard output how far it is and, where it waits, goes on with the next line of its input.
"""

from __future__ import annotations

import hashlib
import io
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from graph.generations import DataFolder, Generation, Projection
from graph.kinds import NodeKind
from graph.store.base import Direction
from graph.store.build import GraphProjection
from graph.store.embedded import EmbeddedReader
from ingest.runner import ingest
from search.embed import Vectors
from search.index import SearchIndex
from search.projection import IndexProjection
from tests.support import all_edges, all_nodes

GRAPH, INDEX = "graph", "index"


class Letters:
    """An encoder that needs no model: how often which characters stand in a text."""

    name, version, dimension = "letters", "letters/1", 16

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        letters = range(self.dimension)
        counts = np.array([[sum(ord(c) % 16 == at for c in text) + 1 for at in letters] for text in texts], np.float32)
        unit: Vectors = counts / np.linalg.norm(counts, axis=1, keepdims=True)
        return unit

    encode_queries = encode_documents


def projections(names: Sequence[str], data: DataFolder) -> list[Projection]:
    """The parts of a generation by name."""
    made: dict[str, Callable[[], Projection]] = {
        GRAPH: GraphProjection, INDEX: lambda: IndexProjection(Letters(), data.cache / "embeddings.db"),
    }  # fmt: skip
    return [made[name]() for name in names]


def write(folder: str, rebuild: str, names: str, *paths: str) -> None:
    """Ingest and publish."""
    data = DataFolder(Path(folder))
    with data.writer("ingest") as store:
        say("statements")
        run = store.begin_run("ingest")
        ingest([Path(path) for path in paths], store, run, io.StringIO())
        store.finish_run(run)
        say("publish")
        data.publish(store, projections(names.split(","), data), rebuild=rebuild == "rebuild")
        say("done")


def hold(folder: str) -> None:
    """Be the writer until told to end."""
    with DataFolder(Path(folder)).writer("a long ingest"):
        say("holding")
        sys.stdin.readline()


def read(folder: str) -> None:
    """Read one generation, again with every line of input."""
    generation = DataFolder(Path(folder)).open_generation([GraphProjection()])
    reader = EmbeddedReader(generation.part("graph"), buffer_bytes=64 * 2**20)
    say(f"{generation.manifest.number} {digest(reader)}")
    while sys.stdin.readline():
        say(f"{generation.manifest.number} {digest(reader)}")
    reader.close()
    generation.close()


def look(folder: str, seconds: str) -> None:
    """Open the live generation again and again; every one must be of one piece (all titles the same)."""
    data, seen, ends = DataFolder(Path(folder)), [], time.monotonic() + float(seconds)
    say("looking")
    while time.monotonic() < ends:
        generation = data.open_generation([GraphProjection()])
        reader = EmbeddedReader(generation.part("graph"), buffer_bytes=64 * 2**20)
        titles = {getattr(node, "title_zh", "") for node in all_nodes(reader, NodeKind.STANDARD)}
        assert len(titles) == 1, titles
        assert not generation.damaged()
        seen.append(int(titles.pop()))
        reader.close()
        generation.close()
    assert seen == sorted(seen), seen
    say(f"{len(seen)} {len(set(seen))}")


def digest(reader: Any) -> str:
    """Stands for all that a reader answers: all nodes, the counts, and the edges of every fortieth node."""
    nodes = [node for kind in NodeKind for node in all_nodes(reader, kind)]
    edges = [edge for node in nodes[::40] for way in Direction for edge in all_edges(reader, node.id, way)]
    told = repr((reader.counts(), [n.model_dump_json() for n in nodes], [e.model_dump_json() for e in edges]))
    return hashlib.blake2b(told.encode(), digest_size=16).hexdigest()


def index_digest(generation: Generation) -> str:
    """Stands for all that the index of a generation answers: its documents, and searches of words, vectors, numbers.

    Empty for a generation without one. Rows differ between a copy that was changed and a rebuild, so numbers stand for
    them; of equal scores either row may come first.
    """
    if INDEX not in generation.manifest.projections:
        return ""
    index = SearchIndex(generation.part(INDEX), Letters())
    alive = np.flatnonzero(index.documents["alive"].to_numpy()).tolist()
    rows = sorted(repr(row) for row in index.documents.take(alive).to_pylist())
    number = index.documents["number"].to_pylist()
    found: list[object] = [len(index)]
    for title in sorted(filter(None, index.documents.take(alive)["title_zh"].to_pylist()))[::40]:
        query = Letters().encode_queries([title])[0]
        cosines = index.cosines(title, alive)
        found += [
            sorted(number[row] for row, _ in index.lexical_reader.search(title, len(alive))),
            sorted((number[row], round(cosine, 2)) for row, cosine in zip(alive, cosines, strict=True)),
            [round(cosine, 2) for _, cosine in index.vector_reader.search(query, 1)],
        ]
    for one in sorted(number[row] for row in alive):
        found.append([number[row] for row in index.rows_of_numbers([one])])
    return hashlib.blake2b(repr((rows, found)).encode(), digest_size=16).hexdigest()


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    programs: dict[str, Callable[..., None]] = {"write": write, "hold": hold, "read": read, "look": look}
    programs[sys.argv[1]](*sys.argv[2:])
