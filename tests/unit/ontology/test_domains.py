"""Fields and aspects of real titles, with the evidence for each."""

import subprocess
import sys
from decimal import Decimal

import pytest

from ingest.extract.aspects import assign_aspects
from ingest.extract.domains import CODE_AND_WORD, CONTEXT, assign_domains

RECORDS = [
    ("GB/T 42202-2022 智能制造 大规模个性化定制 通用要求", ("35.240.50",), ("L70",), {"smart-manufacturing"}),
    ("GB/T 26069-2022 硅单晶退火片", ("29.045",), ("H82",), {"integrated-circuits"}),
    ("SJ 20078-1992 液晶显示器件总规范", (), (), {"new-displays"}),
    ("YD/T 4009-2022 5G数字化室内分布系统技术要求", ("33.060.20",), ("M36",), {"mobile-internet"}),
    ("YS/T 1542-2022 铜及铜合金棒、型、线材生产绿色工厂评价要求", ("77.150",), ("H60",),
     {"green-manufacturing"}),
    ("YY/T 1588-2018 降钙素原测定试剂盒", ("11.100",), ("C44",), {"biomedicine"}),
    ("T/CACE 0103-2023 工业机器人再制造技术规范", (), (), {"smart-manufacturing", "green-manufacturing"}),
    ("DB32/T 4080.1-2021 中药智能制造技术规程 第1部分：总体要求", ("35.240.50",), ("C25",),
     {"smart-manufacturing", "biomedicine"}),
    ("JR/T 0277-2023 保险行业区块链应用规范 再保险", ("03.060",), ("A11",),
     {"financial-services", "information-services"}),
    ("DB34/T 2599-2016 老年旅游服务规范", ("03.200",), ("A12",), {"tourism", "health-elderly-care"}),
    ("GB/T 39550-2020 电子商务平台知识产权保护管理", ("03.140",), ("A10",),
     {"sci-tech-services", "distribution-services"}),
]  # fmt: skip

NOT = [
    ("YY 1045-2021 牙科学 手机和马达", "mobile-internet"),  # a dental handpiece
    ("JR/T 0025.3-2018 中国金融集成电路（IC）卡规范 第3部分", "integrated-circuits"),
    ("DB21/T 2740-2017 阳光猪舍健康养殖模式技术规范", "health-elderly-care"),  # 康养 across two words
    ("GB/T 35900.2-2018 动物流感检测 第2部分", "distribution-services"),  # 物流 across two words
    ("GB/T 34056-2017 电子商务信用 网络零售信用评价指标体系", "business-services"),  # 商务信用
    ("GB/T 20313-2006 蜂窝纸板托盘", "mobile-internet"),
    ("DB13/T 2222-2015 酿酒葡萄清洁生产技术规程", "green-manufacturing"),
    ("SJ 3023.3-1988 组合冲模 滑板", "sports"),
]


@pytest.mark.parametrize(("title", "ics", "ccs", "expected"), RECORDS)
def test_fields_of_a_real_record(title: str, ics: tuple[str, ...], ccs: tuple[str, ...], expected: set[str]) -> None:
    assert {found.domain for found in assign_domains(title, ics=ics, ccs=ccs)} == expected


@pytest.mark.parametrize(("title", "field"), NOT)
def test_look_alike_words_do_not_make_a_field(title: str, field: str) -> None:
    assert field not in {found.domain for found in assign_domains(title)}


def test_code_and_word_together_are_surest_and_both_are_shown() -> None:
    (found,) = assign_domains("工业机器人 安全规范", ics=("25.040.30",))
    assert found.confidence == CODE_AND_WORD
    assert found.evidence == "ICS 25.040.30; title: 工业机器人, 机器人"
    assert found.rule == "ICS 25.040.30* + title 工业机器人"


def test_broad_code_decides_only_with_a_word_of_its_context() -> None:
    assert assign_domains("车床 精度检验", ics=("25.080",)) == ()
    (found,) = assign_domains("数控升降台铣床 技术条件", ics=("25.080",))
    assert (found.domain, found.confidence) == ("smart-manufacturing", CONTEXT)


def test_english_title_counts_by_whole_words() -> None:
    assert [a.domain for a in assign_domains(None, "Robotics — Vocabulary for industrial robots")] == [
        "smart-manufacturing"
    ]
    assert assign_domains(None, "Apparent density of ceramics") == ()  # no APP in Apparent


def test_scope_alone_decides_nothing() -> None:
    assert assign_domains("通用要求", scope="本文件适用于移动通信和工业机器人。") == ()


def test_industry_code_decides() -> None:
    (found,) = assign_domains("通用要求", industries=("3973",))
    assert (found.domain, found.rule) == ("integrated-circuits", "GB/T 4754 3973*")


def test_record_without_anything_has_no_field() -> None:
    assert assign_domains(None) == ()


def test_importing_the_rules_reads_no_ontology_and_loads_no_rdf_library() -> None:
    code = (
        "import sys, ingest.extract.domains, ingest.extract.aspects, graph.vocabulary as v;"
        "assert v.concepts.cache_info().currsize == 0;"
        "assert not {'rdflib', 'pyoxigraph'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("人造板及饰面人造板理化性能试验方法", ["test-method"]),
        ("印刷技术术语 印后加工术语", ["terminology"]),
        ("进口棉花检验规程", ["test-method"]),
        ("信息安全技术 云服务器密码机技术规范", ["safety"]),  # 服务器 is no service
        ("林业机械 杆式背负动力修枝锯 安全要求和试验", ["test-method", "safety"]),
        ("室内装饰装修材料 人造板及其制品中甲醛释放限量", ["limits"]),
        ("证券期货业数据交换协议 接口", ["interface"]),
        ("家政服务 母婴护理服务质量规范", ["service"]),
    ],
)
def test_aspects_of_a_title(title: str, expected: list[str]) -> None:
    assert [found.aspect for found in assign_aspects(title)] == expected


def test_title_without_cue_is_a_product_and_less_sure() -> None:
    (found,) = assign_aspects("冷冲模 扭簧")
    assert (found.aspect, found.confidence) == ("product", Decimal("0.50"))
