"""Patents, packs and evidence over HTTP: the answers of the command line, and wrong questions named."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from tests.api.service import DRAFTS, command_line


@pytest.mark.parametrize(
    ("words", "path", "params"),
    [
        (("patents", "--topic", "通信"), "/patents", {"topic": "通信", "limit": 20}),
        (("pack", "医用口罩"), "/pack", {"product": "医用口罩"}),
        (("complaint", "GB/T 7408-2005"), "/complaint", {"number": "GB/T 7408-2005"}),
        (("evidence", "GB/T 7408-2005"), "/evidence", {"number": "GB/T 7408-2005"}),
    ],
)
def test_the_service_answers_as_the_command_line(
    client: httpx.Client, sample_data: Path, words: tuple[str, ...], path: str, params: dict[str, str]
) -> None:
    assert client.get(path, params=params).json() == command_line(sample_data, *words)


def test_a_text_given_is_not_kept(client: httpx.Client, sample_data: Path) -> None:
    path = DRAFTS[2]
    response = client.post("/complaint/upload", files={"file": (path.name, path.read_bytes())})
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.json() == command_line(sample_data, "complaint", str(path))


def test_wrong_questions_are_named(client: httpx.Client) -> None:
    for path, params, status in (
        ("/pack", {}, 422),
        ("/pack", {"product": "x"}, 422),
        ("/complaint", {"number": "abc"}, 422),
        ("/complaint", {"number": "GB/T 99999-2020"}, 404),
        ("/evidence", {"number": "GB/T 99999-2020"}, 404),
        ("/patents", {"number": "GB 18401", "topic": "纺织"}, 422),
        ("/patents", {"region": "亚特兰蒂斯"}, 422),
    ):
        answer = client.get(path, params=params)
        assert answer.status_code == status, (path, params, answer.text)
        assert answer.json()["code"]
