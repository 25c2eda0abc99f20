"""Shares, what is left out, what is new: on a made-up index of real sentences."""

from collections.abc import Sequence

import pytest

from graph.document import Document
from ingest.documents.reader import read_document
from search.clauses.index import KnownSentence, KnownTerm
from search.compare.competition import named
from search.compare.coverage import Closeness, CoverageReport, Thresholds, cover, provisions_of
from search.compare.coverage.modality import loosened, modals
from search.compare.coverage.provisions import LeftOut
from search.compare.definitions import DraftTerm, defined_elsewhere

OF = Thresholds("none", "1", copied=0.95, adapted=0.58, words=0.1, paraphrased=None, translated=None)
SAMPLING = (
    "对锅炉排放废气的采样，应根据监测污染物的种类，在规定的污染物排放监控位置进行，"
    "有废气处理设施的，应在该设施后监测。"
)
STORAGE = "盛装VOCs物料的容器或包装袋应存放于室内，或存放于设置有雨棚、遮阳和防渗设施的专用场地。"
STACK = "每个新建燃煤锅炉房只能设一根烟囱，烟囱高度应根据锅炉房装机总容量确定。"


class Known:
    """All sentences are candidates; meanings are not asked."""

    def __init__(self, *sentences: tuple[str, str, str], table: bool = False) -> None:
        self.rows = [KnownSentence(at, number, clause, 3, text, table)
                     for at, (number, clause, text) in enumerate(sentences)]  # fmt: skip

    def alike(self, _text: str, limit: int) -> list[KnownSentence]:
        return self.rows[:limit]

    def near(self, _texts: Sequence[str], _limit: int) -> list[list[tuple[KnownSentence, float]]]:
        raise AssertionError("meanings are not asked of an encoder without thresholds")


def draft(body: str) -> Document:
    head = "T/EX 1—2026\n园区锅炉技术规范\n前言\n本文件按照GB/T 1.1—2020的规定起草。\n"
    head += "1 范围\n本文件规定了园区锅炉运行的要求。\n"
    return read_document("draft.txt", (head + body).encode())


def report(body: str, known: Known, **options: object) -> CoverageReport:
    return cover(provisions_of(draft(body)), known, OF, **options)  # type: ignore[arg-type]


def test_a_copied_sentence_counts_whole_and_a_new_clause_is_new() -> None:
    found = report(f"4 监测\n{SAMPLING}\n5 智慧运维\n运维平台应每分钟采集一次炉膛温度并推送异常工况。\n",
                   Known(("GB 13271-2014", "5.1", SAMPLING)))  # fmt: skip
    (one,) = found.standards
    assert [(a.closeness, a.known.clause) for a in one.alignments] == [(Closeness.COPIED, "5.1")]
    assert 0 < found.share == one.share < 1
    assert "5" in {new.clause for new in found.new} and "4" not in {new.clause for new in found.new}


def test_a_changed_value_makes_an_adaptation_and_is_told() -> None:
    known = Known(("GB 1-2020", "4", "泄漏检测值不应超过500 μmol/mol，每季度检测一次并记录。"))
    found = report("4 泄漏\n泄漏检测值不应超过900 μmol/mol，每季度检测一次并记录。\n", known)
    (one,) = found.standards[0].alignments
    assert one.closeness is Closeness.ADAPTED and one.values_differ


def test_references_foreword_and_quotations_are_not_counted() -> None:
    body = (
        "2 规范性引用文件\n下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。\n"
        "GB 13271 锅炉大气污染物排放标准\n"
        f"4 要求\n按GB 13271—2014的5.1：“{SAMPLING}”\n"
    )
    found = provisions_of(draft(body))
    reasons = {one.left_out for one in found if one.left_out}
    assert {LeftOut.ELEMENT, LeftOut.QUOTED} <= reasons
    assert not any(SAMPLING in one.text for one in found if one.left_out is None)


def test_an_earlier_edition_and_an_ended_standard_do_not_count_in_the_whole() -> None:
    known = Known(("T/EX 1-2020", "4", SAMPLING), ("GB 9-2001", "5", STORAGE))
    found = report(f"4 监测\n{SAMPLING}\n5 贮存\n{STORAGE}\n", known, own=["T/EX 1-2026"], ended="GB 9-2001".__eq__)
    assert found.share == 0
    assert {(one.number, one.own, one.ended) for one in found.standards} == {
        ("T/EX 1-2020", True, False), ("GB 9-2001", False, True),
    }  # fmt: skip


def test_wording_of_many_works_is_common_and_not_taken_from_one() -> None:
    known = Known(*((f"GB {serial}-2020", "5", SAMPLING) for serial in range(1, 6)))
    found = report(f"4 监测\n{SAMPLING}\n", known)
    assert found.share == 0 and found.common > 0.5 and not found.standards


def test_a_lone_row_of_a_table_does_not_count() -> None:
    rows = [f"{name} 排放限值\t{value}\t烟囱或烟道" for name, value in (("颗粒物", 30), ("二氧化硫", 200))]
    known = Known(*(("GB 13271-2014", "4.2", row) for row in rows), table=True)
    one = cover(provisions_of(draft("4 限值\n" + rows[0] + "\n")), known, OF)
    assert not one.standards


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("响应时间和适应性用供应电压表示", set()), ("应每年校准", {"shall"}), ("不得检出", {"shall"}),
     ("宜每年校准，可采用自动方式", {"should", "may"}), ("可燃物料的许可由可靠的设备完成", set())],
)  # fmt: skip
def test_expressions_of_provisions(text: str, wanted: set[str]) -> None:
    assert set(modals(text)) == wanted


def test_a_requirement_turned_into_a_recommendation_is_found() -> None:
    found = report("4 监测\n" + SAMPLING.replace("应", "宜") + "\n5 烟囱\n" + STACK + "\n",
                   Known(("GB 13271-2014", "5.1", SAMPLING), ("GB 13271-2014", "4.5", STACK)))  # fmt: skip
    (one,) = loosened(found.standards[0].alignments)
    assert (one.shall, one.other, one.alignment.known.clause) == ("应", "宜", "5.1")


def test_names_of_suppliers_brands_and_origins_are_listed() -> None:
    body = (
        "4 设备\n系统应采用杭州示例科技有限公司的控制器。\n传感器应选用指定品牌的产品并定期校准。\n"
        "原料产地应为云南省勐海县境内。\n"
        "标签上应标明产地和生产日期等信息。\n检测应由有资质的检测机构进行并出具报告。\n在设备的进口应设置采样口和压力表。\n"
        "运维单位应在本市设立分支机构并备案。\n"
    )
    found = named(provisions_of(draft(body)), lambda names: None)
    assert {(one.code, one.name) for one in found} == {
        ("named_supplier", "杭州示例科技有限公司"), ("designated", "指定品牌"), ("origin", "云南省勐海县境内"),
        ("local_presence", "在本市设立分支机构并备案"),
    }  # fmt: skip


def test_an_organisation_in_the_data_confirms_a_name() -> None:
    body = "4 检测\n样品应委托清华大学检测并出具报告。\n人员应由各大学培训后上岗并持证。\n"
    found = named(provisions_of(draft(body)), lambda names: next((n for n in names if n == "清华大学"), None))
    assert [(one.name, one.confirmed) for one in found] == [("清华大学", True)]


def test_definitions_are_the_same_modified_or_others() -> None:
    base = "采用规定的监测方法，检测仪器探测到泄漏点的浓度扣除环境本底值后的净值，以碳的摩尔分数表示。"
    known = [KnownTerm("GB 37822-2019", "3.12", "泄漏检测值", "leakage detection value", base)]
    place = provisions_of(draft("4 要求\n" + SAMPLING))[0].place

    def code(definition: str, *, sourced: bool = False) -> list[str]:
        term = DraftTerm("泄漏检测值", definition, sourced, place)
        return [one.code for one in defined_elsewhere([term], lambda name: known, OF)]

    assert code(base) == ["same"]
    assert code(base.replace("泄漏点", "密封点的VOCs")) == ["modified"]
    assert code("泄漏时人员听到的声音大小的读数。") == ["other"]
    assert code(base, sourced=True) == []
