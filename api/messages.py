"""Texts for people, from one catalogue (``messages.toml``) in Chinese and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from api.settings import Language


@cache
def _catalogue() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((files("api") / "messages.toml").read_text("utf-8"))


class Messages:
    """``Messages("zh")("cli.rejected")``; names in braces are filled from the keywords."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, key: str, **values: object) -> str:
        group, _, name = key.partition(".")
        text = _catalogue()[group][name][self.language]
        return text.format(**values) if values else text

    def has(self, key: str) -> bool:
        group, _, name = key.partition(".")
        return name in _catalogue().get(group, {})
