"""Labels name what sets a community apart; two days side by side name what became of each."""

from __future__ import annotations

from search.network.describe import Community
from search.network.evolution import Change, developments
from search.network.labels import Term, Titled, distinctive, terms_en, terms_zh


def test_terms_of_titles() -> None:
    assert {"电磁继电器", "宇航"} <= terms_zh("宇航用电磁继电器通用规范")
    assert {"wind", "turbines", "wind turbines"} <= terms_en("Design of wind turbines for the sea")
    assert not {"of", "the", "for"} & terms_en("Design of wind turbines for the sea")


def test_distinctive_terms_are_those_the_others_lack() -> None:
    wind = [
        Titled(f"风力发电机组 {part}技术要求", f"Wind turbines - {part}")
        for part in ("塔架", "叶片", "变流器", "齿轮箱")
    ]
    tea = [Titled(f"{kind}茶 加工技术规程", f"Tea - {kind}") for kind in ("红", "绿", "白", "黑")]
    labels = distinctive([wind, tea])
    assert "风力发电机组" in [term.text for term in labels[0][0]]
    assert "wind turbines" in [term.text for term in labels[0][1]]
    assert "tea" in [term.text for term in labels[1][1]]
    assert not {t.text for t in labels[0][0]} & {t.text for t in labels[1][0]}


def test_a_community_without_titles_has_no_label() -> None:
    assert distinctive([[], [Titled("红茶", "")]])[0] == ([], [])


def test_a_single_term_in_all_communities_is_a_label_without_an_error() -> None:
    only = Titled("", "", ("Food technology",))
    for communities in ([[only]], [[only], [only]], [[only], []]):
        assert distinctive(communities)[0][1][0].text == "Food technology"


def _community(number: int, *works: str, parent: int | None = None) -> Community:
    return Community(number, parent, works, (), (), (), (), (), (), {}, {}, {}, {}, 1.0)


def test_what_became_of_communities() -> None:
    before = [_community(1, *"abcdef"), _community(2, *"ghij"), _community(3, *"klm"), _community(4, *"xyz")]
    after = [
        _community(1, *"abcdef", "n1"),
        _community(2, *"ghij", *"klm"),
        _community(3, *"pqr"),
        _community(4, *"abc", parent=1),
    ]
    found = {(one.before, one.after): one for one in developments(before, after)}
    assert found[1, 1].change is Change.GROWN
    assert found[1, 1].added == ("n1",)
    assert found[2, 2].change is Change.JOINED
    assert found[2, 2].also == (3,)
    assert found[None, 3].change is Change.NEW
    assert found[3, 2].change is Change.JOINED
    assert found[4, None].change is Change.GONE
    assert len(found) == 5


def test_a_divided_community_names_its_parts() -> None:
    before = [_community(1, *"abcdefghij")]
    after = [_community(1, *"abcde", *"12345"), _community(2, *"fghij", *"67890")]
    found = {one.after: one for one in developments(before, after)}
    assert {one.change for one in found.values()} == {Change.DIVIDED}
    assert {one.before for one in found.values()} == {1}
    assert {found[1].also, found[2].also} == {(2,), ()} or {found[1].also, found[2].also} == {(1,), ()}


def test_the_same_twice_is_steady() -> None:
    same = [_community(1, *"abc"), _community(2, *"def")]
    assert {one.change for one in developments(same, same)} == {Change.STEADY}


def test_single_term_of_a_family_tells_nobody_apart() -> None:
    assert distinctive([[Titled("", "", ("13.040",))] * 5])[0][1] == [Term("13.040", 5, 0.0)]
