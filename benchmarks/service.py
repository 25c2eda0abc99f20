"""The service under load on loopback: search by API and page at 50 clients, against the same query in the library.

The service runs in a process of its own, the clients in this one, and the library in a third that is asked by as many
threads as there are clients at once: so all three wait for the same processors. Then the memory of the service is
watched over many requests.
"""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx

from api.settings import Settings
from api.shared import SharedLibrary
from api.usecases.search import search
from benchmarks.library import ROOT, biaotu, percentile, show, timed

CLIENTS = 50
_QUERIES = (
    "口罩", "工业机器人 安全", "显示屏 亮度", "集成电路 测试方法", "绿色工厂", "medical mask", "诊断试剂", "GB/T 1.1",
)  # fmt: skip


def main(data: Path, seconds: float, requests: int) -> None:
    before = os.getloadavg()[0]
    direct = _library(data, seconds)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    service = subprocess.Popen(
        biaotu("--data", data, "serve", "--port", str(port)), cwd=ROOT, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url)
        api = asyncio.run(_load(url, "/api/v1/search?q={}", seconds))
        page = asyncio.run(_load(url, "/search?q={}", seconds))
        first = _resident(service.pid)
        growth = [first]
        for _ in range(4):
            asyncio.run(_load(url, "/api/v1/search?q={}", None, requests // 4))
            growth.append(_resident(service.pid))
        alone = [timed(partial(httpx.get, f"{url}/api/v1/search?q={quote(q)}", trust_env=False))
                 for q in _QUERIES * 5]  # fmt: skip
    finally:
        service.terminate()
        service.wait(60)
    ratio = percentile(api, 0.5) / percentile(direct, 0.5)
    show(f"service, {CLIENTS} clients, {seconds:g} s each; load before {before:.1f}, after {os.getloadavg()[0]:.1f}", [
        ("library in-process, p50 / p95 / p99", _times(direct)),
        ("search API, p50 / p95 / p99", _times(api)),
        ("search page, p50 / p95 / p99", _times(page)),
        ("API / library at p50 (target 2)", f"{ratio:.2f}"),
        ("page / library at p50", f"{percentile(page, 0.5) / percentile(direct, 0.5):.2f}"),
        ("API, requests/s", f"{len(api) / seconds:.0f}"),
        ("library, questions/s", f"{len(direct) / seconds:.0f}"),
        ("one client, API, p50", f"{percentile(alone, 0.5) * 1e3:.1f} ms"),
        (f"memory after each quarter of {requests:,} requests", " → ".join(f"{one:.0f}" for one in growth) + " MB"),
    ])  # fmt: skip


def _library(data: Path, seconds: float) -> list[float]:
    """Times of the same questions in a process of its own, as many at once as there are clients."""
    command = [sys.executable, "-c", "from benchmarks.service import direct; direct()", str(data), str(seconds)]
    output = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    times: list[float] = json.loads(output)
    return times


def direct() -> None:
    """Ask the library and print the times as JSON."""
    data, seconds = Path(sys.argv[1]), float(sys.argv[2])
    library = SharedLibrary(Settings(data=data, on=date.today()))  # noqa: DTZ011 - the user's calendar day
    with library.use() as opened:
        for query in _QUERIES:
            search(opened, query)

    def ask(at: int) -> list[float]:
        times: list[float] = []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            query = _QUERIES[(at + len(times)) % len(_QUERIES)]

            def one(query: str = query) -> None:
                with library.use() as opened:
                    search(opened, query)

            times.append(timed(one))
        return times

    with ThreadPoolExecutor(CLIENTS) as pool:
        times = [one for found in pool.map(ask, range(CLIENTS)) for one in found]
    library.close()
    print(json.dumps(times))


async def _load(url: str, path: str, seconds: float | None, requests: int = 0) -> list[float]:
    times: list[float] = []
    end = time.perf_counter() + seconds if seconds is not None else float("inf")

    async def client(at: int) -> None:
        async with httpx.AsyncClient(base_url=url, timeout=120, trust_env=False) as asked:
            own = 0
            while time.perf_counter() < end and (seconds is not None or own < requests // CLIENTS):
                query = _QUERIES[(at + own) % len(_QUERIES)]
                began = time.perf_counter()
                answer = await asked.get(path.format(quote(query)), headers={"Accept": "*/*"})
                answer.raise_for_status()
                times.append(time.perf_counter() - began)
                own += 1

    await asyncio.gather(*(client(at) for at in range(CLIENTS)))
    return times


def _wait(url: str) -> None:
    end = time.monotonic() + 180
    while time.monotonic() < end:
        try:
            if httpx.get(f"{url}/api/v1/health", trust_env=False, timeout=120).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise RuntimeError("the service does not answer: is the data of the present format? `biaotu publish --rebuild`")


def _resident(process: int) -> float:
    """Memory that a process holds now, in MB."""
    lines = Path(f"/proc/{process}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def _times(seconds: list[float]) -> str:
    return " / ".join(f"{percentile(seconds, at) * 1e3:.0f}" for at in (0.5, 0.95, 0.99)) + " ms"
