"""The service answers what ``biaotu … --json`` prints for the same question."""

from __future__ import annotations

from pathlib import Path

import httpx

from tests.api.service import DRAFTS, command_line


def test_search(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "search", "防护口罩", "--level", "national", "--status", "in_force", "-n", "5")
    params = {"q": "防护口罩", "level": "national", "status": "in_force", "limit": 5}
    assert client.get("/search", params=params).json() == line
    assert line["hits"]


def test_show(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "show", "GB 19083", "--history")
    assert client.get("/standards/GB 19083", params={"history": True}).json() == line


def test_check(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "check", str(DRAFTS[2]))
    response = client.post("/check/upload", files={"file": (DRAFTS[2].name, DRAFTS[2].read_bytes())})
    assert response.json() == line
    line = command_line(sample_data, "check", "--title", "医用外科口罩", "--scope", "适用于临床医务人员佩戴的口罩。")
    body = {"title": "医用外科口罩", "scope": "适用于临床医务人员佩戴的口罩。"}
    assert client.post("/check", json=body).json() == line
