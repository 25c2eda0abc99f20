"""What the benchmarks share: a data folder of many records, resource figures of a process, tables on the terminal."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from benchmarks import generate

ROOT = Path(__file__).parent.parent
OUT = Path(os.environ.get("BIAOTU_BENCH_OUT", ROOT / "benchmarks" / "out"))


def registry(count: int, donors: Sequence[Path]) -> Path:
    """A registry file of that many made-up records; made once."""
    path = OUT / f"registry-{count}.jsonl"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(".new")
        arguments = ["--count", str(count), "--out", str(temporary)]
        if donors:
            arguments += ["--from", *map(str, donors)]
        generate.main(arguments)
        temporary.replace(path)
    return path


@dataclass(frozen=True, slots=True)
class Run:
    """One process: seconds on the clock and the most memory it held."""

    seconds: float
    peak_mb: float
    output: str


def run(arguments: Sequence[str]) -> Run:
    """Run a program to its end; raises when it fails.

    Its memory is the high-water mark of its own address space, looked at while it runs: the figure of ``wait4`` starts
    with that of the process that forked it.
    """
    before = time.perf_counter()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        child = subprocess.Popen(arguments, stdout=output)
        with ThreadPoolExecutor(1) as pool:
            peak = pool.submit(_watch, child)
            child.wait()
            seconds = time.perf_counter() - before
        if child.returncode not in (0, 1):
            raise RuntimeError(f"{' '.join(arguments)} exited {child.returncode}")
        output.seek(0)
        return Run(seconds, peak.result(), output.read())


def _watch(child: subprocess.Popen[bytes]) -> float:
    """The most memory a process has held when it ends, in MB."""
    peak = 0.0
    while child.returncode is None:
        peak = max(peak, peak_mb(child.pid))
        time.sleep(0.01)
    return peak


def peak_mb(process: int | str = "self") -> float:
    """The most memory that a process has held so far, in MB; 0 for one that has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def biaotu(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "api.cli.main", *map(str, arguments)]


def timed(call: Callable[[], object]) -> float:
    """Seconds of one call."""
    before = time.perf_counter()
    call()
    return time.perf_counter() - before


def percentile(values: Sequence[float], share: float) -> float:
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def show(title: str, rows: Sequence[tuple[str, str]]) -> None:
    """Name and figure, a line each."""
    print(f"\n{title}")
    width = max(len(name) for name, _ in rows)
    for name, figure in rows:
        print(f"  {name:<{width}}  {figure}")


def load(path: Path, limit: int | None = None) -> list[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for at, line in enumerate(lines) if limit is None or at < limit]
