"""The OpenAPI document is complete: both languages, examples of everything, problems on every operation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from api.problems import MEDIA_TYPE, Problem
from api.routes.check import CheckRequest
from api.usecases.bodies import BodiesReport
from api.usecases.bridges import BridgesReport
from api.usecases.check import CheckReport
from api.usecases.clusters import ClustersReport
from api.usecases.compare import CompareResult
from api.usecases.complaint import ComplaintReport
from api.usecases.conflicts import ConflictsView
from api.usecases.evidence import EvidenceReport
from api.usecases.exposure import ExposureView
from api.usecases.gaps import GapsView
from api.usecases.health import HealthView
from api.usecases.lint import LintReport
from api.usecases.pack_views import PackReport
from api.usecases.patents_views import PatentsReport
from api.usecases.policy import ConversionReport, PolicyReport
from api.usecases.search import SearchResultView
from api.usecases.show import NodeView
from api.usecases.watch import WatchView

MODELS: dict[str, type[BaseModel]] = {
    "search": SearchResultView,
    "standard": NodeView,
    "node": NodeView,
    "organisation": NodeView,
    "patent": NodeView,
    "check": CheckReport,
    "check_upload": CheckReport,
    "clusters": ClustersReport,
    "bridges": BridgesReport,
    "bodies": BodiesReport,
    "compare": CompareResult,
    "policy": PolicyReport,
    "conversion": ConversionReport,
    "patents": PatentsReport,
    "pack": PackReport,
    "complaint": ComplaintReport,
    "complaint_upload": ComplaintReport,
    "evidence": EvidenceReport,
    "lint": LintReport,
    "exposure": ExposureView,
    "watch": WatchView,
    "gaps": GapsView,
    "conflicts": ConflictsView,
    "health": HealthView,
}


@pytest.fixture
def document(client: httpx.Client) -> dict[str, Any]:
    answer: dict[str, Any] = client.get("/openapi.json").json()
    return answer


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def both_languages(text: str) -> bool:
    return bool(re.search(r"[\u4e00-\u9fff]{2}", text)) and bool(re.search(r"[A-Za-z]{3}", text))


def test_operations_are_all_there(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert sorted(one["operationId"] for one in operations(document)) == sorted(MODELS)


def test_every_text_is_in_both_languages(document: dict[str, Any]) -> None:
    assert both_languages(document["info"]["description"])
    tags = {tag["name"]: tag["description"] for tag in document["tags"]}
    assert all(both_languages(text) for text in tags.values())
    for operation in operations(document):
        assert set(operation["tags"]) <= set(tags)
        for text in (operation["summary"], operation["description"]):
            assert both_languages(text), text
        for parameter in operation["parameters"]:
            assert both_languages(parameter["description"]), parameter
        for response in operation["responses"].values():
            assert both_languages(response["description"]), response


def test_every_request_and_answer_has_an_example(document: dict[str, Any]) -> None:
    """When a view has changed: ``python -m tests.api.make_examples DATA_FOLDER`` writes the examples anew."""
    for operation in operations(document):
        for parameter in operation["parameters"]:
            assert parameter["examples"], parameter
        if "requestBody" in operation:
            for content in operation["requestBody"]["content"].values():
                assert content["examples"]
        example = operation["responses"]["200"]["content"]["application/json"]["example"]
        MODELS[operation["operationId"]].model_validate_json(httpx.Response(200, json=example).text)
    body = document["paths"]["/api/v1/check"]["post"]["requestBody"]["content"]["application/json"]
    for one in body["examples"].values():
        CheckRequest.model_validate(one["value"])


def test_every_error_status_is_a_problem(document: dict[str, Any]) -> None:
    for operation in operations(document):
        errors = {status: one for status, one in operation["responses"].items() if int(status) >= 400}
        assert {"422", "500", "503"} <= set(errors)
        for status, response in errors.items():
            assert set(response["content"]) == {MEDIA_TYPE}
            content = response["content"][MEDIA_TYPE]
            assert content["schema"] == {"$ref": "#/components/schemas/Problem"}
            for one in content["examples"].values():
                assert Problem.model_validate(one["value"]).status == int(status)


def test_references_lead_somewhere(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    names = set(re.findall(r"'#/components/schemas/([^']+)'", repr(document)))
    assert {"Problem", "FieldError", "SearchResultView", "CheckReport", "NodeView", "HealthView"} <= names
    assert names <= set(schemas)
    assert "HTTPValidationError" not in schemas
