"""Metrics, doctor and stop of the service, as an operator sees them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from api.access.keys import Keys
from api.access.principals import Scope
from api.usecases.demo import SAMPLE_DAY
from api.usecases.doctor import Health, doctor
from tests.api.service import COMPARED, Running, on


def metrics(running: Running) -> dict[tuple[str, str], float]:
    text = httpx.get(running.url.removesuffix("/api/v1") + "/metrics", trust_env=False).text
    return {
        (sample.name, sample.labels.get("route", sample.labels.get("state", ""))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_metrics_tell_state_and_work(running: Running) -> None:
    standards = running.client.get("/health").json()["standards"]
    route = ("biaotu_request_seconds_count", "/api/v1/search")
    before = metrics(running).get(route, 0)
    running.client.get("/search?q=口罩")
    after = metrics(running)
    assert after[route] == before + 1
    assert after["biaotu_requests_in_flight", ""] == 1  # the request for the metrics
    assert after["biaotu_generation", ""] == after["biaotu_generation_published", ""] == 1
    assert after["biaotu_indexed_standards", ""] == standards
    assert {state for name, state in after if name == "biaotu_jobs"} >= {"queued", "running", "done", "failed"}


def test_doctor_looks_at_the_service(own_data: Path) -> None:
    Keys(own_data).add("a", "b", Scope.READER, 1)
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        found = {one.what: one for one in doctor(on(own_data, port=port, access="keys")).findings}
    assert "in use" in found["port"].detail
    assert found["access"].health is Health.GOOD
    assert found["secret"].health is Health.WARNING
    (own_data / "access.db").chmod(0o644)
    (own_data / "jobs.db").write_bytes(b"no database" * 100)
    found = {one.what: one for one in doctor(on(own_data, port=port)).findings}
    assert "free" in found["port"].detail
    assert found["access"].health is Health.BAD
    assert "chmod 600" in found["access"].advice
    assert found["jobs"].health is Health.BAD


def test_stop_lets_requests_finish(sample_data: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BIAOTU_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "api.cli.main", "--data", str(sample_data), "--on", str(SAMPLE_DAY), "serve",
         "--port", str(port)],
        cwd=Path(__file__).parents[2], env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}/api/v1"
    try:
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                httpx.get(f"{url}/health", trust_env=False, timeout=60)
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        answers: list[httpx.Response] = []

        def compare() -> None:
            files = {name: (path.name, path.read_bytes()) for name, path in zip("ab", COMPARED, strict=True)}
            answers.append(httpx.post(f"{url}/compare", files=files, trust_env=False, timeout=120))

        asking = threading.Thread(target=compare)
        asking.start()
        gauge = url.replace("/api/v1", "/metrics")
        while "biaotu_requests_in_flight 2.0" not in httpx.get(gauge, trust_env=False).text:
            assert asking.is_alive(), "the comparison had ended before the stop"
        process.send_signal(signal.SIGTERM)
        asking.join(120)
        assert answers[0].status_code == 200
        _, log = process.communicate(timeout=120)
    finally:
        process.kill()
        process.wait()
    assert re.search(r'"event": "stopped"', log)
    assert process.returncode in (0, -signal.SIGTERM)
