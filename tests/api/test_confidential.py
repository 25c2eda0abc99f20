"""Drafts leave no trace: not on disk, not in logs, not in the data folder, not in caches on the way."""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import tempfile
from pathlib import Path

import pytest

from api import uploads
from tests.api.service import DRAFTS, Running, on, serving

SECRET = "绝密机器人关节减速器"
DAMAGED = b"PK\x03\x04" + SECRET.encode()
written: list[str] | None = None  # files opened for writing, while a test looks


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if written is None or event not in ("open", "tempfile.mkstemp", "tempfile.mkdtemp", "os.mkdir"):
        return
    if isinstance(arguments[0], int):
        return  # the pipe to the process that reads the draft: no file
    if event != "open":
        written.append(f"{event} {arguments[0]!r}")
    elif isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        written.append(f"open {arguments[0]!r}")


sys.addaudithook(_watch)  # cannot be taken off again; does nothing while ``written`` is None


def content_of(folder: Path) -> dict[str, str]:
    """All files by content. SQLite's shared memory of readers and an empty log are no content."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".db-shm" and not (path.suffix == ".db-wal" and not path.stat().st_size)
    }


def large_draft() -> bytes:
    """A draft of 3 MB, three times what the form parser would keep in memory by itself."""
    text = DRAFTS[2].read_text("utf-8").replace("机器人", SECRET)
    filler = "".join(f"条文 {at}：{SECRET}的要求见上。\n" for at in range(60_000))
    content = f"{text}\n附录B\n{filler}".encode()
    assert len(content) > 3 << 20
    return content


def test_upload_never_touches_the_disk(
    running: Running, own_temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    global written
    assert Path(tempfile.gettempdir()) == own_temporary
    content = large_draft()
    form = {"file": ("draft.txt", content)}
    assert running.client.post("/check/upload", files=form).status_code == 200  # all is open and warm now
    before = sorted(own_temporary.rglob("*"))
    written = []
    try:
        assert running.client.post("/check/upload", files=form).status_code == 200
        assert written == []
        monkeypatch.setattr(uploads.InMemory, "spool_max_size", 1 << 20)  # as the parser is by default
        assert running.client.post("/check/upload", files=form).status_code == 200
        assert written, "the watch did not see a spooled upload"
    finally:
        written = None
    assert sorted(own_temporary.rglob("*")) == before


def test_checks_leave_data_folder_and_logs_as_they_were(own_data: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    before = content_of(own_data)
    with serving(on(own_data)) as service:
        client = service.client
        body = {"title": f"{SECRET}通用技术条件", "scope": f"适用于{SECRET}。", "references": [f"T/{SECRET} 1"]}
        broken = f'{{"title": "{SECRET}'.encode()
        statuses = [
            client.post("/check", json=body).status_code,
            client.post("/check", json=body | {"references": []}).status_code,
            client.post("/check", json={"titel": SECRET}).status_code,
            client.post("/check", content=broken, headers={"Content-Type": "application/json"}).status_code,
            client.post("/check/upload", files={"file": (f"{SECRET}.txt", large_draft())}).status_code,
            client.post("/check/upload", files={"file": (f"{SECRET}.docx", DAMAGED)}).status_code,
            client.post("/check/upload", files={"file": (f"{SECRET}.exe", SECRET.encode())}).status_code,
            client.get("/search", params={"q": SECRET}).status_code,
            client.get(f"/standards/{SECRET}").status_code,
        ]
    assert statuses == [422, 200, 422, 400, 200, 422, 415, 200, 422]
    assert content_of(own_data) == before
    service_records = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert len([record for record in service_records if record.getMessage() == "request"]) == len(statuses)
    for record in service_records:
        logged = f"{record.getMessage()} {vars(record)}"
        assert SECRET not in logged, record.name
        assert SECRET.encode("unicode_escape").decode() not in logged, record.name
        assert record.exc_info is None


@pytest.mark.parametrize("status", [200, 400, 413, 415, 422])
def test_no_answer_of_a_check_may_be_stored(running: Running, status: int) -> None:
    requests: dict[int, dict[str, object]] = {
        200: {"json": {"title": SECRET}},
        400: {"content": b"{", "headers": {"Content-Type": "application/json"}},
        413: {"json": {"title": SECRET, "scope": "字" * 600_000}},
        415: {"content": b"x"},
        422: {"json": {"title": ""}},
    }
    response = running.client.post("/check", **requests[status])  # type: ignore[arg-type]
    assert response.status_code == status
    assert response.headers["cache-control"] == "no-store"
