"""What the browser tests do on every page: open it, look at it as axe-core does, keep a picture."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from api.messages import Messages

_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}


@dataclass
class Site:
    """The pages in one language. ``pictures``: where screenshots go; none are kept in the current folder."""

    page: Page
    url: str
    language: str
    pictures: Path

    def t(self, key: str, **values: object) -> str:
        return Messages("zh" if self.language == "zh" else "en")(key, **values)

    def open(self, path: str) -> None:
        self.page.goto(self.url + path)
        self.ready()

    def ready(self) -> None:
        self.page.wait_for_selector("[data-ready]")
        assert self.page.locator("html").get_attribute("lang") == {"zh": "zh-CN", "en": "en"}[self.language]

    def seen(self, name: str) -> None:
        """The page is accessible (WCAG 2.1 A and AA as far as a program can tell); keeps a picture."""
        found = Axe().run(self.page, options=_RULES).response["violations"]
        said = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
        assert not said, said
        assert self.page.locator("h1").count() == 1
        if self.pictures != Path():
            self.pictures.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self.pictures / f"{name}-{self.language}.png", full_page=True)
