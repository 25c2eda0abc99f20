"""One ingest, its stages timed apart; run by :mod:`benchmarks.ingest` in a process of its own to see its memory."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lancedb
import numpy as np
from lancedb.index import FTS, IvfHnswSq

from benchmarks.library import peak_mb, timed
from graph.generations import DataFolder
from graph.store.build import GraphProjection
from ingest.runner import ingest
from search.embed import Vectors, load_encoder
from search.embed.bundled import UniversalSentenceEncoder
from search.projection import IndexProjection
from search.table import Documents
from search.tokens import token_texts


class _Stopwatch(UniversalSentenceEncoder):
    """The default encoder, counting its seconds."""

    seconds = 0.0

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        made: list[Vectors] = []
        self.seconds += timed(lambda: made.append(super(_Stopwatch, self).encode_documents(texts)))
        return made[0]


def main(data: Path, file: Path) -> None:
    folder, encoder = DataFolder(data), _Stopwatch()
    encoder.version = load_encoder().version
    figures: dict[str, float] = {}
    with folder.writer("benchmark") as store:
        run = store.begin_run("benchmark")
        with (data / "rejects.jsonl").open("w", encoding="utf-8") as rejects:
            figures["statements_s"] = timed(lambda: ingest([file], store, run, rejects))
        store.finish_run(run)
        index = IndexProjection(encoder, folder.cache / "embeddings.db")
        graph_only = Path(tempfile.mkdtemp(dir=data))
        figures["graph_s"] = timed(lambda: _graph(store, graph_only))
        published: list[Any] = []
        whole = timed(lambda: published.append(folder.publish(store, [GraphProjection(), index])))
        figures["encode_s"] = encoder.seconds
        figures["index_s"] = max(0.01, whole - figures["graph_s"] - encoder.seconds)
        figures["cpu_s"] = time.process_time()
        figures["load"] = os.getloadavg()[0]
        figures["total_s"] = figures["statements_s"] + whole
        figures["statements"] = store.counts()["statements"]
        figures["nodes"] = published[0].changed_nodes
    figures["peak_mb"] = peak_mb()
    print(json.dumps(figures), file=sys.stderr)
    generation = folder.open_generation()
    figures["lancedb_s"] = timed(lambda: lance_table(generation.part("index"), data / "lance", encoder.dimension))
    generation.close()
    print(json.dumps(figures))


def _graph(store: Any, folder: Path) -> None:
    from graph.resolve import Resolver

    builder = GraphProjection().builder(folder)
    for resolved in Resolver(store).everything():
        builder.add(resolved)
    builder.finish()


def lance_table(index: Path, target: Path, dimension: int) -> Any:
    """The same texts and vectors in a LanceDB table with its full-text index and an HNSW vector index."""
    documents = Documents(index).table
    vectors = np.fromfile(index / "vectors" / "base.vectors", np.float16).reshape(-1, dimension).astype(np.float32)
    texts = [
        " ".join(token_texts(f"{title or ''} {scope or ''}"))
        for title, scope in zip(documents["title_zh"].to_pylist(), documents["scope"].to_pylist(), strict=True)
    ]
    rows = ({"row": at, "text": text, "vector": vectors[at]} for at, text in enumerate(texts))
    table = lancedb.connect(str(target)).create_table("titles", data=list(rows), mode="overwrite")
    words = FTS(base_tokenizer="whitespace", stem=False, remove_stop_words=False, ascii_folding=False)
    table.create_index("text", config=words)
    if len(texts) > 5_000:  # below, LanceDB itself advises none
        table.create_index("vector", config=IvfHnswSq(distance_type="cosine"))
    return table


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
