"""Search: latency and recall of hybrid search, against LanceDB hybrid search on the same texts and query vectors.

Encoding the query is the same for both and shown apart. Recall is that of the vector part against exact search.
"""

from __future__ import annotations

import random
import resource
from pathlib import Path
from typing import Any

import lancedb
import numpy as np
from lancedb.rerankers import RRFReranker

from benchmarks import ingest
from benchmarks.library import load, percentile, registry, show, timed
from graph.generations import DataFolder
from search.embed import load_encoder
from search.fuse import fuse
from search.index import DEPTH, SearchIndex
from search.tokens import script, token_texts

QUERIES = 300


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

    def theirs(query: str, vector: Any) -> list[int]:
        search = table.search(query_type="hybrid").vector(vector).text(" ".join(token_texts(query)))
        return list(search.rerank(reranker).limit(10).to_arrow()["row"].to_pylist())

    for warm in zip(asked[:20], vectors[:20], strict=True):
        ours(*warm), theirs(*warm)
    mine: list[float] = []
    other: list[float] = []
    for query, vector in zip(asked, vectors, strict=True):  # turn about, so that both see the same machine
        mine.append(timed(lambda q=query, v=vector: ours(q, v)))  # type: ignore[misc]
        other.append(timed(lambda q=query, v=vector: theirs(q, v)))  # type: ignore[misc]
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
    ratio = percentile(other, 0.95) / percentile(mine, 0.95)
    show(f"search among {count:,} standards, {len(asked)} queries", [
        ("encoding a query, p50 / p95", f"{percentile(encoding, .5) * 1e3:.1f} / "
         f"{percentile(encoding, .95) * 1e3:.1f} ms"),
        ("biaotu hybrid, p50 / p95", f"{percentile(mine, .5) * 1e3:.2f} / {percentile(mine, .95) * 1e3:.2f} ms"),
        ("LanceDB hybrid, p50 / p95", f"{percentile(other, .5) * 1e3:.2f} / {percentile(other, .95) * 1e3:.2f} ms"),
        ("LanceDB / biaotu at p95", f"{ratio:.1f}"),
        ("biaotu vector recall@10 of exact", f"{sum(recall) / len(recall):.4f}"),
        ("LanceDB vector recall@10 of exact", f"{sum(lance_recall) / len(lance_recall):.4f}"),
        ("peak memory of this process (with LanceDB and the exact matrix)",
         f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB"),
    ])  # fmt: skip
    generation.close()
