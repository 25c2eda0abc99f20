"""What strangers send: bodies without end, scripts as titles, syntax of engines in every parameter."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import httpx
import pytest

from tests.api.service import Running

SCRIPT = "<script>alert(1)</script>"


def test_body_without_length_is_cut_at_the_limit(running: Running) -> None:
    url = httpx.URL(running.url)
    sent = 0

    def chunks() -> Iterator[bytes]:
        nonlocal sent
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        yield head
        while True:  # without end
            sent += 1 << 20
            yield b"a" * (1 << 20)

    with socket.create_connection((url.host, url.port or 80), timeout=60) as connection:
        connection.sendall(
            b"POST /api/v1/check/upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
        )
        try:
            for chunk in chunks():
                connection.sendall(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                assert sent < 1 << 30, "the service reads without end"
        except OSError:  # it has hung up
            pass
    assert sent <= 20 * 5 << 20  # the limit, what is read and forgotten after it, and what waits in sockets
    assert running.client.get("/health").status_code == 200


def test_script_in_a_draft_is_text(running: Running) -> None:
    body = {"title": f"{SCRIPT}口罩", "scope": SCRIPT}
    answer = running.client.post("/check", json=body)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["draft"]["title"] == body["title"]


@pytest.mark.parametrize("text", ['" OR 1=1 --', "MATCH (n) DETACH DELETE n", "title:[* TO *]", "\\", "%00", "`", "{}"])
@pytest.mark.parametrize("path", ["/search?q=", "/standards/", "/nodes/", "/exposure?number=", "/gaps?field="])
def test_syntax_of_engines_is_text_in_every_parameter(running: Running, path: str, text: str) -> None:
    response = running.client.get(path + str(httpx.QueryParams({"x": text}))[2:].replace("+", "%20"))
    assert response.status_code < 500
    assert running.client.get("/standards/GB/T 1.1-2020").status_code == 200
