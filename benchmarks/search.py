"""Search: latency and recall of hybrid search, against LanceDB hybrid search on the same texts and query vectors.

Encoding the query is the same for both and shown apart. LanceDB is asked twice: for ten hits, which it fuses from ten
of each kind, and as deep as biaotu always looks. Every query is asked in turn ``ROUNDS`` times and its best time
counts, so that other work on the machine does not; percentiles are over the queries. Recall is that of the ten nearest
by vector against all vectors; words are scored exactly.
"""

from __future__ import annotations

import os
import random
from functools import partial
from pathlib import Path
from typing import Any

import lancedb
import numpy as np
from lancedb.rerankers import RRFReranker

from benchmarks import ingest
from benchmarks.library import load, peak_mb, percentile, registry, show, timed
from graph.generations import DataFolder
from search.embed import load_encoder
from search.fuse import fuse
from search.index import DEPTH, SearchIndex
from search.tokens import script, token_texts

QUERIES, ROUNDS = 300, 5


def queries(count: int, donors: list[Path]) -> list[str]:
    """Titles with some words left out, as people type them; the same for every run."""
    chance = random.Random(11)
    titles = [str(record["title_zh"]) for record in load(registry(count, donors))]
    made: list[str] = []
    for title in chance.sample(titles, min(QUERIES, len(titles))):
        start = chance.randrange(max(1, len(title) // 3))
        made.append(title[start : start + chance.randint(4, 14)])
    return made


def main(counts: list[int], donors: list[Path]) -> None:
    for count in counts:
        if not (ingest.folder(count) / "lance").exists():
            ingest.build(count, donors)
        _one(count, donors)


def _one(count: int, donors: list[Path]) -> None:
    encoder = load_encoder()
    generation = DataFolder(ingest.folder(count)).open_generation()
    index = SearchIndex(generation.part("index"), encoder)
    asked = queries(count, donors)
    encoder.encode_queries(asked[:1])
    encoding = [timed(lambda q=q: encoder.encode_queries([q])) for q in asked]  # type: ignore[misc]
    vectors = encoder.encode_queries(asked)
    reader, lexical = index.vector_reader, index.lexical_reader

    def ours(query: str, vector: Any) -> list[int]:
        ranked = fuse(lexical.search(query, DEPTH), reader.search(vector, DEPTH), script(query), 10)
        return [one.row for one in ranked]

    table: Any = lancedb.connect(str(ingest.folder(count) / "lance")).open_table("titles")
    reranker = RRFReranker()

    def theirs(query: str, vector: Any, depth: int) -> list[int]:
        search = table.search(query_type="hybrid").vector(vector).text(" ".join(token_texts(query)))
        return list(search.rerank(reranker).limit(depth).to_arrow()["row"].to_pylist())

    # turn about, so that all see the same machine; the best of each query
    mine, ten, deep = [1e9] * len(asked), [1e9] * len(asked), [1e9] * len(asked)
    for _ in range(ROUNDS):
        for at, (query, vector) in enumerate(zip(asked, vectors, strict=True)):
            mine[at] = min(mine[at], timed(partial(ours, query, vector)))
            ten[at] = min(ten[at], timed(partial(theirs, query, vector, 10)))
            deep[at] = min(deep[at], timed(partial(theirs, query, vector, DEPTH)))
    words = [timed(partial(lexical.search, query, DEPTH)) for query in asked]
    near_times = [timed(partial(reader.search, vector, DEPTH)) for vector in vectors]
    base = np.fromfile(generation.part("index") / "vectors" / "base.vectors", np.float16)
    base = base.reshape(-1, encoder.dimension).astype(np.float32)
    recall, lance_recall = [], []
    for vector in vectors:
        exact = base @ vector
        tenth = np.partition(exact, -10)[-10] - 1e-3  # half precision: equal scores are equally right
        found = [row for row, _ in reader.search(vector, 10)]
        near = table.search(vector, query_type="vector").distance_type("cosine").limit(10).to_arrow()["row"].to_pylist()
        recall.append(sum(exact[row] >= tenth for row in found) / 10)
        lance_recall.append(sum(exact[row] >= tenth for row in near) / 10)
    generation.close()
    show(f"search among {count:,} standards, {len(asked)} queries; load {os.getloadavg()[0]:.1f}", [
        ("encoding a query, p50 / p95", _times(encoding)),
        ("biaotu hybrid, p50 / p95", _times(mine)),
        ("  words alone, asked once", _times(words)),
        ("  vectors alone, asked once", _times(near_times)),
        ("LanceDB hybrid of 10, p50 / p95", _times(ten)),
        (f"LanceDB hybrid of {DEPTH}, p50 / p95", _times(deep)),
        ("LanceDB of 10 / biaotu at p50, p95", _ratios(ten, mine)),
        (f"LanceDB of {DEPTH} / biaotu at p50, p95", _ratios(deep, mine)),
        ("biaotu vector recall@10 of exact", f"{sum(recall) / len(recall):.4f}"),
        ("LanceDB vector recall@10 of exact", f"{sum(lance_recall) / len(lance_recall):.4f}"),
        ("peak memory of this process (with LanceDB and the exact matrix)",
         f"{peak_mb():,.0f} MB"),
    ])  # fmt: skip


def _times(seconds: list[float]) -> str:
    return f"{percentile(seconds, 0.5) * 1e3:.2f} / {percentile(seconds, 0.95) * 1e3:.2f} ms"


def _ratios(other: list[float], mine: list[float]) -> str:
    return ", ".join(f"{percentile(other, at) / percentile(mine, at):.1f}" for at in (0.5, 0.95))
