"""Schemathesis against the running service: whatever the OpenAPI document allows or forbids, never a 5xx.

``BIAOTU_EXAMPLES`` (default 6 an operation) makes it longer, as it was run for docs/service.md.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode

from api.app import create_app
from tests.api.service import Running, on

EXAMPLES = int(os.environ.get("BIAOTU_EXAMPLES", "6"))
OPERATIONS = sorted(
    (method.upper(), path)
    for path, methods in create_app(on(Path("none"))).openapi()["paths"].items()
    for method in methods
)


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
def test_no_request_brings_a_server_error(running: Running, method: str, path: str) -> None:
    schema = schemathesis.openapi.from_url(f"{running.url}/openapi.json")
    operation = schema[path][method]
    strategies = [operation.as_strategy(generation_mode=mode) for mode in GenerationMode]

    @given(case=st.one_of(strategies))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    def ask(case: schemathesis.Case) -> None:
        response = case.call(base_url=running.url.removesuffix("/api/v1"), timeout=120)
        assert response.status_code < 500, f"{response.status_code}: {case.as_curl_command()}"

    ask()
