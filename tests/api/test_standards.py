"""GET /standards and /nodes: numbers as people write them, works, nodes, history."""

from __future__ import annotations

import httpx
import pytest

from api.usecases.library import Library
from api.usecases.show import NodeView, show
from tests.api.service import assert_problem


@pytest.mark.parametrize(
    ("path", "node"),
    [
        ("GB/T 1.1-2020", "standard:GB/T 1.1-2020"),
        ("GB%2FT%201.1-2020", "standard:GB/T 1.1-2020"),
        ("GB/T1.1-2020", "standard:GB/T 1.1-2020"),
        ("gb/t 1.1-2020", "standard:GB/T 1.1-2020"),
        ("GB/T 1.1—2020", "standard:GB/T 1.1-2020"),
        ("ＧＢ／Ｔ　１．１－２０２０", "standard:GB/T 1.1-2020"),
        ("GB/T 1.1-93", "standard:GB/T 1.1-1993"),
        ("GB/T 1.1", "work:GB/T 1.1"),
        ("GB 19083-2023", "standard:GB 19083-2023"),
    ],
)
def test_number_in_every_form_people_write_it(client: httpx.Client, path: str, node: str) -> None:
    response = client.get(f"/standards/{path}")
    assert response.status_code == 200, response.text
    assert response.json()["id"] == node


def test_answer_is_that_of_the_use_case(client: httpx.Client, opened: Library) -> None:
    answer = NodeView.model_validate_json(client.get("/standards/GB 19083-2023").text)
    assert answer == show(opened, "GB 19083-2023")
    assert answer.evidence


def test_undated_number_lists_the_editions(client: httpx.Client) -> None:
    editions = [one["number"] for one in client.get("/standards/GB/T 1.1").json()["editions"]]
    assert editions[0] == "GB/T 1.1-2020"
    assert "GB/T 1.1-1993" in editions


def test_unknown_number_is_a_problem_with_a_hint(client: httpx.Client) -> None:
    problem = assert_problem(client.get("/standards/GB/T 1.1-2019"), 404, "not_found")
    assert "GB/T 1.1-2020" in str(problem["detail"])
    assert problem["instance"] == "/api/v1/standards/GB/T%201.1-2019"


def test_text_that_is_no_number(client: httpx.Client) -> None:
    assert_problem(client.get("/standards/口罩"), 422, "invalid_identifier")
    assert_problem(client.get("/standards/"), 422, "bad_request")


def test_node_of_another_kind(client: httpx.Client) -> None:
    standard = client.get("/standards/GB 19083-2023").json()
    organization = next(edge["other"] for edge in standard["outgoing"] if edge["other"].startswith("org:"))
    node = client.get(f"/nodes/{organization}")
    assert node.status_code == 200, node.text
    assert node.json()["id"] == organization
    assert "standard:GB 19083-2023" in [edge["other"] for edge in node.json()["incoming"]]
    assert_problem(client.get("/nodes/org:没有这个单位"), 404, "not_found")
