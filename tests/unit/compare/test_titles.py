import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.compare.lexicon import cut
from search.compare.titles import analyse


@pytest.mark.parametrize(
    ("title", "head", "modifiers", "kind"),
    [
        ("免烫男衬衫", "衬衫", ("免烫", "男"), "product"),
        ("人造板及饰面人造板理化性能试验方法", "人造板", (), "method"),
        ("锅炉大气污染物排放标准", "锅炉", (), "limit"),
        ("房间空气调节器能效限定值及能效等级", "房间空气调节器", (), "efficiency"),
        ("养老机构服务质量基本规范", "养老机构", (), "service"),
        ("企业诚信管理体系 要求", "诚信", ("企业",), "management"),
        ("600 MPa级热轧带肋钢筋", "热轧带肋钢筋", ("600MPa级",), "product"),
    ],
)
def test_title_gives_object_and_kind(title: str, head: str, modifiers: tuple[str, ...], kind: str) -> None:
    parts = analyse(title)
    assert (parts.head, parts.modifiers, parts.kind) == (head, modifiers, kind)


def test_part_that_names_an_object_is_the_object() -> None:
    parts = analyse("乌龙茶 第2部分：铁观音")
    assert (parts.object, parts.series, parts.part) == ("铁观音", "乌龙茶", "2")


def test_part_that_names_only_an_aspect_leaves_the_object_before_it() -> None:
    assert analyse("城市轨道交通信号系统 第1部分：术语").head != "术语"


def test_region_is_split_off_but_not_out_of_a_material() -> None:
    assert (analyse("福鼎白茶").region, analyse("福鼎白茶").head) == ("福鼎", "白茶")
    assert analyse("大理石").region == ""


def test_characteristic_follows_the_object() -> None:
    parts = analyse("茶叶中重金属与农残分级")
    assert parts.object == "茶叶"
    assert {"食品污染物", "农药残留"} <= parts.topics


def test_instrument_for_a_characteristic_is_a_thing() -> None:
    assert analyse("人造板甲醛释放量检测用大气候室").head != "人造板"


def test_aspect_named_by_a_modifier_is_an_aside() -> None:
    parts = analyse("无醛添加胶合板")
    assert "甲醛" not in parts.topics
    assert "甲醛" in parts.scope_topics


def test_purpose_with_two_materials_is_one_object() -> None:
    assert len(analyse("混凝土和砂浆用再生细骨料").objects) == 1


def test_limit_of_the_first_object_limits_the_second() -> None:
    assert [o.text for o in analyse("电动自行车换电柜与电池包").objects] == ["电动自行车换电柜", "电动自行车电池包"]


def test_stage_is_read_from_the_process() -> None:
    assert analyse("老白茶仓储技术规程").stages == {"storage"}
    assert analyse("家具回收交易技术规范").kind == "process"


@given(st.text(max_size=40))
def test_any_title_is_taken_apart_without_error(title: str) -> None:
    assert analyse(title).title is not None


@given(st.text(alphabet="中用人造板甲醛ABC0123 、及的茶", max_size=30))
def test_tokens_stand_where_they_were_found(text: str) -> None:
    for token in cut(text):
        assert text[token.start : token.end] == token.text
