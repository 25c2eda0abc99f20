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


def test_exposure(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "exposure", "GB 19083", "--depth", "3")
    assert client.get("/exposure", params={"number": "GB 19083", "depth": 3}).json() == line


def test_gaps(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "gaps", "biomedicine", "--kind", "thin_cell", "-n", "3")
    params = {"field": "biomedicine", "kind": "thin_cell", "limit": 3}
    assert client.get("/gaps", params=params).json() == line
    assert line["in_data"] > 1_000


def test_conflicts(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "conflicts", "green-manufacturing", "-n", "5")
    assert client.get("/conflicts", params={"field": "green-manufacturing", "limit": 5}).json() == line


def test_watch(client: httpx.Client, sample_data: Path) -> None:
    line = command_line(sample_data, "watch", "GB/T 1.1-2009", "GB/T 1.1-2020")
    assert client.get("/watch", params={"old": "GB/T 1.1-2009", "new": "GB/T 1.1-2020"}).json() == line


def test_lint(client: httpx.Client, sample_data: Path, tmp_path: Path) -> None:
    numbers = tmp_path / "list.txt"
    numbers.write_text("GB/T 1.1-2020\nGB/T 1.1\n", "utf-8")
    line = command_line(sample_data, "lint", str(numbers))
    answer = client.post("/lint", json={"references": [{"number": "GB/T 1.1-2020"}, {"number": "GB/T 1.1"}]}).json()
    assert answer["counts"] == line["counts"]
    assert [one["findings"] for one in answer["references"]] == [one["findings"] for one in line["references"]]
