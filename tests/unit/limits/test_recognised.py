"""Limits of pages that are pictures: nothing that recognition may have lost is taken for granted."""

from __future__ import annotations

import pytest

from graph.document import Block, Document
from ingest.documents.reader import read_document
from ingest.extract.everything import extract


def recognised(value: str) -> Document:
    table = f"表1 标准限值\n\n| 项目 | 限值/(mg/L) |\n|---|---|\n| 溶解氧 | {value} |\n"
    text = f"GB 3838—2002 测试\n\n1 范围\n\n本标准规定了要求。\n\n2 要求\n\n{table}"
    found = read_document("a.md", text.encode())
    blocks: tuple[Block, ...] = tuple(block.model_copy(update={"ocr": True}) for block in found.blocks)
    return found.model_copy(update={"blocks": blocks})


@pytest.mark.parametrize(("value", "fields"), [("6", {"value", "op"}), ("≥6", {"value"})])
def test_a_comparator_that_may_be_lost_is_in_doubt(value: str, fields: set[str]) -> None:
    (limit,) = extract(recognised(value)).limits
    assert limit.ocr and limit.awaits_review
    assert {doubt.field for doubt in limit.doubts if doubt.confidence <= 0.7} == fields
    lost = [doubt for doubt in limit.doubts if doubt.reason == "a comparator may be lost in recognition"]
    assert bool(lost) is ("op" in fields)
