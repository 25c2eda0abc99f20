"""Who gets in, who may write, and whose drafts are whose."""

from __future__ import annotations

import io
import json
import re
import socket
import sqlite3
import time
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api.access.keys import FILE, Keys
from api.access.principals import Scope
from api.cli.service import run_serve
from api.errors import BadKey, BadRequest
from tests.api.service import COMPARED, DRAFTS, Running, assert_problem, on, serving

CSRF = re.compile(r'name="csrf" value="([^"]+)"')


def visitor(running: Running) -> httpx.Client:
    url = running.url.removesuffix("/api/v1")
    return httpx.Client(base_url=url, headers={"Accept": "text/html"}, timeout=120, trust_env=False)


def csrf(client: httpx.Client, path: str) -> str:
    found = CSRF.search(client.get(path).text)
    assert found
    return found[1]


def sign_in(client: httpx.Client, key: str) -> httpx.Response:
    return client.post("/signin", data={"csrf": csrf(client, "/signin"), "key": key, "next": "/account"})


def submit(client: httpx.Client, path: str = "/check", **files: tuple[str, bytes]) -> httpx.Response:
    return client.post(path, data={"csrf": csrf(client, path)}, files=files)


def report(client: httpx.Client, address: str) -> httpx.Response:
    """The page once it is no longer one of waiting."""
    end = time.monotonic() + 90
    while "data-events" in (response := client.get(address)).text:
        assert time.monotonic() < end
        time.sleep(0.2)
    return response


# --- keys ------------------------------------------------------------------------------------------------


def test_key_is_kept_as_a_hash_only(tmp_path: Path) -> None:
    key, text = Keys(tmp_path).add("张三", "中国标准化协会", Scope.REVIEWER, 30)
    assert text.rpartition("_")[2].encode() not in (tmp_path / FILE).read_bytes()
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    principal = Keys(tmp_path).principal(text)
    assert (principal.organisation, principal.scope) == ("中国标准化协会", Scope.REVIEWER)
    assert key.expires - key.created == timedelta(days=30)


@pytest.mark.parametrize("text", ["", "bt_", "bt_00000000_" + "A" * 43, "' OR 1=1 --", "bt_é"])
def test_wrong_keys_open_nothing(tmp_path: Path, text: str) -> None:
    Keys(tmp_path).add("a", "b", Scope.READER, 1)
    with pytest.raises(BadKey, match="wrong key"):
        Keys(tmp_path).principal(text)


def test_expired_and_revoked_keys_say_so(tmp_path: Path) -> None:
    keys = Keys(tmp_path)
    key, text = keys.add("a", "b", Scope.READER, 1)
    past = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    with closing(sqlite3.connect(tmp_path / FILE)) as connection, connection:
        connection.execute("UPDATE keys SET expires = ?", (past,))
    with pytest.raises(BadKey, match="expired"):
        keys.principal(text)
    keys.revoke(key.id)
    with pytest.raises(BadKey, match="revoked"):
        keys.principal(text)
    assert keys.by_id(key.id) is None


def test_scopes_include_those_below() -> None:
    assert Scope.ADMIN.includes(Scope.REVIEWER)
    assert not Scope.READER.includes(Scope.REVIEWER)


# --- the gate --------------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_answered_where_keys_are_asked_for(own_data: Path) -> None:
    _, text = Keys(own_data).add("a", "b", Scope.READER, 1)
    with serving(on(own_data, access="keys")) as service:
        for path in ("/search?q=a", "/standards/GB/T 1.1-2020", "/check", "/compare", "/openapi.json"):
            assert_problem(service.client.get(path), 401, "unauthorized")
        assert service.client.get("/health").status_code == 200
        good = {"Authorization": f"Bearer {text}"}
        assert service.client.get("/search?q=口罩", headers=good).status_code == 200
        wrong = {"Authorization": f"Bearer {text[:-1]}"}
        assert_problem(service.client.get("/search?q=口罩", headers=wrong), 401, "bad_key")
        with visitor(service) as client:
            answer = client.get("/fields")
            assert (answer.status_code, answer.headers["location"]) == (303, "/signin?next=%2Ffields")
            assert sign_in(client, text).headers["location"] == "/account"
            assert client.get("/fields").status_code == 200
            Keys(own_data).revoke(Keys(own_data).all()[0].id)
            assert client.get("/fields").status_code == 303


def test_open_access_is_for_this_machine_alone() -> None:
    with pytest.raises(BadRequest, match="BIAOTU_ACCESS"):
        run_serve(on(Path("nowhere"), host="0.0.0.0"))


def test_too_many_requests(sample_data: Path) -> None:
    with serving(on(sample_data, rate=3)) as service:
        statuses = [service.client.get("/health").status_code for _ in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        assert service.client.get("/health").headers["retry-after"] == "60"


@pytest.mark.parametrize("after", ["//evil.example", "https://evil.example", "/\\evil.example", "", "/a\nb"])
def test_signing_in_never_leads_to_another_site(running: Running, after: str) -> None:
    with visitor(running) as client:
        page = client.get("/signin", params={"next": after})
    assert 'name="next" value="/"' in page.text


def test_writing_needs_the_scope(own_data: Path) -> None:
    _, reader = Keys(own_data).add("a", "b", Scope.READER, 1)
    with serving(on(own_data)) as service, visitor(service) as client:
        token = csrf(client, "/signin")
        assert client.post("/data/reindex", data={"csrf": token}).status_code == 401
        assert client.post("/review", data={"csrf": token}).status_code == 401
        sign_in(client, reader)
        token = csrf(client, "/account")
        assert client.post("/data/reindex", data={"csrf": token}).status_code == 403
        assert client.post("/review", data={"csrf": token}).status_code == 403
        assert client.get("/data/jobs/abc").status_code == 403


# --- forms and drafts ------------------------------------------------------------------------------------


def test_forms_of_other_sites_are_refused(running: Running) -> None:
    file = {"file": ("a.txt", DRAFTS[2].read_bytes())}
    with visitor(running) as client:
        assert client.post("/check", files=file).status_code == 403
        token = csrf(client, "/check")
        assert client.post("/check", data={"csrf": "x" + token}, files=file).status_code == 403
        foreign = {"Origin": "https://evil.example"}
        assert client.post("/check", data={"csrf": token}, files=file, headers=foreign).status_code == 403
        cross = {"Sec-Fetch-Site": "cross-site"}
        assert client.post("/check", data={"csrf": token}, files=file, headers=cross).status_code == 403
        assert client.post("/check", data={"csrf": token}, files=file).status_code == 303


def test_nobody_else_can_tell_that_a_draft_exists(running: Running) -> None:
    with visitor(running) as owner, visitor(running) as other:
        address = submit(owner, file=("a.txt", DRAFTS[2].read_bytes())).headers["location"]
        assert 'id="verdict"' in report(owner, address).text
        submit(other, file=("b.txt", DRAFTS[2].read_bytes()))
        missing = other.get("/check/AAAAAAAAAAAAAAAAAAAAAA")
        for path in (address, f"{address}/events", f"{address}/report.json", address.replace("check", "compare")):
            answer = other.get(path)
            assert answer.status_code == missing.status_code == 404
        end = {"csrf": csrf(other, "/check")}
        assert other.post(f"{address}/end", data=end).status_code == 404
        assert owner.get(address).headers["cache-control"] == "no-store"
        assert owner.get(address).status_code == 200


def test_organisation_shares_its_drafts_and_reading_is_noted(own_data: Path) -> None:
    first, second, stranger = (
        Keys(own_data).add(name, organisation, Scope.READER, 1)[1]
        for name, organisation in (("甲", "A协会"), ("乙", "A协会"), ("丙", "B协会"))
    )
    with serving(on(own_data)) as service, visitor(service) as one, visitor(service) as two, visitor(service) as three:
        for client, key in ((one, first), (two, second), (three, stranger)):
            assert sign_in(client, key).status_code == 303
        address = submit(one, file=("秘密.txt", DRAFTS[2].read_bytes())).headers["location"]
        assert 'id="verdict"' in report(one, address).text
        assert two.get(address).status_code == 200
        assert three.get(address).status_code == 404
    lines = [json.loads(line) for line in (own_data / "audit.jsonl").read_text("utf-8").splitlines()]
    read = [(line["name"], line["about"]) for line in lines if line["what"] == "draft report read"]
    assert {name for name, _ in read} == {"甲", "乙"}
    assert {about for _, about in read} == {address.rpartition("/")[2]}
    assert "秘密" not in str(lines)


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("../../../etc/passwd.txt", DRAFTS[2].read_bytes(), 200, 'id="verdict"'),
        ("C:\\x\\<img src=x onerror=alert(1)>.txt", DRAFTS[2].read_bytes(), 200, 'id="verdict"'),
        ("a.docx", b"PK\x03\x04 not a zip", 200, "notice-bad"),
        ("a.pdf", b"%PDF-1.4 nothing", 200, "notice-bad"),
        ("a.exe", b"MZ", 415, ".exe"),
        ("a.txt", b"", 200, "notice-bad"),
    ],
)
def test_bad_files_are_explained(running: Running, name: str, content: bytes, status: int, words: str) -> None:
    with visitor(running) as client:
        answer = submit(client, file=(name, content))
        if answer.status_code == 303:
            answer = report(client, answer.headers["location"])
    assert answer.status_code == status
    assert words in answer.text
    assert "<img src=x" not in answer.text


def test_bomb_is_refused(running: Running) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"0" * (300 << 20))
    with visitor(running) as client:
        answer = report(client, submit(client, file=("a.docx", bomb.getvalue())).headers["location"])
        assert "notice-bad" in answer.text
        assert client.get("/fields").status_code == 200


def test_draft_over_the_limit_is_refused_while_it_comes(sample_data: Path) -> None:
    with serving(on(sample_data, max_upload_mb=1)) as service, visitor(service) as client:
        answer = submit(client, file=("a.txt", b"a" * (3 << 20)))
    assert answer.status_code == 413
    assert "1 MB" in answer.text


def test_two_gigabytes_are_refused_by_their_announcement(running: Running) -> None:
    url = httpx.URL(running.url)
    head = (
        "POST /check HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        f"Content-Length: {2 << 30}\r\nExpect: 100-continue\r\n\r\n"
    )
    with socket.create_connection((url.host, url.port or 80), timeout=60) as connection:
        connection.sendall(head.encode())
        assert connection.recv(100).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize(
    "query",
    ['title:* AND [* TO *] OR "', "MATCH (n) DETACH DELETE n", "'; DROP TABLE keys; --", "~^*?\\()[]{}:", "<b>x"],
)
def test_syntax_of_engines_is_text(running: Running, query: str) -> None:
    with visitor(running) as client:
        answer = client.get("/search", params={"q": query, "issuer": query})
        assert answer.status_code == 200
        assert "<b>x" not in answer.text
        assert client.get("/organisations", params={"name": query}).status_code == 200


def test_cancelled_work_is_gone(running: Running) -> None:
    files = {"a": ("a.md", COMPARED[0].read_bytes()), "b": ("b.md", COMPARED[1].read_bytes())}
    with visitor(running) as client:
        address = submit(client, "/compare", **files).headers["location"]
        ended = client.post(f"{address}/end", data={"csrf": csrf(client, "/compare")})
        assert ended.status_code == 303
        assert client.get(address).status_code == 404


def test_page_while_there_is_no_data_says_what_to_do(tmp_path: Path) -> None:
    with serving(on(tmp_path / "data")) as service, visitor(service) as client:
        for path in ("/", "/search?q=a", "/fields", "/data", "/review"):
            answer = client.get(path)
            assert answer.status_code == 503, path
            assert answer.headers["retry-after"].isdigit()
            assert "biaotu ingest" in answer.text
        assert not (tmp_path / "data").exists()
