"""What a draft falls under, which standards apply to it by the graph, and what a scope takes out again."""

from __future__ import annotations

import pytest

from graph.facts import Fact
from graph.generations import DataFolder
from graph.kinds import EdgeKind
from search.compare.applicable import applications
from search.compare.recognition import ClassPath, recognise
from search.compare.titles import analyse
from tests.support import edge, reading, record, say


def paths(title: str, objects: tuple[str, ...] = (), ics: tuple[str, ...] = ()) -> dict[str, ClassPath]:
    return dict(recognise(analyse(title), objects, ics))


@pytest.mark.parametrize(
    ("title", "classes"),
    [
        ("婴幼儿连体服", {"婴幼儿服装", "服装", "纺织产品", "婴幼儿及儿童纺织产品"}),
        ("富硒绿茶", {"茶叶", "食品"}),
        ("燃气热水锅炉", {"锅炉"}),
        ("儿童实木家具", {"家具", "儿童家具"}),
    ],
)
def test_classes_above_a_title(title: str, classes: set[str]) -> None:
    assert classes <= paths(title).keys()


def test_every_step_up_names_its_source() -> None:
    path = paths("婴幼儿连体服")["纺织产品"]
    assert path.rungs[0].name == "婴幼儿连体服"
    assert all(rung.source and rung.relation for rung in path.rungs[1:])


def test_limits_and_codes_tell_what_a_bare_title_does_not() -> None:
    assert "纺织产品" not in paths("质量分级规范")
    assert paths("质量分级规范", objects=("纯棉衬衫",))["纺织产品"].seen == "limit"
    assert paths("质量分级规范", ics=("59.080.30",))["纺织产品"].seen == "ics"


def test_a_scope_that_excludes_a_nearer_class_takes_its_standard_out(data: DataFolder) -> None:
    def applies(number: str, name: str, *, excluded: bool = False, confidence: float = 0.9) -> Fact:
        return edge(f"standard:{number}", EdgeKind.APPLIES_TO, f"object:{name}", excluded=excluded,
                    confidence=confidence, rule="scope", evidence=f"适用于{name}")  # fmt: skip

    say(
        data,
        record("test", "GB 1-2020", applies("GB 1-2020", "服装"), applies("GB 1-2020", "婴幼儿服装", excluded=True)),
        record("test", "GB 2-2020", applies("GB 2-2020", "纺织产品")),
        record("test", "GB 3-2020", applies("GB 3-2020", "婴幼儿服装", confidence=0.5)),
        record("test", "GB 4-2020", applies("GB 4-2020", "锅炉")),
    )
    with reading(data) as reader:
        found = applications(reader, paths("婴幼儿连体服"))
    assert [(one.number, one.is_sure) for one in found.applying] == [("GB 2-2020", True), ("GB 3-2020", False)]
    assert [one.number for one in found.excluded] == ["GB 1-2020"]
    assert found.complete
