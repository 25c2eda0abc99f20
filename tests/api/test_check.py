"""POST /check and /check/upload: the same reports as the use case, and every way to send something wrong."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import httpx
import pytest

from api.usecases.check import CheckReport, check, draft_from
from api.usecases.library import Library
from ingest.documents.archive import MAX_UNPACKED
from ingest.documents.draft import read_draft
from tests.api.service import DRAFTS, Running, assert_problem, on, serving

TITLE, SCOPE = "一次性使用医用防护口罩技术要求", "本文件规定了一次性使用医用防护口罩的技术要求和试验方法。"


def upload(client: httpx.Client, name: str, content: bytes, kind: str = "application/octet-stream") -> httpx.Response:
    return client.post("/check/upload", files={"file": (name, content, kind)})


def report(response: httpx.Response) -> CheckReport:
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    assert "etag" not in response.headers
    return CheckReport.model_validate_json(response.text)


def test_draft_in_words(client: httpx.Client, opened: Library) -> None:
    body = {"title": TITLE, "scope": SCOPE, "references": ["GB 19083-2010", "GB/T 16886.1"], "number": "T/CAS 999-2026"}
    wanted = check(opened, draft_from(TITLE, SCOPE, ["GB 19083-2010", "GB/T 16886.1"], "T/CAS 999-2026"))
    assert report(client.post("/check", json=body)) == wanted
    assert wanted.overall.decided_by
    assert report(client.post("/check", json=body | {"limit": 3})).matches == wanted.matches[:3]


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_sample_draft_gives_the_report_of_the_use_case(client: httpx.Client, opened: Library, path: Path) -> None:
    content = path.read_bytes()
    assert report(upload(client, path.name, content)) == check(opened, read_draft(path.name, content))


def test_type_comes_from_the_content_type_where_the_name_has_none(client: httpx.Client) -> None:
    path = DRAFTS[1]
    assert path.suffix == ".pdf"
    assert report(upload(client, "草案", path.read_bytes(), "application/pdf")).draft.title


@pytest.mark.parametrize("name", ["draft.doc", "draft.exe", "draft", "draft.docx.zip"])
def test_wrong_type_of_file(client: httpx.Client, name: str) -> None:
    assert_problem(upload(client, name, b"something"), 415, "unsupported_type")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_json_is_wanted(client: httpx.Client, kind: str) -> None:
    response = client.post("/check", content=b'{"title":"a"}', headers={"Content-Type": kind} if kind else {})
    assert_problem(response, 415, "unsupported_type")


def test_form_is_wanted(client: httpx.Client) -> None:
    assert_problem(client.post("/check/upload", json={"title": TITLE}), 415, "unsupported_type")
    assert_problem(client.post("/check/upload"), 415, "unsupported_type")


@pytest.mark.parametrize("content", [b'{"title":', b"\xff\xfe", b"[" * 100_000, b""])
def test_bad_json(client: httpx.Client, content: bytes) -> None:
    response = client.post("/check", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code in (400, 422)
    assert_problem(response, response.status_code, "bad_body" if response.status_code == 400 else "invalid_request")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"body.title"}),
        ({"title": 3, "scope": None}, {"body.title", "body.scope"}),
        ({"title": TITLE, "titel": "x"}, {"body.titel"}),
        ({"title": "长" * 501}, {"body.title"}),
        ({"title": TITLE, "limit": 0}, {"body.limit"}),
        ({"title": TITLE, "references": [1]}, {"body.references.0"}),
        ([TITLE], {"body"}),
        ({"title": "\ud800"}, {"body.title"}),
    ],
)
def test_wrong_fields_are_named(client: httpx.Client, body: object, fields: set[str]) -> None:
    response = client.post("/check", content=json.dumps(body), headers={"Content-Type": "application/json"})
    problem = assert_problem(response, 422, "invalid_request")
    errors = problem["errors"]
    assert isinstance(errors, list)
    assert {error["field"] for error in errors} == fields
    assert all(set(error) == {"field", "code", "message"} for error in errors)


@pytest.mark.parametrize("title", ["", "  ", "　"])
def test_empty_title(client: httpx.Client, title: str) -> None:
    assert_problem(client.post("/check", json={"title": title}), 422, "bad_request")


def test_reference_that_is_no_number_is_named(client: httpx.Client) -> None:
    problem = assert_problem(client.post("/check", json={"title": TITLE, "references": ["口罩"]}), 422, "bad_request")
    assert "口罩" in str(problem["detail"])


def test_draft_without_a_title(client: httpx.Client) -> None:
    assert_problem(upload(client, "a.txt", "。。。".encode()), 422, "bad_request")


@pytest.mark.parametrize("path", [path for path in DRAFTS if path.suffix != ".txt"], ids=lambda path: path.suffix)
def test_damaged_file(client: httpx.Client, path: Path) -> None:
    content = path.read_bytes()
    for damaged in (content[: len(content) // 2], content[:100], b"PK\x03\x04" + b"\0" * 100, b"", b"\0" * 1000):
        assert_problem(upload(client, path.name, damaged), 422, "unreadable_file")


def test_damage_inside_a_word_file(client: httpx.Client) -> None:
    content = bytearray(DRAFTS[0].read_bytes())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = archive.getinfo("word/document.xml")
    start = entry.header_offset + 30 + len(entry.filename) + 50
    content[start : start + 40] = b"\xff" * 40
    assert_problem(upload(client, "draft.docx", bytes(content)), 422, "unreadable_file")


def test_word_file_that_unpacks_to_gigabytes_is_refused(client: httpx.Client) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range((MAX_UNPACKED >> 20) + 1):
            part.write(bytes(1 << 20))
    problem = assert_problem(upload(client, "draft.docx", buffer.getvalue()), 422, "unreadable_file")
    assert "解开后" in str(problem["detail"])


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"files": {"other": ("a.txt", b"x")}}, 422, "bad_request"),
        ({"files": [("file", ("a.txt", b"x")), ("file", ("b.txt", b"x"))]}, 400, "bad_body"),
        ({"files": {"file": ("a.txt", b"x")}, "data": {"title": "x"}}, 400, "bad_body"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 400, "bad_body"),
        ({"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=y"}}, 400, "bad_body"),
    ],
    ids=["no file", "two files", "other field", "no boundary", "not a form"],
)
def test_wrong_form(client: httpx.Client, form: dict[str, object], status: int, code: str) -> None:
    assert_problem(client.post("/check/upload", **form), status, code)  # type: ignore[arg-type]


def test_oversize(client: httpx.Client, sample_data: Path) -> None:
    assert_problem(client.post("/check", json={"title": TITLE, "scope": "字" * 600_000}), 413, "too_large")
    with serving(on(sample_data, max_upload_mb=1)) as small:
        assert_problem(upload(small.client, "a.txt", b"x" * (3 << 20)), 413, "too_large")

        def chunks() -> object:
            yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
            for _ in range(3 << 4):
                yield b"x" * (1 << 16)

        headers = {"Content-Type": "multipart/form-data; boundary=b"}
        response = small.client.post("/check/upload", content=chunks(), headers=headers)  # type: ignore[arg-type]
        assert_problem(response, 413, "too_large")
        assert report(upload(small.client, DRAFTS[0].name, DRAFTS[0].read_bytes())).draft.title


def test_too_long_a_scope(client: httpx.Client) -> None:
    assert_problem(client.post("/check", json={"title": TITLE, "scope": "字" * 100_001}), 422, "bad_request")


def test_running_service_has_the_limit_of_the_settings(running: Running) -> None:
    assert running.settings.max_upload_mb == 20
