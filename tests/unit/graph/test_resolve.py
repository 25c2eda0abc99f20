"""Which of several statements is shown, by the rules of ``graph/data/resolution.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from graph.claims import load_rules
from graph.facts import SAME_AS, Fact
from graph.kinds import EdgeKind, ReviewState, Status
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node, Standard
from graph.resolve import Resolver
from graph.statements import Record, StatementStore
from tests.support import edge, edition, new_store, record, value

N = "standard:GB 1-2010"
EARLY, LATE = date(2025, 1, 1), date(2026, 1, 1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StatementStore]:
    with new_store(tmp_path) as one:
        yield one


def _shown(store: StatementStore, *records: Record) -> dict[str, tuple[Node, tuple[Edge, ...]]]:
    store.apply(store.begin_run("test"), records)
    return {one.node.id: (one.node, one.edges) for one in Resolver(store).everything()}


def _standard(store: StatementStore, *records: Record, of: str = N) -> Standard:
    node = _shown(store, *records)[of][0]
    assert isinstance(node, Standard)
    return node


def _says(source: str, field: str, text: str, on: date = LATE, **more: object) -> Record:
    return record(source, f"{source} {field} {on} {text}", Fact(N, field, text, **more), on=on)  # type: ignore[arg-type]


RANKS = ["reviewer", "ontology", "std.samr", "hbba", "document:x.pdf", "film", "file:list"]


@pytest.mark.parametrize(("better", "worse"), list(pairwise(RANKS)))
def test_more_trusted_source_wins_even_when_it_is_older(store: StatementStore, better: str, worse: str) -> None:
    shown = _standard(store, _says(worse, "scope", "乙", LATE), _says(better, "scope", "甲", EARLY))
    assert shown.scope == "甲"
    assert shown.sources == tuple(sorted((better, worse)))


@pytest.mark.parametrize("field", ["title_zh", "title_en"])
@pytest.mark.parametrize("register", ["std.samr", "film", "file:list"])
def test_title_read_from_a_text_does_not_outrank_a_register(
    store: StatementStore, register: str, field: str
) -> None:
    registered, read = "大气污染物综合排放标准", "GBJ4—73各标准中的废气部分"
    shown = _standard(store, _says("document:x.pdf", field, read), _says(register, field, registered, EARLY))
    assert getattr(shown, field) == registered


def test_title_read_from_a_text_is_shown_where_no_register_has_one(store: StatementStore) -> None:
    assert _standard(store, _says("document", "title_zh", "甲")).title_zh == "甲"


def test_what_is_read_by_character_recognition_does_not_outrank_a_register(store: StatementStore) -> None:
    text = Fact(N, "implemented", "1991-07-01")
    by_ocr = replace(record("document", "ocr", text), provenance="GB_1-2010.pdf (OCR)")
    assert _standard(store, by_ocr, _says("file:list", "implemented", "1997-01-01", EARLY)).implemented == date(
        1997, 1, 1
    )
    better = replace(record("document", "layer", Fact(N, "implemented", "1997-02-01")), provenance="GB_1-2010.pdf")
    assert _standard(store, better).implemented == date(1997, 2, 1)


@pytest.mark.parametrize("source", ["hbba", "dbba", "ttbz"])
def test_of_equally_trusted_sources_the_newer_statement_wins(store: StatementStore, source: str) -> None:
    assert load_rules().trust(source).rank == load_rules().trust("hbba").rank
    shown = _standard(store, _says(source, "title_zh", "旧", EARLY), _says("hbba", "title_zh", "新", LATE))
    assert shown.title_zh == "新"


def test_of_equal_source_and_day_the_surer_extractor_wins(store: StatementStore) -> None:
    shown = _standard(
        store, _says("document", "scope", "甲", confidence=0.6), _says("document", "scope", "乙", confidence=0.9)
    )
    assert shown.scope == "乙"


def test_of_equal_statements_the_first_stored_wins(store: StatementStore) -> None:
    assert _standard(store, _says("film", "scope", "甲"), _says("film", "scope", "乙")).scope == "甲"


def test_status_is_that_of_the_newest_statement_whoever_said_it(store: StatementStore) -> None:
    shown = _standard(
        store, _says("std.samr", "status_claim", "in_force", EARLY), _says("file:x", "status_claim", "withdrawn", LATE)
    )
    assert (shown.status_claim, shown.status_claimed_on) == (Status.WITHDRAWN, LATE)


def test_status_of_one_day_is_that_of_the_more_trusted_source(store: StatementStore) -> None:
    shown = _standard(
        store, _says("file:x", "status_claim", "withdrawn"), _says("std.samr", "status_claim", "in_force")
    )
    assert shown.status_claim is Status.IN_FORCE


@pytest.mark.parametrize("field", ["title_zh", "status_claim"])
def test_reviewed_statement_wins_over_everything(store: StatementStore, field: str) -> None:
    accepted, other = ("in_force", "withdrawn") if field == "status_claim" else ("甲", "乙")
    shown = _standard(
        store,
        _says("file:x", field, accepted, EARLY, review=ReviewState.ACCEPTED),
        _says("std.samr", field, other, LATE),
    )
    assert getattr(shown, field) == accepted


def test_rejected_statement_never_wins(store: StatementStore) -> None:
    shown = _standard(
        store, _says("std.samr", "scope", "错", review=ReviewState.REJECTED), _says("file:x", "scope", "对")
    )
    assert shown.scope == "对"


def test_lists_with_an_order_come_from_one_record_others_are_joined(store: StatementStore) -> None:
    records = [
        record(source, "k", *(edge(N, EdgeKind.DRAFTED_BY, f"org:{n}", position=i) for i, n in enumerate(names)),
               *(edge(N, EdgeKind.ISSUED_BY, f"org:{n}") for n in names))
        for source, names in (("file:x", "甲乙"), ("std.samr", "丙"))
    ]  # fmt: skip
    edges = _shown(store, *records)[N][1]
    assert [e.end for e in edges if e.kind is EdgeKind.DRAFTED_BY] == ["org:丙"]
    assert {e.end for e in edges if e.kind is EdgeKind.ISSUED_BY} == {"org:甲", "org:乙", "org:丙"}


def test_longest_prefix_of_a_source_counts() -> None:
    rules = load_rules()
    assert rules.trust("std.samr.gov").rank == rules.trust("std.samr").rank
    assert rules.trust("standards").prefix == ""


def test_every_field_and_edge_named_in_the_rules_exists() -> None:
    rules = load_rules()
    fields = {name for model in NODE_KINDS.values() for name in model.model_fields}
    assert set(rules.fields) - {"default"} <= fields
    assert set(rules.edges) - {"default"} <= set(EDGE_KINDS)
    assert set(rules.edges.values()) <= {"union", "best_record"}
    assert {key for order in rules.fields.values() for key in order} <= {
        "register", "rank", "retrieved_on", "confidence",
    }  # fmt: skip


def _merge(*pairs: str) -> list[Record]:
    return [record("reviewer", pair, Fact(f"org:{pair[0]}", SAME_AS, object=f"org:{pair[1]}")) for pair in pairs]


@pytest.mark.parametrize(
    ("merges", "left"),
    [
        (["ab"], "bcd"), (["ab", "bc"], "cd"), (["bc", "ab"], "cd"), (["ab", "ba"], "acd"), (["ab", "bc", "ca"], "ad"),
        (["ab", "ac"], "bcd"), (["ad", "bc", "cb"], "bd"), (["ab", "bc", "cb"], "bd"), (["db", "bc", "cb"], "ab"),
    ],
)  # fmt: skip
def test_merges_chains_and_circles_leave_one_of_each(store: StatementStore, merges: list[str], left: str) -> None:
    drafted = record("ttbz", "k", *(edge(N, EdgeKind.DRAFTED_BY, f"org:{n}", position=i) for i, n in enumerate("abcd")))
    shown = _shown(store, drafted, *_merge(*merges))
    assert {key for key in shown if key.startswith("org:")} == {f"org:{n}" for n in left}
    assert {e.end for e in shown[N][1]} == {f"org:{n}" for n in left}


def test_merged_editions_share_what_ends_them(store: StatementStore) -> None:
    old, misprint = "standard:GB 1-2000", "standard:GB 1-2001"
    shown = _shown(
        store, edition("GB 1-2000"), edition("GB 2-2010", ("implemented", "2010-05-01")),
        record("x", "r", edge("standard:GB 2-2010", EdgeKind.REPLACES, misprint)),
        record("reviewer", "m", Fact(misprint, SAME_AS, object=old)),
    )  # fmt: skip
    node = shown[old][0]
    assert isinstance(node, Standard)
    assert (node.in_force_to, node.succeeded_by) == (date(2010, 5, 1), "GB 2-2010")


def test_international_editions_with_parts_follow_each_other(store: StatementStore) -> None:
    work = "work:IEC 61000-4-2"
    shown = _shown(
        store,
        *(record("x", n, edge(f"standard:{n}", EdgeKind.EDITION_OF, work), value(f"standard:{n}", "implemented", day))
          for n, day in (("IEC 61000-4-2:1995", "1995-01-01"), ("IEC 61000-4-2:2008", "2008-12-09"))),
    )  # fmt: skip
    node = shown["standard:IEC 61000-4-2:1995"][0]
    assert isinstance(node, Standard)
    assert node.succeeded_by == "IEC 61000-4-2:2008"


@pytest.mark.parametrize(
    ("number", "ended"), [("GB 18580-2001", True), ("T/CAAM 0006-2020", False), ("Q/XX 001-2020", False)]
)
def test_serials_given_anew_by_associations_are_no_lineage(store: StatementStore, number: str, ended: bool) -> None:
    later = f"{number[:-4]}2022"
    shown = _standard(store, edition(number), edition(later, ("implemented", "2022-05-01")), of=f"standard:{number}")
    assert (shown.succeeded_by == later) is ended


def test_association_standard_is_ended_by_what_replaces_it(store: StatementStore) -> None:
    old, new = "T/CQAGS 3203-2019", "T/CQAGS 3203-2023"
    replaces = record("ttbz", "r", edge(f"standard:{new}", EdgeKind.REPLACES, f"standard:{old}"))
    shown = _standard(store, edition(old), edition(new, ("implemented", "2023-05-01")), replaces, of=f"standard:{old}")
    assert shown.succeeded_by == new


def _replacing(new: str, old: str) -> Record:
    return record("std.samr", f"{new} {old}", edge(f"standard:{new}", EdgeKind.REPLACES, old))


def test_undated_replacement_ends_the_editions_in_force_before(store: StatementStore) -> None:
    begin = {"GB/T 1-2000": "2000-06-01", "GB/T 1-2010": "2010-06-01", "GB 2-2020": "2020-06-01",
             "GB/T 1-2023": "2023-06-01"}  # fmt: skip
    shown = _shown(
        store, *(edition(number, ("implemented", day)) for number, day in begin.items()),
        _replacing("GB 2-2020", "work:GB/T 1"),
    )  # fmt: skip
    ends = {number: shown[f"standard:{number}"][0] for number in begin}
    assert {n: (s.in_force_to, s.succeeded_by) for n, s in ends.items() if isinstance(s, Standard)} == {
        "GB/T 1-2000": (date(2010, 6, 1), "GB/T 1-2010"),
        "GB/T 1-2010": (date(2020, 6, 1), "GB 2-2020"),
        "GB 2-2020": (None, None),
        "GB/T 1-2023": (None, None),  # began later: another one by then
    }


def test_undated_replacement_of_an_edition_without_dates_goes_by_the_years(store: StatementStore) -> None:
    shown = _standard(
        store, edition("GB/T 1-2010"), edition("GB 1-2020", ("implemented", "2020-06-01")),
        _replacing("GB 1-2020", "work:GB/T 1"), of="standard:GB/T 1-2010",
    )  # fmt: skip
    assert (shown.in_force_to, shown.succeeded_by) == (date(2020, 6, 1), "GB 1-2020")


def test_another_code_alone_ends_nothing(store: StatementStore) -> None:
    shown = _standard(
        store, edition("GB/T 1-2010"), edition("GB 1-2020", ("implemented", "2020-06-01")), of="standard:GB/T 1-2010"
    )
    assert (shown.in_force_to, shown.succeeded_by) == (None, None)
