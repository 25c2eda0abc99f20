"""What a standard is fit for, what stands for it, when it is due for review, what shows its effect."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.generations import DataFolder
from graph.ids import Level, Nature
from graph.kinds import EdgeKind
from graph.model import Standard
from graph.statements import Record
from search.policy.effect import effect
from search.policy.packs import Candidate, alike, fit_for, ordered, part_of, purposes, without_parts
from search.policy.review import is_due, last_looked_at
from tests.support import edge, edition, reading, record, say, value

DAY = date(2026, 1, 1)


def candidate(number: str, title: str, *aspects: str, limits: int = 0, **fields: object) -> Candidate:
    standard = Standard(id=f"standard:{number}", number=number, title_zh=title, **fields)  # type: ignore[arg-type]
    return Candidate(standard, frozenset(aspects), limits, 0)


def test_fitness_follows_from_kind_and_limits() -> None:
    assert fit_for(candidate("T/A 1-2024", "口罩 试验方法", "test-method")) == ("testing",)
    assert fit_for(candidate("T/A 1-2024", "口罩", "product")) == ("procurement", "certification")
    assert fit_for(candidate("T/A 1-2024", "口罩 术语", "terminology")) == ()
    assert fit_for(candidate("T/A 1-2024", "口罩")) == ()
    assert fit_for(candidate("T/A 1-2024", "口罩", limits=2)) == ("procurement", "certification")
    assert all(one.zh and one.en and one.basis for one in purposes())


@pytest.mark.parametrize(
    ("nature", "level", "part"),
    [
        (Nature.MANDATORY, Level.NATIONAL, "mandatory"),
        (Nature.MANDATORY_OR_UNMARKED, Level.INDUSTRY, "unmarked"),
        (Nature.RECOMMENDED, Level.LOCAL, "recommended"),
        (Nature.RECOMMENDED, Level.GROUP, "group"),
        (None, None, "recommended"),
    ],
)
def test_parts(nature: Nature | None, level: Level | None, part: str) -> None:
    assert part_of(nature, level) == part


def test_mandatory_comes_first_then_national_then_group() -> None:
    found = ordered(
        [
            candidate("T/A 1-2024", "口罩", level=Level.GROUP, nature=Nature.RECOMMENDED),
            candidate("GB/T 2-2024", "口罩", level=Level.NATIONAL, nature=Nature.RECOMMENDED),
            candidate("GB 3-2024", "口罩", level=Level.NATIONAL, nature=Nature.MANDATORY),
        ]
    )
    assert [one.standard.number for one in found] == ["GB 3-2024", "GB/T 2-2024", "T/A 1-2024"]


def test_parts_of_one_standard_are_no_alternatives() -> None:
    parts = [candidate(f"YY/T 1292.{n}-2015", "医用口罩", "test-method") for n in (1, 2)]
    assert alike(parts) == []
    other = candidate("T/A 1-2024", "医用口罩", "test-method")
    assert [len(group) for group in alike([*parts, other])] == [3]
    assert without_parts("YY/T 1292.1-2015", ["YY/T 1292.2-2015", "T/A 1-2024"]) == ("T/A 1-2024",)
    mandatory = candidate("GB 3-2024", "医用口罩", "test-method", nature=Nature.MANDATORY)
    assert alike([other, mandatory]) == []  # nothing stands for a mandatory one


def test_review_counts_from_the_last_look() -> None:
    old = Standard(id="standard:T/A 1-2019", number="T/A 1-2019", issued=date(2019, 1, 1))
    assert is_due(old, DAY)
    reviewed = old.model_copy(update={"reviewed_on": date(2023, 1, 1)})
    assert last_looked_at(reviewed) == date(2023, 1, 1)
    assert not is_due(reviewed, DAY)
    assert not is_due(Standard(id="standard:T/A 2-2019", number="T/A 2-2019"), DAY)  # no date: nothing is said


def test_effect_tells_use_from_mention_and_statement_from_lead(tmp_path: Path) -> None:
    group = (("level", "group"), ("issued", "2019-01-01"))
    national = (("level", "national"), ("nature", "mandatory"), ("issued", "2024-01-01"))
    folder = DataFolder(tmp_path)
    say(
        folder,
        _titled("T/A 1-2019", "储能电池", *group),
        _titled("GB 2-2024", "储能电站", *national),
        _titled("GB/T 3-2024", "储能 电池", ("level", "national"), ("issued", "2024-02-01")),
        _titled("T/B 4-2020", "其他", *group),
        record(
            "x", "ties",
            edge("standard:GB 2-2024", EdgeKind.REFERENCES, "work:T/A 1", relation="normative", text="应符合T/A 1"),
            edge("standard:T/B 4-2020", EdgeKind.REFERENCES, "work:T/A 1", relation="bibliography"),
            edge("standard:GB 2-2024", EdgeKind.REPLACES, "standard:T/A 1-2019", text="代替T/A 1"),
        ),
    )  # fmt: skip
    with reading(folder) as graph:
        standard = graph.node("standard:T/A 1-2019")
        assert isinstance(standard, Standard)
        found = effect(graph, standard, "储能", DAY)
    assert [(one.by.number, one.binding, one.text) for one in found.uses] == [("GB 2-2024", True, "应符合T/A 1")]
    assert found.mentions == 1
    assert [(one.to.number, one.stated) for one in found.conversions] == [("GB 2-2024", True), ("GB/T 3-2024", False)]
    assert found.first is not None
    assert (found.first.standard, found.first.followed_by) == ("T/A 1-2019", 2)


def _titled(number: str, title: str, *facts: tuple[str, str]) -> Record:
    found = edition(number, *facts)
    own = [fact for fact in found.facts if fact.predicate != "title_zh"]
    return record("std.samr", number, *own, value(f"standard:{number}", "title_zh", title))
