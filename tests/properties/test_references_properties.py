"""References never fail, say only what is printed, and do work in proportion to the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.document import Block, BlockKind, Clause, Document, ElementKind
from ingest.extract.bodies import bodies_of
from ingest.extract.changes import changes_of
from ingest.extract.patents import patents_of
from ingest.extract.references import extract_references, references_of
from ingest.extract.scope import scope_of
from ingest.extract.terms import terms_of
from tests.support import calls

_WORDS = st.sampled_from(
    [
        "GB/T 1.1—2020",
        "GB 2762",
        "ISO 9001:2015",
        "T/CAS 290-2017",
        "本标准",
        "代替",
        "部分代替",
        "按照",
        "起草",
        "等同采用",
        "应符合",
        "的规定",
        "（",
        "）",
        "[",
        "]",
        "《",
        "》",
        "。",
        "；",
        "，",
        "、",
        "：",
        "\n",
        "—— ",
        "a) ",
        "2 规范性引用文件",
        "来源：",
        "主要技术变化如下：",
        "历次版本",
        "分为以下部分：",
        "（所有部分）",
        "HJ 57",
        "|",
        "\t",
        "注：",
        "测定",
        "方法",
        "GB/T 2～5",
        "（ISO 1:2000，IDT）",
        "参考文献",
        "删除了",
        "适用于",
        "不适用于",
        "由",
        "提出",
        "起草单位：",
        "专利",
        "ZL201810123456.7",
        "附录A",
    ]
)
_TEXT = st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=60).map("".join))
_SECTIONS = st.sampled_from(
    ["foreword", "cover", "normative_references", "terms", "body", "bibliography", "", "test_methods"]
)


@given(_TEXT, _SECTIONS, st.sampled_from([None, "GB/T 1.1-2020", "GB 2762-2022", "not a number"]))
@settings(max_examples=150, deadline=None)
def test_references_are_printed_in_the_text(text: str, section: str, subject: str | None) -> None:
    found = extract_references(text, section, subject)
    for one in found:
        for seen in one.occurrences:
            assert seen.place.start is not None and seen.place.end is not None
            assert 0 <= seen.place.start < seen.place.end <= len(text)
            assert text[seen.place.start : seen.place.end] == seen.text
            assert seen.sentence in text
    keys = [(one.target, one.all_parts, one.relation) for one in found]
    assert len(keys) == len(set(keys))


@given(st.lists(_TEXT, max_size=6), st.lists(st.sampled_from(list(ElementKind)), min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_facts_of_a_document_stand_in_its_blocks(texts: list[str], kinds: list[ElementKind]) -> None:
    blocks = tuple(Block(index=i, kind=BlockKind.PARAGRAPH, text=text) for i, text in enumerate(texts))
    each = [tuple(i for i in range(len(texts)) if i % len(kinds) == k) for k in range(len(kinds))]
    clauses = tuple(Clause(number=None, title="", kind=kind, depth=0, blocks=each[k]) for k, kind in enumerate(kinds))
    document = Document(name="x", media_type="text/plain", blocks=blocks, clauses=clauses)
    for one in references_of(document):
        for seen in one.occurrences:
            inside = texts[seen.place.block][seen.place.start : seen.place.end]
            assert seen.text.startswith(inside)  # a number may go on in the next block
    bodies = bodies_of(document)
    places = [one.place for one in (*bodies.organizations, *bodies.drafters, *bodies.proposers)]
    places += [one.place for one in (*changes_of(document), *patents_of(document), *terms_of(document))]
    scope = scope_of(document)
    places += [one.place for one in (*scope.lays_down, *scope.applies)] if scope else []
    for place in places:
        assert place.start is not None and place.end is not None
        assert 0 <= place.start <= place.end <= len(texts[place.block])


_HOSTILE = {
    "numbers": "GB/T 1.1—2020、",
    "brackets": "（[《",
    "titles": "《",
    "replaces": "本标准代替",
    "words": "按照测定方法采样",
    "items": "a）增加了；",
    "sources": "[来源：",
    "lines": "GB 1\n",
    "spaces": " \n",
    "cells": "| GB 57 ",
    "names": "起草单位：甲、",
    "changes": "主要变化如下：",
    "patents": "涉及5.2、",
}


@pytest.mark.parametrize("unit", _HOSTILE.values(), ids=_HOSTILE.keys())
def test_work_grows_with_the_text_only(unit: str) -> None:
    def read(length: int) -> None:
        text = unit * (length // len(unit))
        block = Block(index=0, kind=BlockKind.PARAGRAPH, text=text)
        clause = Clause(number=None, title="", kind=ElementKind.FOREWORD, depth=0, blocks=(0,))
        document = Document(name="x", media_type="text/plain", blocks=(block,), clauses=(clause,))
        extract_references(text, "foreword", "GB/T 1.1-2020")
        extract_references(text, "normative_references")
        for reader in (bodies_of, changes_of, patents_of):
            reader(document)

    read(1_000)  # loads the tables, fills the caches
    short, long = calls(lambda: read(4_000)), calls(lambda: read(16_000))
    assert long < 5 * short + 1_000  # four times the text
