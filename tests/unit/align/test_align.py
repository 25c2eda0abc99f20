"""Pairing: objects read, clauses that apply tables, class that applies, and never *stricter* on doubt."""

from datetime import date
from decimal import Decimal

import pytest

from graph.document import Block, BlockKind, Cover, Document, Place
from graph.limits import Limit, Op, Period
from search.compare.align import pair_documents, source_of
from search.compare.align.clauses import analogies_of, applications_of
from search.compare.align.source import clean_condition, read_object
from search.compare.strictness import StandardFacts, Verdict

DAY = date(2026, 11, 23)


def document(*texts):
    blocks = tuple(Block(index=i, kind=BlockKind.PARAGRAPH, text=text) for i, text in enumerate(texts))
    return Document(name="x", media_type="text/plain", blocks=blocks, clauses=())


def limit(thing, value, table="表1", **more):
    place = Place(block=0, clause="4.1", table=table, row=1, column=1)
    given = {"characteristic": "颗粒物", "op": Op.LE, "unit": "mg/m3", "text": str(value), "value_text": str(value)}
    return Limit(object=thing, value=Decimal(value), places=(place,), **{**given, **more})


def paired(a, b, text_a="", text_b=""):
    one = source_of(StandardFacts("DB44/765-2019"), document(text_a), a)
    other = source_of(StandardFacts("GB 13271-2014"), document(text_b), b)
    return pair_documents(one, other, DAY)


def test_an_object_is_read_without_stage_and_empty_words():
    assert read_object("在用锅炉大气污染物(燃煤锅炉)") == ("existing", "在用", "燃煤锅炉")
    assert read_object("胶合板的有害物质") == ("", "", "胶合板")


def test_a_provision_is_no_condition():
    assert clean_condition("采用固定顶罐；无行业排放标准的应满足GB 16297的要求") == "采用固定顶罐"


def test_a_clause_ends_one_table_and_begins_another():
    text = "4.1 在用锅炉自2019年7月1日起执行表1规定的限值，自2020年7月1日起执行表2规定的限值。"
    found = applications_of(document(text))
    assert [(one.subject, one.table, one.end) for one in found] == [
        ("在用锅炉", "表1", date(2020, 6, 30)),
        ("在用锅炉", "表2", None),
    ]


def test_what_b_treats_as_something_else():
    found = analogies_of(document("使用型煤、生物质成型燃料等的锅炉，参照本标准中燃煤锅炉排放控制要求执行。"))
    assert [(one.things, one.to) for one in found] == [(("型煤", "生物质成型燃料"), "燃煤锅炉")]


def test_the_general_limit_answers_and_the_special_one_is_listed():
    b = [limit("燃煤锅炉", 50), limit("燃煤锅炉", 30, "表3", grade="特别排放限值")]
    (pair,) = paired([limit("燃煤锅炉", 40)], b).pairs
    assert (pair.comparison.verdict, pair.comparison.violation) == (Verdict.STRICTER, False)
    assert [other.why.code for other in pair.others] == ["alternative_special"]


def test_a_special_limit_alone_is_no_ground_for_a_violation():
    (pair,) = paired([limit("燃煤锅炉", 40)], [limit("燃煤锅炉", 30, grade="特别排放限值")]).pairs
    assert (pair.comparison.verdict, pair.comparison.violation) == (Verdict.INCOMPARABLE, False)


def test_a_wide_object_is_compared_part_by_part():
    found = paired([limit("锅炉", 40)], [limit("燃煤锅炉", 50), limit("燃气锅炉", 20)])
    assert [(p.object, p.comparison.verdict, p.comparison.violation) for p in found.pairs] == [
        ("燃煤锅炉", Verdict.STRICTER, False),
        ("燃气锅炉", Verdict.LOOSER, True),
    ]


def test_other_stages_do_not_answer():
    found = paired([limit("在用燃煤锅炉", 40)], [limit("新建燃煤锅炉", 30)])
    assert found.pairs[0].comparison.verdict is Verdict.NEW
    assert len(found.silent) == 1


@pytest.mark.parametrize(("end", "applies"), [(date(2020, 6, 30), False), (None, True)])
def test_a_limit_that_has_ended_violates_nothing(end, applies):
    (pair,) = paired([limit("燃煤锅炉", 80, valid=Period(end=end))], [limit("燃煤锅炉", 50)]).pairs
    assert (pair.applies, pair.comparison.violation) == (applies, applies)


def test_unknown_objects_are_open_and_raised():
    (pair,) = paired([limit("烧结机", 80)], [limit("燃煤锅炉", 50)]).pairs
    assert pair.comparison.verdict is Verdict.INCOMPARABLE and not pair.comparison.violation


def test_equally_near_counterparts_that_disagree_are_left_to_a_person():
    (pair,) = paired([limit("燃煤锅炉", 40)], [limit("燃煤锅炉", 50), limit("燃煤锅炉", 30)]).pairs
    assert pair.comparison.verdict is Verdict.INCOMPARABLE and pair.comparison.review
    assert "ambiguous" in [note.code for note in pair.notes]


def test_stacks_of_other_industries_are_not_compared():
    furniture, printing = (
        document("").model_copy(update={"cover": Cover(title_zh=f"{name}挥发性有机化合物排放标准")})
        for name in ("家具制造行业", "印刷行业")
    )
    one = source_of(StandardFacts("DB44/814-2010"), furniture, [limit("排气筒", 30)])
    other = source_of(StandardFacts("GB 99998-2020"), printing, [limit("排气筒", 40)])
    (pair,) = pair_documents(one, other, DAY).pairs
    assert pair.comparison.verdict is Verdict.INCOMPARABLE and "industry" in [note.code for note in pair.notes]
