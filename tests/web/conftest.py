"""A service on the sample, and a browser in front of it. Chromium is the one of the system: see ``.ci/run``."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.api.conftest import own_data, running, sample_data
from tests.api.service import Running
from tests.web.pages import Site

__all__ = ["own_data", "running", "sample_data"]
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        if os.environ.get("BIAOTU_REQUIRE_SHARED"):
            pytest.fail("no chromium: .ci/run installs it")
        pytest.skip("no chromium here; apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(params=["zh", "en"])
def site(request: pytest.FixtureRequest, browser: Browser, running: Running) -> Iterator[Site]:
    """The site in one language; fails a test that left an error in the console of the browser."""
    language = str(request.param)
    context: BrowserContext = browser.new_context(
        locale={"zh": "zh-CN", "en": "en-GB"}[language], viewport={"width": 1280, "height": 900}
    )
    context.set_default_timeout(90_000)
    page: Page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield Site(page, running.url.removesuffix("/api/v1"), language, Path(os.environ.get("BIAOTU_SCREENSHOTS", "")))
    context.close()
    assert [one for one in errors if not one.startswith("Failed to load resource")] == []  # pages of errors are meant
