"""Many requests at once, and new generations while they run."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from api.shared import SharedLibrary
from api.usecases.search import search
from graph.errors import DataFolderError, NoGeneration
from graph.generations import DataFolder
from tests.api.service import DRAFTS, Running, assert_problem, on, publish_one_more, serving

GETS = [
    "/health",
    "/search?q=医用口罩&limit=50",
    "/search?q=robot safety&level=national",
    "/search?q=废水排放&status=in_force&ics=13",
    "/standards/GB/T 1.1-2020",
    "/standards/GB 19083",
    "/standards/GB/T 1.1-2019",
    "/nodes/standard:GB 19083-2023",
]


def mixed(client: httpx.Client) -> list[tuple[int, object]]:
    """Answers to one of each, without what differs between two requests."""
    answers = [client.get(path) for path in GETS]
    answers.append(client.post("/check", json={"title": "医用防护口罩", "scope": "适用于医用防护口罩。"}))
    answers += [client.post("/check/upload", files={"file": (path.name, path.read_bytes())}) for path in DRAFTS]
    return [(one.status_code, {k: v for k, v in one.json().items() if k != "request_id"}) for one in answers]


def test_twenty_clients_at_once_get_what_one_gets(running: Running) -> None:
    alone = mixed(running.client)
    assert [status for status, _ in alone] == [200] * 6 + [404, 200] + [200] * 4
    start = threading.Barrier(20)

    def work(_: int) -> list[tuple[int, object]]:
        with httpx.Client(base_url=running.url, timeout=120, trust_env=False) as client:
            start.wait()
            return mixed(client)

    with ThreadPoolExecutor(20) as pool:
        assert all(answers == alone for answers in pool.map(work, range(20)))


def test_first_requests_open_one_generation(own_data: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    with serving(on(own_data)) as service, ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: httpx.get(f"{service.url}/health", timeout=120).status_code, range(20)))
    assert answers == [200] * 20
    events = [record.getMessage() for record in caplog.records if record.name == "biaotu.service"]
    assert [one for one in events if one != "request"] == [
        "started",
        "generation opened",
        "generation closed",
        "stopped",
    ]


def test_new_generation_under_load(own_data: Path, tmp_path: Path) -> None:
    done = threading.Event()

    def ask(number: int) -> list[tuple[int, int]]:
        seen = []
        with httpx.Client(base_url=service.url, timeout=120, trust_env=False) as client:
            while not done.is_set() or not seen:
                if number % 3 == 0:
                    answer = client.post("/check", json={"title": "医用防护口罩"})
                elif number % 3 == 1:
                    answer = client.get("/standards/GB/T 1.1-2020")
                else:
                    answer = client.get("/search?q=口罩")
                seen.append((answer.status_code, answer.json().get("generation", 0)))
        return seen

    with serving(on(own_data)) as service, ThreadPoolExecutor(8) as pool:
        assert service.client.get("/health").json()["generation"] == 1
        try:
            asking = [pool.submit(ask, number) for number in range(6)]
            for serial in (1, 2):
                assert publish_one_more(own_data, tmp_path, serial) == serial + 1
        finally:
            done.set()
        for seen in (one.result() for one in asking):
            assert {status for status, _ in seen} == {200}
            generations = [generation for _, generation in seen]
            assert generations == sorted(generations)
        health = service.client.get("/health").json()
        assert (health["generation"], health["published"]) == (3, 3)
        assert service.client.get("/standards/GB/T 90002-2026").status_code == 200
        DataFolder(own_data).remove_old()
        assert [path.name for path in (own_data / "generations").iterdir()] == ["000003"]


def test_cursor_expires_with_its_generation(own_data: Path, tmp_path: Path) -> None:
    with serving(on(own_data)) as service:
        first = service.client.get("/search", params={"q": "口罩"})
        tag, cursor = first.headers["etag"], first.json()["next"]
        publish_one_more(own_data, tmp_path)
        problem = assert_problem(
            service.client.get("/search", params={"q": "口罩", "cursor": cursor}), 410, "cursor_expired"
        )
        assert "2" in str(problem["detail"])
        again = service.client.get("/search", params={"q": "口罩"}, headers={"If-None-Match": tag})
        assert (again.status_code, again.json()["generation"]) == (200, 2)


def test_old_generation_is_closed_by_its_last_request(own_data: Path, tmp_path: Path) -> None:
    shared = SharedLibrary(on(own_data))
    with shared.use() as old:
        publish_one_more(own_data, tmp_path)
        with shared.use() as new:
            assert (old.generation.manifest.number, new.generation.manifest.number) == (1, 2)
            assert search(old, "口罩").generation == 1
            assert DataFolder(own_data).remove_old() == []
    assert DataFolder(own_data).remove_old() == [1]
    shared.close()


def test_running_request_finishes_after_the_service_was_told_to_stop(own_data: Path, tmp_path: Path) -> None:
    shared = SharedLibrary(on(own_data))
    with shared.use() as library:
        shared.close()
        assert search(library, "口罩").hits
        with pytest.raises(DataFolderError), shared.use():
            pass
    publish_one_more(own_data, tmp_path)
    assert [path.name for path in (own_data / "generations").iterdir()] == ["000002"]


def test_generation_that_cannot_be_opened_leaves_the_last_one_in_use(own_data: Path) -> None:
    shared = SharedLibrary(on(own_data))
    with shared.use() as library:
        assert library.generation.manifest.number == 1
    for name in ("7", "no number"):
        (own_data / "CURRENT").write_text(name)
        with shared.use() as library:
            assert search(library, "口罩").generation == 1
    shared.close()


def test_error_while_using_gives_the_library_back(own_data: Path) -> None:
    shared = SharedLibrary(on(own_data))
    with pytest.raises(KeyError), shared.use():
        raise KeyError
    shared.close()
    assert DataFolder(own_data).remove_old() == []
    (own_data / "CURRENT").unlink()
    assert DataFolder(own_data).remove_old() == [1]


def test_folder_without_data(tmp_path: Path) -> None:
    shared = SharedLibrary(on(tmp_path))
    with pytest.raises(NoGeneration), shared.use():
        pass
    shared.close()
