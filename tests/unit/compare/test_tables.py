"""The word lists hold together: what one table names, the others know."""

from graph import objects as classes
from search.compare import horizontals, tables
from search.compare.editions import work_of
from search.compare.features import FAMILY
from search.compare.matches import GRADES


def test_tables_are_as_broad_as_promised() -> None:
    assert len(tables.rows("classes")) >= 300
    assert len({rule.work for rule in horizontals.rules()}) >= 120


def test_every_class_and_horizontal_row_names_its_source() -> None:
    for name in ("classes", "composites", "horizontals", "synonyms"):
        assert [row for row in tables.rows(name) if not row["source"]] == []


def test_topics_of_horizontal_rules_exist() -> None:
    known = {row["topic"] for row in tables.rows("topics")}
    assert {t for rule in horizontals.rules() for t in rule.topics} - known == set()


def test_grades_of_horizontal_rules_are_grades() -> None:
    assert {g for rule in horizontals.rules() for g in (rule.by_topic, rule.by_class) if g} <= set(GRADES)


def test_works_carry_no_year() -> None:
    assert [rule.work for rule in horizontals.rules() if work_of(rule.work) != rule.work.upper()] == []


def test_every_kind_has_a_family() -> None:
    assert {row["kind"] for row in tables.rows("kinds")} - FAMILY.keys() == set()


def test_no_class_stands_above_itself() -> None:
    assert [c for c in classes.known_classes() if c in classes.ancestors(c, classes.ANY)] == []


def test_preferred_terms_are_stable() -> None:
    terms = tables.canonical_terms()
    assert [t for t in terms if tables.canonical(tables.canonical(t)) != tables.canonical(t)] == []


def test_class_through_several_steps() -> None:
    assert classes.is_kind_of("胶合板", "木质材料") == 2
    assert "用能产品" in classes.ancestors("房间空气调节器", classes.ANY)
    assert "用能产品" not in classes.ancestors("房间空气调节器")
