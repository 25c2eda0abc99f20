"""Every messy form of the table reads as it should, and what is no identifier stays out."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from graph.ids import InvalidIdentifier, find, parse


def _table() -> ModuleType:
    spec = importlib.util.spec_from_file_location("ids_messy_forms", Path(__file__).with_name("messy_forms.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FORMS = _table()
CASES: list[tuple[str, list[str]]] = [
    *FORMS.NATIONAL,
    *FORMS.INDUSTRY,
    *FORMS.METROLOGY_AND_LOCAL,
    *FORMS.GROUP_AND_ENTERPRISE,
    *FORMS.LISTS,
    *FORMS.FOREIGN,
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_messy_form_reads_as_the_number_it_means(text: str, expected: list[str]) -> None:
    assert [m.id.canonical for m in find(text)] == expected


@pytest.mark.parametrize("text", FORMS.NEGATIVES)
def test_what_only_looks_like_a_number_is_not_found(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize("text", [text for text, numbers in CASES if len(numbers) == 1])
def test_canonical_form_is_a_fixed_point(text: str) -> None:
    once = find(text)[0].id
    if once.dated:  # an undated number of a code with other uses needs its context
        assert find(once.canonical)[0].id.canonical == once.canonical
    assert parse(once.canonical).canonical == once.canonical


@pytest.mark.parametrize("text", [text for text, _ in CASES])
def test_spans_quote_the_original_text(text: str) -> None:
    for mention in find(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.text.strip() == mention.text and mention.text


@pytest.mark.parametrize("text", ["", "  ", "GB/T", "T恤", "USB 2.0", "XML SCHEMA 2", "专资-1-2022", "影字[2013]297"])
def test_parse_says_what_is_wrong_and_what_to_do(text: str) -> None:
    with pytest.raises(InvalidIdentifier, match=r"not a standard number: .*find\(\)"):
        parse(text)
