"""The data of the sample, as for the API."""

from __future__ import annotations

from tests.api.conftest import own_data, running, sample_data

__all__ = ["own_data", "running", "sample_data"]
