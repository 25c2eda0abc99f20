"""Scope sentences are those of published standards."""

from __future__ import annotations

import pytest

from ingest.extract.applies import Applies, applies_of


def told(scope: str) -> set[tuple[str, bool, bool]]:
    return {(one.object_class, one.excluded, one.narrowed) for one in applies_of(scope)}


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        ("本部分适用于香辛料和调味品的生产、流通、使用及有关科研和教学。",
         {("香辛料", False, False), ("调味品", False, False)}),
        ("本标准适用于在我国境内生产、销售的服用、装饰用和家用纺织产品。", {("纺织产品", False, True)}),
        ("本文件适用于水泥混凝土用外加剂。", {("外加剂", False, True)}),
        ("本文件适用于木家具的生产、检验和销售。本文件不适用于儿童家具。",
         {("木家具", False, False), ("儿童家具", True, False)}),
    ],
)  # fmt: skip
def test_classes_named_by_a_scope(scope: str, expected: set[tuple[str, bool, bool]]) -> None:
    assert expected <= told(scope)
    assert {one for one in told(scope) if one[1]} == {one for one in expected if one[1]}


def test_users_of_a_class_name_another_class() -> None:
    (found,) = applies_of("本文件适用于境内销售的婴幼儿纺织产品。")
    assert found.object_class == "婴幼儿及儿童纺织产品"


def test_what_is_done_with_an_object_is_no_object() -> None:
    assert applies_of("本文件适用于造纸企业的采购、运输和验收。") == ()


def test_evidence_is_the_sentence_as_printed() -> None:
    scope = "本文件规定了术语。本文件适用于茶叶（含代用茶）的检验。"
    assert applies_of(scope) == (Applies("茶叶", "茶叶", "本文件适用于茶叶（含代用茶）的检验"),)


def test_items_of_a_list_belong_to_the_sentence_before() -> None:
    assert {one[0] for one in told("本标准适用于下列产品：\na) 服装；\nb) 毛巾；\n本标准不适用于：\na) 地毯。")} == {
        "服装", "毛巾", "地毯",
    }  # fmt: skip


def test_a_class_both_covered_and_excluded_is_left_out() -> None:
    assert told("本标准适用于服装。本标准不适用于服装。") == set()


def test_a_part_of_a_class_that_is_excluded_excludes_not_the_class() -> None:
    assert told("本标准适用于服装。本标准不适用于出口的防弹服装。") == {("服装", False, False)}


@pytest.mark.parametrize("scope", ["", "本文件规定了术语。", "适用于", "不适用于。", "This document applies to tea."])
def test_scopes_that_name_no_class(scope: str) -> None:
    assert applies_of(scope) == ()
