"""The SKOS schemes hold what the policy document and GB/T 20000.1 name, labelled and with the clause."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

import ontologies
from graph import vocabulary
from graph.ids.model import Degree, Level, Nature
from graph.kinds import ReferenceRelation, ReviewState, Status
from graph.vocabulary import Concept

LABELLED = [
    *vocabulary.domains().values(),
    *vocabulary.aspects().values(),
    *vocabulary.policy_tasks().values(),
]


def test_six_priority_fields_in_the_order_of_the_policy() -> None:
    labels = [concept.label_zh for concept in vocabulary.priority_fields().values()]
    assert labels == ["智能制造", "生物医药", "集成电路", "新型显示", "移动互联", "绿色制造"]


def test_nine_service_sectors_in_the_order_of_the_policy() -> None:
    labels = [concept.label_zh for concept in vocabulary.service_sectors().values()]
    assert labels == [
        "科技服务业", "金融服务业", "信息服务业", "商务服务业", "流通服务业", "健康养老服务业",
        "居民和家庭服务业", "旅游产业", "体育产业",
    ]  # fmt: skip


@pytest.mark.shared
def test_every_field_and_sector_is_named_by_the_policy_text(shared: Path) -> None:
    text = (shared / "policy/beijing-2018-group-standards.txt").read_text(encoding="utf-8")
    assert [c.label_zh for c in vocabulary.domains().values() if c.label_zh not in text] == []


@pytest.mark.shared
def test_the_tasks_are_the_numbered_paragraphs_of_the_policy(shared: Path) -> None:
    text = (shared / "policy/beijing-2018-group-standards.txt").read_text(encoding="utf-8")
    clauses, part = [], ""
    for line in text.splitlines():
        if found := re.match(r"([一二三])、", line):
            part = found.group(1)
        elif part in ("二", "三") and (found := re.match(r"\(([一二三四五六七八九十]+)\)", line)):
            clauses.append(f"{part}({found.group(1)})")
    assert [concept.clause for concept in vocabulary.policy_tasks().values()] == clauses


def test_the_task_on_priority_fields_is_linked_to_the_six_fields() -> None:
    fields = tuple(concept.iri for concept in vocabulary.priority_fields().values())
    assert vocabulary.policy_tasks()["bj2018-2-2"].related == fields


@pytest.mark.parametrize("concept", LABELLED, ids=lambda c: c.key)
def test_concept_has_labels_definitions_and_source_clause(concept: Concept) -> None:
    assert concept.label_zh != concept.key
    assert concept.label_en != concept.key
    assert concept.definition_zh
    assert concept.definition_en
    assert concept.clause


@pytest.mark.parametrize("concept", list(vocabulary.domains().values()), ids=lambda c: c.key)
def test_codes_of_the_rules_are_well_formed(concept: Concept) -> None:
    rules = concept.rules
    assert all(re.fullmatch(r"\d{2}(\.\d{3}(\.\d{2})?)?", code) for code in (*rules.ics, *rules.context_ics))
    assert all(re.fullmatch(r"[A-Z]\d{0,2}", code) for code in (*rules.ccs, *rules.context_ccs))
    assert all(re.fullmatch(r"\d{2,4}", code) for code in rules.industries)


@pytest.mark.parametrize("concept", list(vocabulary.domains().values()), ids=lambda c: c.key)
def test_no_word_of_a_rule_is_both_wanted_and_excluded(concept: Concept) -> None:
    rules = concept.rules
    assert set(rules.keywords) & set(rules.excluded) == set()
    hidden = [word for word in rules.keywords if any(excluded in word for excluded in rules.excluded)]
    assert hidden == [], "an excluded word inside a keyword makes the keyword useless"


@pytest.mark.shared
@pytest.mark.parametrize("concept", list(vocabulary.domains().values()), ids=lambda c: c.key)
def test_industry_codes_exist_in_gbt_4754(concept: Concept, shared: Path) -> None:
    rows = (shared / "data/other/industries_gbt4754.csv").read_text(encoding="utf-8-sig").splitlines()
    known = {row.split(",")[0] for row in rows}
    assert [code for code in concept.rules.industries if code not in known] == []


@pytest.mark.shared
@pytest.mark.parametrize("concept", list(vocabulary.domains().values()), ids=lambda c: c.key)
def test_ics_codes_exist(concept: Concept, shared: Path) -> None:
    rows = (shared / "data/other/ics.csv").read_text(encoding="utf-8-sig").splitlines()
    known = {row.split(",")[0] for row in rows}
    assert [code for code in (*concept.rules.ics, *concept.rules.context_ics) if code not in known] == []


@pytest.mark.parametrize(
    ("name", "values"),
    [("level", Level), ("nature", Nature), ("degree", Degree), ("status", Status),
     ("reference", ReferenceRelation), ("review", ReviewState)],
)  # fmt: skip
def test_code_list_is_the_enumeration_of_the_program(name: str, values: type[StrEnum]) -> None:
    concepts = vocabulary.code_list(name)
    assert list(concepts) == [value.value for value in values]
    assert all(concept.definition_zh and concept.definition_en for concept in concepts.values())


def test_unknown_scheme_is_an_error() -> None:
    with pytest.raises(KeyError, match="colours"):
        vocabulary.concepts("colours")


def test_missing_file_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        ontologies.load("nothing.ttl")
