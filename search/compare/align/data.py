"""The tables of the alignment: words of stages, regions and special limits; sentences in both languages."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _rows(name: str) -> tuple[Mapping[str, str], ...]:
    text = (files(__package__ or __name__.rpartition(".")[0]) / "data" / f"{name}.csv").read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def words(use: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Pairs of class and pattern of one use: stage, special, region, noise, provision."""
    return tuple((row["class"], re.compile(row["pattern"])) for row in _rows("words") if row["use"] == use)


def said(use: str, text: str) -> str:
    """The first word of a use in a text, empty where there is none."""
    for _, pattern in words(use):
        if found := pattern.search(text):
            return found.group()
    return ""


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return {row["code"]: row for row in _rows("notes")}


def sentence(code: str, language: str, facts: tuple[tuple[str, object], ...]) -> str:
    """The sentence of a note."""
    return _sentences()[code][language].format(**dict(facts))
