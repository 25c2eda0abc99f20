"""A running service on loopback, and what the tests ask of it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI

from api.app import create_app
from api.settings import Settings
from api.usecases.demo import SAMPLE_DAY, samples

DRAFTS = sorted((samples() / "drafts").iterdir())
_DOCUMENTS = Path(__file__).parents[1] / "fixtures" / "documents"
# an invented draft, looser than the real limits it is compared with
COMPARED = (_DOCUMENTS / "draft-looser.md", _DOCUMENTS / "gb39731-excerpt.md")
PROBLEM_KEYS = {"type", "title", "status", "detail", "code", "instance", "request_id"}


@dataclass(frozen=True)
class Running:
    """A service and a client of it. ``url`` ends in /api/v1."""

    app: FastAPI
    settings: Settings
    url: str
    client: httpx.Client


@contextmanager
def serving(settings: Settings, app: FastAPI | None = None) -> Iterator[Running]:
    """uvicorn in a thread, on a free port; stopped as by a signal."""
    app = app or create_app(settings)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the service did not start"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        url = f"http://127.0.0.1:{port}/api/v1"
        with httpx.Client(base_url=url, timeout=120, trust_env=False) as client:
            yield Running(app, settings, url, client)
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive(), "the service did not stop"


def on(data: Path, day: date = SAMPLE_DAY, **more: object) -> Settings:
    """Settings of a service on a data folder, on the day of the sample."""
    return Settings.model_validate({"data": data, "on": day, "language": "zh", **more})


def assert_problem(response: httpx.Response, status: int, code: str) -> dict[str, object]:
    """The problem in a response, which is one in every respect."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["cache-control"] == "no-store"
    problem: dict[str, object] = response.json()
    assert set(problem) - {"errors"} == PROBLEM_KEYS
    assert (problem["status"], problem["code"]) == (status, code), problem
    assert problem["type"] == f"urn:biaotu:problem:{code}"
    assert problem["request_id"] == response.headers["x-request-id"]
    return problem


def command_line(data: Path, *arguments: str) -> Any:
    """What ``biaotu … --json`` prints, run in a process of its own."""
    command = [sys.executable, "-m", "api.cli.main", "--data", str(data), "--on", str(SAMPLE_DAY), *arguments, "--json"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BIAOTU_")}
    root = Path(__file__).parents[2]
    result = subprocess.run(command, capture_output=True, check=True, cwd=root, env=environment | {"PYTHONUTF8": "1"})
    return json.loads(result.stdout)


def publish_one_more(data: Path, folder: Path, serial: int = 1) -> int:
    """Ingest one more standard and publish it, in another process; the number of the new generation."""
    with (samples() / "registry" / "national.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        row = dict.fromkeys(rows.fieldnames or (), "")
    row |= {
        "标准号": f"GB/T 9{serial:04}-2026",
        "中文名称": f"口罩过滤效率试验方法 第{serial}部分",
        "标准状态": "现行",
        "发布日期": "2026-01-05",
        "实施日期": "2026-08-01",
    }
    path = folder / f"more-{serial}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    done = command_line(data, "ingest", str(path), "--source", "samples", "--retrieved", str(SAMPLE_DAY))
    return int(done["generation"])
