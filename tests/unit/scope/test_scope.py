"""The scope split into what it says (GB/T 1.1-2020, 8.5)."""

from __future__ import annotations

import pytest

from ingest.extract.scope import DocumentType, Scope, scope_of
from tests.extract_support import standard


def _scope(*lines: str) -> Scope:
    found = scope_of(standard("GB/T 1234—2020\n示例\n\n1 范围\n" + "\n".join(lines) + "\n\n2 要求\n应完好。\n"))
    assert found is not None
    return found


def test_statements_of_the_scope() -> None:
    found = scope_of(standard())
    assert found is not None
    assert [part.content for part in found.lays_down] == ["智能网关的技术要求，描述了相应的试验方法"]
    assert [part.content for part in found.applies] == ["家用智能网关的设计、制造和检验"]
    assert [part.content for part in found.not_applies] == ["工业网关"]


def test_heading_is_no_statement() -> None:
    found = scope_of(
        standard("GB 1—2020\n示例\n\n1 适用范围\n本标准规定了限值。\n本标准适用于甲。\n\n2 要求\n应完好。\n")
    )
    assert found is not None
    assert [part.content for part in found.applies] == ["甲"]


def test_excluded_items_of_a_list() -> None:
    found = _scope("本标准规定了甲的要求。", "本标准不适用于：", "a) 乙；", "b) 丙。")
    assert found.not_applies[0].content == "a) 乙；\nb) 丙。"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("本文件规定了智能网关的技术要求、试验方法和检验规则。", DocumentType.SPECIFICATION),
        ("本文件描述了水质中铅的测定方法。", DocumentType.TEST_METHOD),
        ("本标准规定了测定水质中铅的原子吸收分光光度法的试验方法。", DocumentType.TEST_METHOD),
        ("本文件界定了集成电路的术语和定义。", DocumentType.TERMINOLOGY),
        ("本文件提供了数据治理的指导和建议。", DocumentType.GUIDE),
        ("本文件确立了应急演练的程序。", DocumentType.PROCEDURE),
        ("本文件规定了物品的分类与代码。", DocumentType.CLASSIFICATION),
    ],
)
def test_type_by_verb(sentence: str, expected: DocumentType) -> None:
    assert _scope(sentence).type is expected


def test_document_without_scope() -> None:
    assert scope_of(standard("通知\n请各单位遵照执行。\n")) is None
