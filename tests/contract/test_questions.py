"""The questions of analysts: both back ends give the same bytes, and the right ones."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

import pytest

from graph import queries, questions
from graph.kinds import EdgeKind, NodeKind, ReferenceRelation
from graph.store.base import GraphReader
from graph.store.bolt import BoltReader
from tests import support
from tests.contract.conftest import Embedded, OnServer
from tests.contract.sample import everything, key_of, sample
from tests.support import edge, edition, record, value

ALL = tuple(ReferenceRelation)
BUSY, WORK = "standard:GB/T 1.1-2020", "work:GB/T 1.1"
ORG, K = "org:单位3", key_of


def _more() -> list[Any]:
    """Classes with narrower ones, references of several steps, work done together."""
    facts = [
        edge("class:ICS 01.040.03", EdgeKind.BROADER, "class:ICS 01.040"),
        edge("class:ICS 01.040", EdgeKind.BROADER, "class:ICS 01"),
        edge("standard:GB 9-2010", EdgeKind.CLASSIFIED_AS, "class:ICS 01.040.03"),
        edge("standard:GB 10-2010", EdgeKind.CLASSIFIED_AS, "class:ICS 01.040"),
        edge("region:110108", EdgeKind.BROADER, "region:110000"),
        edge("org:单位3", EdgeKind.LOCATED_IN, "region:110108"),
        edge("org:单位4", EdgeKind.LOCATED_IN, "region:110000"),
        edge("standard:DB11/T 1-2020", EdgeKind.LOCATED_IN, "region:110108"),
        *(edge(f"standard:GB {a}", EdgeKind.REFERENCES, f"standard:GB {b}", relation="normative", dated=True)
          for a, b in (("9-2010", "10-2010"), ("10-2010", "丙-2010"), ("丙-2010", "9-2010"), ("9-2010", "丙-2010"))),
        *(edge(f"standard:GB {n}-2010", EdgeKind.DRAFTED_BY, f"org:单位{o}", position=p)
          for n in (9, 10) for p, o in ((1, 3), (2, 7))),
        *(edge(f"standard:GB {n}-2010", EdgeKind.IN_DOMAIN, f"domain:{d}")
          for n in (9, 10) for d in ("smart-manufacturing", "green")),
        edge("standard:GB 9-2010", EdgeKind.ON_ASPECT, "aspect:test-method"),
        edge("domain:green", EdgeKind.SUPPORTS_TASK, "task:3"),
        edge(BUSY, EdgeKind.SUPPORTS_TASK, "task:3"),
        edge(BUSY, EdgeKind.REFERENCES, "standard:GB/T 1.1-2009", relation="normative", dated=True),
        edge("org:单位3", EdgeKind.HOLDS_PATENT, "patent:CN1A"), value("patent:CN1A", "number", "CN1A"),
        edge("org:单位4", EdgeKind.HOLDS_PATENT, "patent:CN2A"), value("patent:CN2A", "number", "CN2A"),
        edge(BUSY, EdgeKind.DISCLOSES_PATENT, "patent:CN2A"),
        value("standard:GB 9-2010", "year", "2010"), value("standard:GB 10-2010", "year", "2010"),
    ]  # fmt: skip
    domains = ("green", "smart-manufacturing")
    names = [value(f"domain:{d}", name, d) for d in domains for name in ("code", "name_zh", "name_en")]
    return [record("film", "more", *facts, *names), edition("DB11/T 1-2020")]


# (question, arguments): every question at least once, on ids with and without an answer
ASKED: list[tuple[Callable[..., list[Any]], tuple[Any, ...], dict[str, Any]]] = [
    (questions.versions_of, (WORK,), {}),
    (questions.versions_of, (WORK,), {"skip": 1, "limit": 1}),
    (questions.versions_of, ("work:GB 404",), {}),
    (questions.parts_of, (K(NodeKind.WORK, 2),), {}),
    (questions.amendments_of, (BUSY,), {}),
    (questions.replaced_chain, (BUSY,), {}),
    (questions.replacing_chain, ("standard:GB 9-2010",), {}),
    (questions.cites, ("standard:GB 9-2010",), {}),
    (questions.cites, ("standard:GB 9-2010",), {"depth": 3}),
    (questions.cites, (BUSY,), {"depth": 2, "relations": ALL}),
    (questions.cited_by, ("standard:GB 丙-2010",), {"depth": 4}),
    (questions.cited_by, ("work:GB 9",), {"relations": ALL}),
    (questions.most_cited, (), {"limit": 5}),
    (questions.most_cited, (), {"relations": ALL}),
    (questions.cited_with, ("standard:GB 10-2010",), {}),
    (questions.same_references, ("standard:GB 9-2010", "standard:GB 10-2010"), {}),
    (questions.ended_references, (BUSY, date(2026, 1, 1)), {}),
    (questions.ended_references, (BUSY, date(2001, 1, 1)), {}),
    (questions.adopted_from, (BUSY,), {}),
    (questions.adopters_of, (K(NodeKind.STANDARD, 2),), {}),
    (questions.adopters_of, (WORK,), {}),
    (questions.standards_of, (ORG,), {}),
    (questions.standards_of, (K(NodeKind.ORGANIZATION),), {}),
    (questions.issued_by, (K(NodeKind.ORGANIZATION),), {}),
    (questions.drafted_by, (ORG,), {"limit": 2}),
    (questions.proposed_by, (K(NodeKind.ORGANIZATION),), {}),
    (questions.drafters_of, (BUSY,), {"skip": 20, "limit": 10}),
    (questions.drafted_with, (ORG,), {"limit": 3}),
    (questions.fields_of, (ORG,), {}),
    (questions.drafts_by_year, (ORG,), {}),
    (questions.busiest_drafters, ("domain:green",), {}),
    (questions.bodies_in, ("region:110000",), {}),
    (questions.secretariat_of, (K(NodeKind.ORGANIZATION),), {}),
    (questions.patents_of, (["org:单位3", "org:单位4"],), {}),
    (questions.patents_of, ([ORG],), {}),
    (questions.patents_in, (BUSY,), {}),
    (questions.patents_citing, (BUSY,), {}),
    (questions.declared_for, (BUSY,), {}),
    (questions.under_committee, (K(NodeKind.COMMITTEE),), {}),
    (questions.in_class, ("class:ICS 01",), {}),
    (questions.in_class, ("class:ICS 01.040.03",), {}),
    (questions.in_industry, (K(NodeKind.INDUSTRY, 2),), {}),
    (questions.in_field, ("domain:green",), {}),
    (questions.in_field_on_aspect, ("domain:green", "aspect:test-method"), {}),
    (questions.in_two_fields, ("domain:green", "domain:smart-manufacturing"), {}),
    (questions.fields_and_aspects, (), {}),
    (questions.supporting, ("task:3",), {}),
    (questions.standards_in_region, ("region:110000",), {}),
    (questions.for_objects, (K(NodeKind.OBJECT_CLASS),), {}),
    (questions.terms_of, (BUSY,), {}),
    (questions.definitions_of, ("无此术语",), {}),
    (questions.limits_of, (BUSY,), {}),
    (questions.limits_on, ("characteristic",), {}),
    (questions.overlapping, (BUSY,), {}),
]


@pytest.fixture(scope="module")
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[GraphReader, BoltReader]]:
    """The same data in the embedded graph and on the server."""
    folder = tmp_path_factory.mktemp("questions")
    on_server = OnServer(folder, request.getfixturevalue("neo4j_server"))
    support.say(on_server.data, *sample(), *everything(), *_more(), publish=False)
    on_server.publish()
    embedded = Embedded(folder)
    yield embedded.reader(), on_server.reader()
    embedded.close()
    on_server.close()


def _bytes(rows: list[Any]) -> bytes:
    plain = [row if isinstance(row, tuple) else asdict(row) for row in rows]
    return json.dumps(plain, ensure_ascii=False, default=str).encode()


def test_both_back_ends_answer_every_question_with_the_same_bytes(both: tuple[Any, Any]) -> None:
    embedded, on_server = both
    answered = 0
    for question, arguments, options in ASKED:
        here = question(embedded, *arguments, **options)
        assert _bytes(here) == _bytes(question(on_server, *arguments, **options)), question.__name__
        answered += bool(here)
    assert len(ASKED) >= 40
    assert answered >= 45


def test_every_question_is_asked_and_has_its_file() -> None:
    named = {name for name, one in inspect.getmembers(questions, inspect.isfunction) if not name.startswith("_")}
    named -= {"fields", "cast", "page_size", "read_field"}
    assert {question.__name__ for question, _, _ in ASKED} == named
    for name in named - {"replaced_chain", "replacing_chain"}:
        assert "LIMIT $limit" in queries.load(name)


def test_pages_of_a_question_have_no_gaps_or_repeats(both: tuple[Any, Any]) -> None:
    for graph in both:
        whole = questions.drafters_of(graph, BUSY)
        pages = [row for skip in range(0, 30, 7) for row in questions.drafters_of(graph, BUSY, skip=skip, limit=7)]
        assert pages == whole


def test_references_are_followed_step_by_step_and_circles_end(both: tuple[Any, Any]) -> None:
    for graph in both:
        found = [(row.id, row.steps, row.via) for row in questions.cites(graph, "standard:GB 9-2010", depth=8)]
        assert found == [
            ("standard:GB 10-2010", 1, "standard:GB 9-2010"),
            ("standard:GB 丙-2010", 1, "standard:GB 9-2010"),
        ]


def test_narrower_classes_regions_and_fields_of_a_task_count(both: tuple[Any, Any]) -> None:
    for graph in both:
        ids = [row.id for row in questions.in_class(graph, "class:ICS 01")]
        assert {"standard:GB 9-2010", "standard:GB 10-2010"} <= set(ids)
        assert [row.id for row in questions.in_class(graph, "class:ICS 01.040.03")] == ["standard:GB 9-2010"]
        assert [row.id for row in questions.bodies_in(graph, "region:110000")] == ["org:单位3", "org:单位4"]
        assert {BUSY, "standard:GB 9-2010"} <= {row.id for row in questions.supporting(graph, "task:3")}


def test_ended_references_name_what_ended_them(both: tuple[Any, Any]) -> None:
    for graph in both:
        (row,) = questions.ended_references(graph, BUSY, date(2026, 1, 1))
        assert (row.number, row.ended, row.successor) == ("GB/T 1.1-2009", date(2020, 10, 1), "GB/T 1.1-2020")
        assert questions.ended_references(graph, BUSY, date(2020, 9, 30)) == []


@pytest.mark.parametrize("wrong", [{"skip": -1}, {"limit": 0}])
def test_wrong_pages_are_refused(both: tuple[Any, Any], wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"skip|limit"):
        questions.in_field(both[0], "domain:green", **wrong)


@pytest.mark.parametrize("depth", [0, 9])
def test_depth_is_bounded(both: tuple[Any, Any], depth: int) -> None:
    with pytest.raises(ValueError, match="depth"):
        questions.cites(both[0], BUSY, depth=depth)
