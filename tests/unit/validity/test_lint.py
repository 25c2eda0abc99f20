"""What is wrong with a citation, judged against a graph on a day."""

from __future__ import annotations

from datetime import date

import pytest

from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind, Status
from graph.model import Amendment, Clause
from graph.references import Relation
from search.compare.validity import Citation, Linted, cycles, lint
from tests.memory_graph import DAY, MemoryGraph, cites, edge, standard


def _graph() -> MemoryGraph:
    old, new = date(2009, 1, 1), date(2020, 10, 1)
    nodes = [
        standard("GB/T 1.1-2009", "标准化工作导则 第1部分：标准的结构和编写", implemented=old, in_force_to=new,
                 succeeded_by="GB/T 1.1-2020", status_claim=Status.REPLACED),
        standard("GB/T 1.1-2020", "标准化工作导则 第1部分：标准化文件的结构和起草规则", implemented=new),
        standard("GB 18580-2017", "室内装饰装修材料 人造板及其制品中甲醛释放限量", implemented=date(2018, 5, 1),
                 in_force_to=date(2026, 9, 1), succeeded_by="GB 18580-2025"),
        standard("GB 18580-2025", "人造板及其制品甲醛释放限量", issued=date(2025, 5, 1), implemented=date(2026, 9, 1)),
        standard("GB 1499.2-2024", "钢筋混凝土用钢 第2部分：热轧带肋钢筋", implemented=date(2024, 9, 25)),
        standard("GB/T 5-1999", "废止的标准", status_claim=Status.WITHDRAWN, status_claimed_on=date(2026, 1, 1)),
        standard("GB 13-1992", "改为推荐性", status_claim=Status.WITHDRAWN), standard("GB/T 13-2009", "改为推荐性"),
        standard("GB/T 14-2008", "新版没有记录", status_claim=Status.REPLACED),
        standard("GB/T 7-1990", "拆分的标准", status_claim=Status.REPLACED),
        standard("GB/T 7.1-2000", "一"), standard("GB/T 7.2-2000", "二"),
        standard("GB/T 8-2001", "改号的标准", status_claim=Status.REPLACED),
        standard("GB/T 9-2010", "新编号的标准"),
        standard("GB/T 10-2011", "有修改单的标准"), standard("GB 11-1989", "转为推荐性的标准", nature="recommended"),
        standard("GB/T 12-2030", "计划", status_claim=Status.PLANNED),
        Amendment(id="amendment:GB/T 10-2011/XG1", number="GB/T 10-2011/XG1-2013"),
        Amendment(id="amendment:GB/T 10-2011/XG2", number="GB/T 10-2011/XG2-2030", implemented=date(2030, 1, 1)),
        *(Clause(id=f"clause:GB/T 9-2010#{n}", number=n) for n in ("1", "2", "3", "4", "4.1", "4.2", "附录A")),
    ]  # fmt: skip
    links = [
        edge(EdgeKind.REPLACES, "GB/T 1.1-2020", "GB/T 1.1-2009"),
        edge(EdgeKind.REPLACES, "GB/T 7.1-2000", "GB/T 7-1990"),
        edge(EdgeKind.REPLACES, "GB/T 7.2-2000", "GB/T 7-1990"),
        edge(EdgeKind.REPLACES, "GB/T 9-2010", "GB/T 8-2001"),
        edge(EdgeKind.REPLACES, "GB/T 9-2010", "GB/T 6-1980"),  # not described
        edge(EdgeKind.REPLACES, "GB/T 14-2019", "GB/T 14-2008"),
        edge(EdgeKind.AMENDS, "amendment:GB/T 10-2011/XG1", "GB/T 10-2011"),
        edge(EdgeKind.AMENDS, "amendment:GB/T 10-2011/XG2", "GB/T 10-2011"),
        edge(EdgeKind.PART_OF, "work:GB/T 7.1", "work:GB/T 77"),
        *(edge(EdgeKind.HAS_CLAUSE, "GB/T 9-2010", f"clause:GB/T 9-2010#{n}") for n in ("1", "2", "3", "4", "附录A")),
        *(edge(EdgeKind.HAS_CLAUSE, "clause:GB/T 9-2010#4", f"clause:GB/T 9-2010#{n}") for n in ("4.1", "4.2")),
    ]
    return MemoryGraph(nodes, links)


def one(printed: str, day: date = DAY, **more: object) -> Linted:
    try:
        identifier, reason = parse(printed), ""
    except InvalidIdentifier as error:
        identifier, reason = None, str(error)
    citation = Citation(printed, identifier, reason=reason, **more)  # type: ignore[arg-type]
    (linted,) = lint(_graph(), [citation], day, subject=parse("T/EX 1-2026"))
    return linted


def codes(printed: str, **more: object) -> list[str]:
    return [finding.code.removeprefix("lint.") for finding in one(printed, **more).findings]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("GB/T 1.1-2020", []),
        ("GB/T 1.1", []),
        ("GB/T 1.1-2009", ["superseded"]),
        ("GB/T 1.1-2019", ["no_such_edition"]),
        ("GB 18580-2017", ["changes_soon"]),
        ("GB 18580", ["changes_soon"]),
        ("GB 18580-2025", ["not_yet"]),
        ("GB/T 1499.2-2024", ["wrong_code"]),
        ("GB/T 1499.2-2018", ["code_changed"]),
        ("GB/T 1499.2", ["code_changed"]),
        ("GB/T 5-1999", ["withdrawn"]),
        ("GB/T 5", ["undated_ended"]),
        ("GB/T 6-1980", ["moved"]),
        ("GB/T 7-1990", ["split"]),
        ("GB/T 8-2001", ["moved"]),
        ("GB/T 8", ["undated_ended"]),
        ("GB/T 10-2011", ["amended"]),
        ("GB/T 10", []),
        ("GB 11-1989", ["converted"]),
        ("GB/T 12-2030", ["plan"]),
        ("GB 13-1992", ["code_changed"]),
        ("GB 13", ["code_changed"]),
        ("GB/T 14", ["not_in_data"]),
        ("GB/T 14-2008", ["superseded"]),
        ("20231234-T-339", ["plan"]),
        ("GB/T 77", ["series"]),
        ("GB/T 99999-2020", ["not_in_data"]),
        ("T/EX 1-2025", ["self_reference"]),
        ("你好", ["malformed"]),
    ],
)
def test_each_defect_is_named(printed: str, expected: list[str]) -> None:
    assert codes(printed) == expected


def test_the_day_decides() -> None:
    assert [f.code for f in one("GB 18580-2017", date(2026, 9, 1)).findings] == ["lint.superseded"]
    assert one("GB 18580", date(2026, 9, 1)).edition.number == "GB 18580-2025"  # type: ignore[union-attr]
    assert one("GB/T 1.1-2009", date(2015, 1, 1)).findings[0].code == "lint.changes_soon"


def test_the_day_of_a_record_is_not_the_day_of_the_end() -> None:
    assert "≤ 2026-01-01" in one("GB/T 5-1999").findings[0].zh


def test_an_amendment_that_is_named_is_included() -> None:
    graph = _graph()
    identifier = parse("GB/T 10-2011/XG1-2013")
    (linted,) = lint(graph, [Citation("GB/T 10-2011/XG1-2013", identifier)], DAY)
    assert linted.findings == ()


def test_informative_references_are_judged_mildly() -> None:
    assert codes("GB/T 5-1999", relation=Relation.BIBLIOGRAPHY) == ["withdrawn_informative"]
    assert codes("GB/T 1.1-2009", relation=Relation.BIBLIOGRAPHY) == ["superseded_informative"]


@pytest.mark.parametrize(
    ("printed", "clause", "expected"),
    [
        ("GB/T 9-2010", "4.2", []),
        ("GB/T 9-2010", "4.3", ["clause_missing"]),
        ("GB/T 9-2010", "5.1", ["clause_missing"]),
        ("GB/T 9-2010", "3.1", []),  # clauses below 3 were not read: it cannot be told
        ("GB/T 9-2010", "附录A", []),
        ("GB/T 9-2010", "附录B", ["clause_missing"]),
        ("GB/T 9-2010", "第一法", []),
        ("GB/T 9", "4.2", ["undated_clause"]),
        ("GB/T 1.1-2020", "99.9", []),  # its text is not in the data
    ],
)
def test_cited_clauses(printed: str, clause: str, expected: list[str]) -> None:
    assert codes(printed, clauses=(clause,)) == expected


def test_titles() -> None:
    assert codes("GB/T 1.1-2020", title="标准化工作导则 第1部分:标准化文件的结构和起草规则") == []
    assert codes("GB/T 1.1-2020", title="标准化文件的结构和起草规则") == []
    assert codes("GB/T 1.1-2020", title="医用防护口罩技术要求") == ["title"]
    assert codes("GB/T 1.1-2020", title="Rules for the structure and drafting") == []  # another language
    assert codes("GB/T 1.1-2020", title="标准化工作导则 第1部分：标准的结构和编写") == ["title_edition"]


def test_a_title_of_another_standard_names_its_owner() -> None:
    owner = standard("GB 19083-2023", "医用防护口罩")
    citation = Citation("GB/T 1.1-2020", parse("GB/T 1.1-2020"), title="医用防护口罩")
    (linted,) = lint(_graph(), [citation], DAY, owners=lambda _: [owner])
    assert [f.code for f in linted.findings] == ["lint.title_of"]
    assert "GB 19083-2023" in linted.findings[0].zh and "GB 19083-2023" in linted.findings[0].en


def test_every_sentence_is_filled_in_both_languages() -> None:
    for printed in ("GB/T 1.1-2009", "GB/T 5", "GB/T 7-1990", "GB 18580-2025", "GB/T 77", "你好", "20231234-T-339"):
        for finding in one(printed).findings:
            assert "〈" not in finding.zh + finding.en and finding.zh != finding.en


def test_lint_is_idempotent_and_independent_of_the_list() -> None:
    """The canonical form of a number gives the same answer, alone or among others."""
    printed = ["GB/T1.1－2009", "GB 18580-2017", "GB/T 8", "GB/T 5-1999"]
    citations = [Citation(text, parse(text)) for text in printed]
    together = lint(_graph(), citations, DAY)
    again = [lint(_graph(), [Citation(one.citation.identifier.canonical, one.citation.identifier)], DAY)[0]
             for one in together if one.citation.identifier]  # fmt: skip
    assert [[f.code for f in one.findings] for one in together] == [[f.code for f in one.findings] for one in again]


def test_circles_of_references_are_found_and_end() -> None:
    graph = MemoryGraph(
        [standard(f"GB/T {n}-2020") for n in range(1, 6)],
        [cites("GB/T 1-2020", "GB/T 2"), cites("GB/T 2-2020", "GB/T 3-2020"), cites("GB/T 3-2020", "GB/T 1"),
         cites("GB/T 2-2020", "GB/T 4"), cites("GB/T 4-2020", "GB/T 2"),
         cites("GB/T 5-2020", "GB/T 1", "bibliography")],
    )  # fmt: skip
    found = cycles(graph, parse("GB/T 1-2020"), ["GB/T 2", "GB/T 5-2020"], DAY)
    assert found == (("GB/T 1-2020", "GB/T 2", "GB/T 3-2020", "GB/T 1-2020"),)
    assert cycles(graph, parse("GB/T 9-2020"), ["GB/T 2"], DAY) == ()


def test_nothing_to_check() -> None:
    assert lint(MemoryGraph(), [], DAY) == ()
    (linted,) = lint(MemoryGraph(), [Citation("GB/T 1.1", parse("GB/T 1.1"))], DAY)
    assert [f.code for f in linted.findings] == ["lint.not_in_data"]
