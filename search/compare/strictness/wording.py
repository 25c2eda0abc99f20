"""Sentences for rules, cautions and legal bases, in Chinese and English, from ``data/{rules,cautions,legal}.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from search.compare.strictness.data import index


class _Facts(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return f"〈{key}〉"


def _row(table: str, code: str) -> Mapping[str, str]:
    try:
        return index(table, "code")[code]
    except KeyError:
        raise LookupError(f"{table}.csv has no row {code!r}") from None


def sentence(table: str, code: str, language: str, facts: tuple[tuple[str, object], ...]) -> str:
    """The sentence of a row with its facts filled in."""
    return _row(table, code)[language].format_map(_Facts(facts))


_VERDICTS = {
    "stricter": "严于", "equal": "一致", "looser": "宽于", "mixed": "有严有宽", "incomparable": "不可比", "new": "新增",
}  # fmt: skip


def verdict(name: str, language: str) -> str:
    """The word for a verdict."""
    return _VERDICTS[name] if language == "zh" else name


def source(table: str, code: str) -> str:
    """The source column of a row."""
    return _row(table, code)["source"]


@cache
def confidence(table: str, code: str) -> float:
    """How far a conclusion that used the row can be trusted, 0 to 1."""
    return float(_row(table, code).get("confidence") or 1)
