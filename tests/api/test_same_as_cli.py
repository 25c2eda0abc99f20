"""The service answers what ``biaotu … --json`` prints for the same question."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

from api.usecases.demo import SAMPLE_DAY
from tests.api.service import DRAFTS


def printed(data: Path, *arguments: str) -> Any:
    command = [sys.executable, "-m", "api.cli.main", "--data", str(data), "--on", str(SAMPLE_DAY), *arguments, "--json"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BIAOTU_")}
    root = Path(__file__).parents[2]
    result = subprocess.run(command, capture_output=True, check=True, cwd=root, env=environment | {"PYTHONUTF8": "1"})
    return json.loads(result.stdout)


def test_search(client: httpx.Client, sample_data: Path) -> None:
    line = printed(sample_data, "search", "防护口罩", "--level", "national", "--status", "in_force", "-n", "5")
    params = {"q": "防护口罩", "level": "national", "status": "in_force", "limit": 5}
    assert client.get("/search", params=params).json() == line
    assert line["hits"]


def test_show(client: httpx.Client, sample_data: Path) -> None:
    line = printed(sample_data, "show", "GB 19083", "--history")
    assert client.get("/standards/GB 19083", params={"history": True}).json() == line


def test_check(client: httpx.Client, sample_data: Path) -> None:
    line = printed(sample_data, "check", str(DRAFTS[2]))
    response = client.post("/check/upload", files={"file": (DRAFTS[2].name, DRAFTS[2].read_bytes())})
    assert response.json() == line
    line = printed(sample_data, "check", "--title", "医用外科口罩", "--scope", "适用于临床医务人员佩戴的口罩。")
    body = {"title": "医用外科口罩", "scope": "适用于临床医务人员佩戴的口罩。"}
    assert client.post("/check", json=body).json() == line
