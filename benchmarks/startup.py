"""Start of the command line, against a bare Python and against an import of torch."""

from __future__ import annotations

import sys

from benchmarks.library import biaotu, run, show

RUNS = 7


def main() -> None:
    def median(arguments: list[str]) -> float:
        return sorted(run(arguments).seconds for _ in range(RUNS))[RUNS // 2]

    mine = median(biaotu("--help"))
    bare = median([sys.executable, "-c", "pass"])
    rows = [("biaotu --help", f"{mine:.3f} s"), ("bare Python", f"{bare:.3f} s; ratio {mine / bare:.1f}")]
    try:
        heavy = median([sys.executable, "-c", "import torch"])
        rows.append(("import torch", f"{heavy:.3f} s; ratio {heavy / mine:.1f}"))
    except RuntimeError:
        rows.append(("import torch", "not installed"))
    loaded = run([sys.executable, "-X", "importtime", "-c", "import api.cli.main, sys; print(len(sys.modules))"])
    rows.append(("modules loaded", loaded.output.strip()))
    show("start of the command line", rows)
