"""Ingest: registry records to a searchable state, then one changed record until it is found.

Named alternatives in the same run: a full rebuild (for the one changed record), and LanceDB taking the same rows with
the same vectors into a table with a full-text and a vector index (for the index).
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from benchmarks.library import OUT, biaotu, registry, run, show


def folder(count: int) -> Path:
    return OUT / f"data-{count}"


def build(count: int, donors: list[Path]) -> dict[str, float]:
    """Ingest ``count`` records into an empty folder in a process of its own; figures of its parts."""
    data = folder(count)
    shutil.rmtree(data, ignore_errors=True)
    done = run([*biaotu("--data", data, "ingest", registry(count, donors), "--json")[:1], "-m", "benchmarks.staged",
                str(data), str(registry(count, donors))])  # fmt: skip
    figures: dict[str, float] = json.loads(done.output.splitlines()[-1])
    return figures


def changed_record(count: int, donors: list[Path]) -> tuple[float, float, bool]:
    """Seconds of ``biaotu ingest`` of one changed record, of the search that finds it, and whether it was found."""
    with registry(count, donors).open(encoding="utf-8") as lines:
        record = json.loads(next(lines))
    record["title_zh"] = "蓝鲸座头鲸迁徙观测浮标通用技术条件"
    path = OUT / f"registry-{count}.one" / f"registry-{count}.jsonl"  # the same source: its record changes
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    ingest = run(biaotu("--data", folder(count), "ingest", path, "--json"))
    found = run(biaotu("--data", folder(count), "search", "座头鲸观测浮标", "--json"))
    hits = [hit["standard"]["number"] for hit in json.loads(found.output)["hits"]]
    return ingest.seconds, found.seconds, record["number"].replace("—", "-") in hits


def main(counts: list[int], donors: list[Path]) -> None:
    for count in counts:
        f = build(count, donors)
        total = f["total_s"]
        rows = [
            ("records/s, all in", f"{count / total:,.0f} ({total:.1f} s)"),
            ("seconds of processor, load", f"{f['cpu_s']:.0f} s, {f['load']:.1f}"),
            ("peak memory", f"{f['peak_mb']:,.0f} MB"),
            ("statements", f"{f['statements_s']:.1f} s ({f['statements_s'] / total:.0%}), {f['statements']:,.0f} rows"),
            ("resolve and graph", f"{f['graph_s']:.1f} s ({f['graph_s'] / total:.0%}), {f['nodes']:,.0f} nodes"),
            ("encoding", f"{f['encode_s']:.1f} s ({f['encode_s'] / total:.0%})"),
            ("index without encoding", f"{f['index_s']:.1f} s ({f['index_s'] / total:.0%})"),
            ("LanceDB, same rows and vectors", f"{f['lancedb_s']:.1f} s; ratio {f['lancedb_s'] / f['index_s']:.2f}"),
        ]
        write, search, found = changed_record(count, donors)
        rebuild = run(biaotu("--data", folder(count), "publish", "--rebuild"))
        rows += [
            (
                "one changed record, until searchable",
                f"{write:.2f} s, found by the next search: {found} ({search:.2f} s)",
            ),
            ("full rebuild, vectors cached", f"{rebuild.seconds:.1f} s; ratio {rebuild.seconds / write:.1f}"),
        ]
        show(f"ingest of {count:,} records", rows)
