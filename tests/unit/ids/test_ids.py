"""Fields, keys and order of standard numbers."""

from __future__ import annotations

import pytest

from graph.ids import Degree, Level, Nature, body_of, find, parse, prefix_info


@pytest.mark.parametrize(
    ("text", "prefix", "level", "nature", "number", "part"),
    [
        ("GB 18580-2017", "GB", Level.NATIONAL, Nature.MANDATORY, "18580", None),
        ("GB/T 1.1-2020", "GB/T", Level.NATIONAL, Nature.RECOMMENDED, "1", "1"),
        ("GB/Z 43281-2023", "GB/Z", Level.NATIONAL, Nature.GUIDANCE, "43281", None),
        ("GBZ 2.1-2019", "GBZ", Level.NATIONAL_OCCUPATIONAL_HEALTH, Nature.MANDATORY, "2", "1"),
        ("GBZ/T 229.1-2010", "GBZ/T", Level.NATIONAL_OCCUPATIONAL_HEALTH, Nature.RECOMMENDED, "229", "1"),
        ("GSB 16-2062-2007", "GSB", Level.NATIONAL, Nature.SAMPLE, "16-2062", None),
        ("GBJ 16-87", "GBJ", Level.NATIONAL, Nature.MANDATORY_OR_UNMARKED, "16", None),
        ("DB/T 85-2021", "DB/T", Level.INDUSTRY, Nature.RECOMMENDED, "85", None),
        ("DB/T 29-123-2019", "DB/T", Level.LOCAL, Nature.RECOMMENDED, "29-123", None),
        ("DB33/ 324-2005", "DB33", Level.LOCAL, Nature.MANDATORY_OR_UNMARKED, "324", None),
        ("DB4403/T 125-2021", "DB4403/T", Level.LOCAL, Nature.RECOMMENDED, "125", None),
        ("DBS44/ 006-2016", "DBS44/", Level.LOCAL_FOOD_SAFETY, Nature.MANDATORY_OR_UNMARKED, "006", None),
        ("DBJ/T 15-208-2020", "DBJ/T", Level.LOCAL, Nature.RECOMMENDED, "15-208", None),
        ("SJG 159-2024", "SJG", Level.LOCAL, Nature.MANDATORY_OR_UNMARKED, "159", None),
        ("T/CAMET 04011.4-2018", "T/CAMET", Level.GROUP, Nature.VOLUNTARY, "04011", "4"),
        ("Q/FLT 0005S-2021", "Q/FLT", Level.ENTERPRISE, Nature.VOLUNTARY, "0005S", None),
        ("HJ 2.2-2018", "HJ", Level.INDUSTRY, Nature.MANDATORY_OR_UNMARKED, "2", "2"),
        ("CB/Z 812-2019", "CB/Z", Level.INDUSTRY, Nature.GUIDANCE, "812", None),
        ("JJF 1070-2005", "JJF", Level.METROLOGY, Nature.MANDATORY_OR_UNMARKED, "1070", None),
        ("TSG R0005-2011", "TSG", Level.TECHNICAL_REGULATION, Nature.MANDATORY_OR_UNMARKED, "R0005", None),
        ("ISO/IEC TR 24028:2020", "ISO/IEC TR", Level.INTERNATIONAL, Nature.NA, "24028", None),
        ("IEC 61000-4-2:2008", "IEC", Level.INTERNATIONAL, Nature.NA, "61000", "4-2"),
        ("DIN EN ISO 12460-5:2016", "DIN EN ISO", Level.FOREIGN, Nature.NA, "12460", "5"),
        ("JIS A 1460:2021", "JIS", Level.FOREIGN, Nature.NA, "A 1460", None),
    ],
)
def test_fields_follow_the_code(
    text: str, prefix: str, level: Level, nature: Nature, number: str, part: str | None
) -> None:
    standard = parse(text)
    assert (standard.prefix, standard.level, standard.nature) == (prefix, level, nature)
    assert (standard.number, standard.part, standard.needs_review) == (number, part, False)


def test_organisation_is_the_letters_after_t_or_q() -> None:
    assert parse("T/CAS 290-2019").org == "CAS"
    assert parse("Q/CSG1205027-2020").org == "CSG"
    assert parse("CAS 290-2009").org is None


def test_two_digit_year_equals_the_full_one() -> None:
    assert parse("GB 14554-93") == parse("GB 14554-1993")
    assert parse("GB/T 1.1-2020") != parse("GB/T 1.1-2009")


def test_two_digit_year_below_fifty_wants_review() -> None:
    standard = parse("GB/T 1234-09")
    assert standard.year == 2009 and standard.needs_review


def test_same_serial_under_another_code_is_one_lineage() -> None:
    keys = {parse(t).lineage for t in ("GB 1499.2-2024", "GB/T 1499.2-2018", "GB/Z 1499.2-2000")}
    assert keys == {"GB 1499.2"}
    assert parse("HJ/T 55-2000").lineage == parse("HJ 55-2025").lineage
    assert parse("CECS 102-2002").lineage == parse("T/CECS 102-2021").lineage
    assert len({parse(t).lineage for t in ("T/CAS 290-2020", "CAS 290-2020", "Q/CAS 290-2020")}) == 3
    assert parse("GBZ 2-2002").lineage != parse("GB/Z 2-2002").lineage


def test_work_drops_year_amendments_and_correspondence() -> None:
    standard = parse("GB/T 19001-2016/ISO 9001:2015")
    assert standard.work == parse("GB/T 19001")
    assert not standard.work.dated and standard.work.adopts == ()
    assert parse("IEC 60601-1:2005+AMD1:2012").work.canonical == "IEC 60601-1"


def test_loose_key_forgets_leading_zeros_only() -> None:
    assert parse("T/FDSCX 002-2024") != parse("T/FDSCX 2-2024")
    assert parse("T/FDSCX 002-2024").loose_key == parse("T/FDSCX 2-2024").loose_key == "T/FDSCX 2-2024"
    assert parse("T/X1A 0001S-2023").loose_key.endswith("1S-2023")


def test_natural_order() -> None:
    texts = ["GB/T 1.1-2020", "GB/T 1.2-2020", "GB/T 1.10-2020", "GB/T 2-2019", "GB/T 19-2001"]
    shuffled = [texts[i] for i in (4, 2, 0, 3, 1)]
    assert [i.canonical for i in sorted(map(parse, shuffled), key=lambda i: i.sort_key)] == texts


@pytest.mark.parametrize(
    ("text", "amendments"),
    [
        ("GB 15629.11-2003-XG1-2006", ("XG1-2006",)),
        ("GB 10963.1-2005/XG1-2009", ("XG1-2009",)),
        ("GB 18306—2015（含2026年第1号修改单）", ("XG1-2026",)),
        ("GBZ 2.1-2019（含第1号修改单）", ("XG1",)),
        ("GB 2762-2022按第1号修改单修订", ("XG1",)),
        ("GB 4706.1-2005第一号修改单", ("XG1",)),
        ("GB 1886.47-2016》第1号、第2号修改单", ("XG1", "XG2")),
        ("GB 50010-2010（2015年版）", ("2015年版",)),
        ("GB 50016-2014(2018版)", ("2018年版",)),
        ("GB/T 4208-2017第1号勘误", ("COR1",)),
    ],
)
def test_amendments_of_chinese_standards_are_listed_not_written(text: str, amendments: tuple[str, ...]) -> None:
    for standard in (parse(text), find(text)[0].id):
        assert standard.amendments == amendments
        assert "XG" not in standard.canonical


@pytest.mark.parametrize(
    ("text", "target", "degree"),
    [
        ("GB/T 19001-2016/ISO 9001:2015", "ISO 9001:2015", Degree.IDT),
        ("GB/T 22080—2016／ISO/IEC 27001：2013", "ISO/IEC 27001:2013", Degree.IDT),
        ("GB/T 23707—2009 地理信息 空间模式(ISO 19107:2003, IDT)", "ISO 19107:2003", Degree.IDT),
        ("GB/T 7714—2015（ISO 690:2010，NEQ）", "ISO 690:2010", Degree.NEQ),
        ("GB 9706.1-2020（修改采用IEC 60601-1:2012）", "IEC 60601-1:2012", Degree.MOD),
        ("GB/T 19001-1994 idt ISO 9001:1994", "ISO 9001:1994", Degree.IDT),
        ("GB/T 1.1-1993 neq ISO/IEC Directives", "", Degree.NEQ),
        ("GB/T 2828.1-2003（eqv ISO 2859-1:1999）", "ISO 2859-1:1999", Degree.MOD),
        ("GB/T 3100-1993 ≡ ISO 1000:1992", "ISO 1000:1992", Degree.IDT),
        ("GB 4075 -2009，ISO 2919：1999，MOD）", "ISO 2919:1999", Degree.MOD),
        ("GB/T 15849-1995，EQV ISO 9978：1992）", "ISO 9978:1992", Degree.MOD),
        ("GB/T 24001-2016（ISO 14001:2015）", "ISO 14001:2015", Degree.UNKNOWN),
        ("YY/T 0287-2017/ISO 13485:2016", "ISO 13485:2016", Degree.IDT),
        ("GB/T 39560.4-2021等同采用IEC 62321-4:2013", "IEC 62321-4:2013", Degree.IDT),
    ],
)
def test_correspondence_belongs_to_the_standard_before_it(text: str, target: str, degree: Degree) -> None:
    found = find(text)
    assert len(found) == 1
    assert [(a.target.canonical, a.degree) for a in found[0].id.adopts] == ([(target, degree)] if target else [])


def test_title_page_repeats_one_correspondence_once() -> None:
    text = "GB/T 2423.1—2008/IEC 60068-2-1：2007\n电工电子产品环境试验\n（IEC 60068-2-1：2007，IDT）"
    (mention,) = find(text)
    assert [a.target.canonical for a in mention.id.adopts] == ["IEC 60068-2-1:2007"]


def test_bracket_with_another_chinese_number_is_no_correspondence_of_the_first() -> None:
    text = "GB 4075 密封放射源 一般要求和分级（GB 4075 -2009，ISO 2919：1999，MOD）"
    first, second = (m.id for m in find(text))
    assert (first.canonical, first.adopts) == ("GB 4075", ())
    assert second.canonical == "GB 4075-2009" and second.adopts[0].degree is Degree.MOD


def test_foreign_amendments_belong_to_the_number() -> None:
    standard = parse("IEC 60601-1:2005＋A1：2012")
    assert standard.canonical == "IEC 60601-1:2005+A1:2012" and standard.amendments == ("A1:2012",)


@pytest.mark.parametrize(
    "text",
    [
        "GB/T2910（所有部分）",
        "GB/T 3101(所有部分）",
        "GB/T 17626系列",
        "ISO 105 (all parts)",
        "GB 5009系列标准",
    ],
)
def test_all_parts(text: str) -> None:
    (mention,) = find(text)
    assert mention.id.all_parts and mention.end == len(text)


def test_series_one_containers_is_a_title() -> None:
    assert not find("GB/T 5338 系列1 集装箱技术要求")[0].id.all_parts


def test_subject_of_a_contaminated_field_is_the_first() -> None:
    assert parse("GBZ2.2-2007代替GBZ2-2002").canonical == "GBZ 2.2-2007"


def test_range_in_a_field_gives_its_first_member_for_review() -> None:
    standard = parse("GA 248.1～248.11-2000")
    assert standard.canonical == "GA 248.1-2000" and standard.needs_review


@pytest.mark.parametrize("text", ["GB/T I7657-2022", "T/CAMET 04011.62018", "AB 1234-2019", "AB/T 1234-2019"])
def test_doubtful_readings_want_review_and_say_why(text: str) -> None:
    standard = parse(text)
    assert standard.needs_review and standard.notes


def test_spans_survive_letter_spacing_and_invisible_characters() -> None:
    text = "封面 G B / T 1 9 0 0 1 — 2 0 1 6 质量"
    (mention,) = find(text)
    assert mention.text == "G B / T 1 9 0 0 1 — 2 0 1 6"
    (mention,) = find("按GB\u200b/T\u200b 191执行")
    assert mention.id.canonical == "GB/T 191" and mention.text == "GB\u200b/T\u200b 191"


def test_superscripts_and_circled_digits_are_not_digits_of_a_number() -> None:
    assert [m.id.canonical for m in find("GB 5009.12² 和 GB/T 191-2008①")] == ["GB 5009.12", "GB/T 191-2008"]


def test_prefix_info_names_the_code() -> None:
    assert "广东" in prefix_info("DB4403/T").name_zh
    assert prefix_info("HJ").name_zh.startswith("环境保护")
    assert prefix_info("ISO/IEC TR").level == "international"
    assert not prefix_info("AB").known
    body = body_of("DIN EN ISO")
    assert body is not None and body.body == "ISO"


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("根据GHZB 1 划分", "GHZB 1"),
        ("GWPB 3—1999", "GWPB 3-1999"),
        ("ANSI/ISA-95.00.01-2010", "ANSI/ISA 95.00.01-2010"),
    ],
)
def test_old_environmental_codes_and_joint_american_numbers(text: str, canonical: str) -> None:
    assert [mention.id.canonical for mention in find(text)] == [canonical]
