"""Assistants: real sessions of the official client, over standard input and output and over HTTP."""

from __future__ import annotations

import json
import logging
import shutil
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anyio
import httpx
import httpx2
import pytest
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client

from api.access.keys import Keys
from api.access.principals import Scope
from api.usecases.demo import SAMPLE_DAY
from tests.api.service import COMPARED, DRAFTS, Running, assert_problem, on, serving

TOOLS = {"search", "show", "check", "compare", "lint", "gaps", "exposure"}
SECRET = "绝密机器人关节减速器"
Asked = Callable[[ClientSession], Awaitable[Any]]


def apart(main: Callable[[], Awaitable[Any]]) -> Any:
    """Run in a thread of its own: a browser of other tests keeps an event loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, main).result()


async def call(session: ClientSession, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await session.call_tool(tool, arguments)
    assert not result.is_error, result.content
    (content,) = result.content
    answer: dict[str, Any] = json.loads(content.text)  # type: ignore[union-attr]
    return answer


async def refused(session: ClientSession, tool: str, **arguments: Any) -> str:
    result = await session.call_tool(tool, arguments)
    assert result.is_error
    return str(result.content[0].text)  # type: ignore[union-attr]


@asynccontextmanager
async def over_http(running: Running, key: str | None = None) -> AsyncIterator[ClientSession]:
    url = running.url.removesuffix("/api/v1") + "/mcp"
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with (
        httpx2.AsyncClient(headers=headers, timeout=120, trust_env=False) as client,
        streamable_http_client(url, http_client=client) as (read, write, *_),
        ClientSession(read, write) as session,
    ):
        await session.initialize()
        yield session


def ask(running: Running, question: Asked, key: str | None = None) -> Any:
    async def main() -> Any:
        async with over_http(running, key) as session:
            return await question(session)

    return apart(main)


def test_session_over_standard_input_and_output(sample_data: Path, tmp_path: Path) -> None:
    files = tmp_path / "drafts"
    files.mkdir()
    shutil.copy(DRAFTS[2], files / "draft.txt")
    for path in COMPARED:
        shutil.copy(path, files)
    (tmp_path / "outside.txt").write_text("GB/T 1.1-2020", "utf-8")
    (files / "link.txt").symlink_to(tmp_path / "outside.txt")
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "api.cli.main", "--data", str(sample_data), "--on", str(SAMPLE_DAY), "mcp", "--files", str(files)],
        env={"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONUTF8": "1"},
    )

    async def main() -> None:
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            hello = await session.initialize()
            assert "neither stored nor logged" in (hello.instructions or "")
            tools = (await session.list_tools()).tools
            assert {tool.name for tool in tools} == TOOLS | {"check_file", "compare_files", "lint_file"}
            found = await call(session, "search", query="医用口罩", status="in_force", limit=3)
            assert len(found["hits"]) == 3
            assert all(hit["number"] and hit["status"] == "in_force" for hit in found["hits"])
            checked = await call(session, "check_file", file="draft.txt")
            assert checked["draft"]["title"]
            compared = await call(session, "compare_files", a=COMPARED[0].name, b=COMPARED[1].name)
            assert compared["counts"]["violations"] > 0
            assert compared["rows"]["shown"][0]["violation"] is True
            for outside in ("../outside.txt", str(tmp_path / "outside.txt"), "link.txt"):
                assert "bad_request" in await refused(session, "lint_file", file=outside)
            assert "bad_request" in await refused(session, "check_file", file="missing.txt")

    apart(main)


def test_answers_carry_numbers_status_and_evidence(running: Running) -> None:
    async def question(session: ClientSession) -> None:
        assert {tool.name for tool in (await session.list_tools()).tools} == TOOLS  # no files over HTTP
        shown = await call(session, "show", number="GB/T 1.1-2020")
        assert shown["facts"]["number"] == "GB/T 1.1-2020"
        assert shown["status"]["status"] == "in_force"
        assert shown["evidence"]["shown"][0]["source"]
        assert shown["generation"] == 1
        lint = await call(session, "lint", numbers=["GB/T 1.1-2009", "GB/T 99999-2001"], language="en")
        by_number = {one["number"]: one for one in lint["references_with_findings"]["shown"]}
        assert by_number["GB/T 1.1-2009"]["status"] == "replaced"
        assert by_number["GB/T 1.1-2009"]["successor"] == "GB/T 1.1-2020"
        assert by_number["GB/T 99999-2001"]["in_data"] is False
        gaps = await call(session, "gaps", field="biomedicine", limit=1)
        assert gaps["fields"][0]["matrix"]
        assert all(len(kind.get("shown", ())) <= 1 for kind in gaps["fields"][0]["gaps"])
        exposure = await call(session, "exposure", number="GB/T 1.1", limit=2)
        assert len(exposure.get("dependents", ())) <= 2
        first = await call(session, "search", query="口罩", limit=2)
        second = await call(session, "search", query="口罩", limit=2, offset=2)
        assert first["more"] == "search again with offset=2"
        assert {hit["number"] for hit in first["hits"]}.isdisjoint(hit["number"] for hit in second["hits"])

    ask(running, question)


def test_check_and_compare_of_texts(running: Running) -> None:
    a, b = (path.read_text("utf-8") for path in COMPARED)

    async def question(session: ClientSession) -> None:
        words = await call(session, "check", title="医用外科口罩技术要求", scope="本文件适用于医用外科口罩。", limit=2)
        assert words["overall"]["decided_by"]
        assert len(words["overlapping"]["shown"]) == 2
        assert words["overlapping"]["total"] > 2
        assert "limit" in words["overlapping"]["more"]
        whole = await call(session, "check", text=DRAFTS[2].read_text("utf-8"))
        assert whole["limits"]["in_data"] >= 0
        compared = await call(session, "compare", a=a, b=b, as_of="2026-06-01", limit=200)
        same = running.client.post(
            "/compare?as_of=2026-06-01", files={"a": ("a.md", a.encode()), "b": ("b.md", b.encode())}
        ).json()
        assert compared["counts"] == same["counts"]
        assert compared["rows"]["total"] == len(same["rows"])
        assert all(row["a"]["verbatim"] for row in compared["rows"]["shown"])
        for wrong in ({"title": "a", "text": "b"}, {}, {"title": "", "scope": "x"}):
            assert "bad_request" in await refused(session, "check", **wrong)
        assert "not_found" in await refused(session, "compare", a=a, b="GB 99999-2001")
        assert "bad_request" in await refused(session, "compare", a="GB/T 1.1-2020", b=b)

    ask(running, question)


def test_keys_are_those_of_the_service(own_data: Path) -> None:
    _, key = Keys(own_data).add("张三", "某协会", Scope.READER, 1)
    with serving(on(own_data, access="keys")) as service:
        url = service.url.removesuffix("/api/v1") + "/mcp"
        assert_problem(service.client.post(url, json={}), 401, "unauthorized")
        wrong = {"Authorization": f"Bearer {key[:-1]}"}
        assert_problem(service.client.post(url, json={}, headers=wrong), 401, "bad_key")

        async def question(session: ClientSession) -> Any:
            return await call(session, "search", query="口罩", limit=1)

        assert ask(service, question, key)["hits"]


def test_page_of_another_site_does_not_reach_the_tools(running: Running) -> None:
    url = running.url.removesuffix("/api/v1") + "/mcp"
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        answer = httpx.post(url, json=message, headers=accept | headers, trust_env=False)
        assert 400 <= answer.status_code < 500, answer.text


def test_nothing_of_a_draft_is_logged(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    async def question(session: ClientSession) -> None:
        await call(session, "check", title=SECRET, scope=SECRET)
        await call(session, "check", text=f"# {SECRET}\n\n1 范围\n本文件适用于{SECRET}。\n")
        await refused(session, "check", title=SECRET, text=SECRET)
        await refused(session, "show", number=SECRET, limit=SECRET)
        await refused(session, SECRET)

    ask(running, question)
    ours = [r for r in caplog.records if not r.name.startswith(("httpx", "httpcore", "mcp.client", "client"))]
    assert [r for r in ours if r.name == "biaotu.service"]
    for record in ours:
        assert SECRET not in f"{record.getMessage()} {vars(record)}", record.name


def test_too_long_a_message_is_refused(running: Running) -> None:
    url = running.url.removesuffix("/api/v1") + "/mcp"
    answer = httpx.post(url, content=b"[" + b" " * (5 << 20) + b"]", headers={"Content-Type": "application/json"})
    assert answer.status_code == 413
