"""What the heads and keys around a value cell say: object, characteristic, condition, grade."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.ids import find
from graph.text import normalize
from graph.units import Unit
from ingest.extract.limits import lexicon
from ingest.extract.limits.labels import Label, full_name
from ingest.extract.limits.leads import bracket_kind
from ingest.extract.limits.names import Name, split_name, strip_object, take_grade, tidy

_CAPTION_TAIL = re.compile(
    r"(?:(?:常规|扩展|基本)?(?:指标|项目)?(?:浓度|含量)?(?:及|和|与)?(?:[其]?(?:最高|"
    r"最低)?(?:允许)?(?:排放)?(?:限值|限量|限量值|标准限值|标准值|浓度限值|要求|指标|技术要求|"
    r"技术指标|质量指标|规定|分级|分类|等级|控制要求|指标要求|值))"
    r"|一览表|限值表|表|续|续表|\((?:续|规范性|资料性)\))+$"
)
_SPECIAL = re.compile(r"特别(?:排放|控制)限值|特别限值")
_NUMBER = re.compile(r"^(?:续?表 ?[A-Z]?\.?[0-9]{0,2}(?:[-.][0-9]{1,2}){0,2} ?(?:\(续\))?|续表)[ 　]?")
_QUALIFIERS = re.compile(r"PC-TWA|PC-STEL|MAC|余量|排放速率|释放速率|增量|迁移量|总量")
_CONCENTRATIONS = re.compile(r"浓度|限值|限量|含量|标准值|允许值|指标|容许")
_SYMBOL = re.compile(r"(?<=[\u4e00-\u9fff]) ?[A-Z][A-Za-z,.]{1,6}$")  # 等效声级 LAeq
_EXTENTS = ("间距", "距离", "净距", "宽度", "净宽", "高度", "净高", "面积", "耐火极限", "疏散时间")
_BODIES = ("企业", "工业", "机构")  # whose limit it is, not what is measured
_CLASS_HEAD = re.compile(r"类别|等级|级别|分级|分类|类型|类$|级$|型号|规格|代号")


@dataclass
class Around:
    """What was gathered for a value from its row, its column and the table."""

    objects: list[str] = field(default_factory=list)
    characteristic: str = ""
    conditions: list[str] = field(default_factory=list)
    grades: list[str] = field(default_factory=list)
    basis: str = ""
    guessed: bool = False  # the characteristic was taken from the caption

    def condition(self) -> str:
        return "；".join(dict.fromkeys(self.conditions))

    def grade(self) -> str:
        return " ".join(dict.fromkeys(self.grades))


@dataclass(frozen=True, slots=True)
class Caption:
    """A table's title taken apart."""

    object: str = ""
    characteristic: str = ""
    text: str = ""
    grade: str = ""  # 特别排放限值

    @property
    def measures_extent(self) -> bool:
        """A distance, size or duration between or of things that the rows name, unlike a content of substances."""
        return self.characteristic.endswith(_EXTENTS)


def read_caption(text: str) -> Caption:
    """表1 工业企业厂界环境噪声排放限值 → 工业企业厂界 | 环境噪声."""
    title = re.split("[；;。\n]", text)[0]
    title = _NUMBER.sub("", title.strip()).strip(" :：（(")
    special = _SPECIAL.search(title)
    if special is not None:
        rest = read_caption(title.replace(special.group(), ""))
        return Caption(rest.object, rest.characteristic, title, special.group())
    title = normalize(title).text.strip(" ;；:,，")
    bracket = re.search(r"\([^()]{1,30}\)$", title)
    bare = _CAPTION_TAIL.sub("", title[: bracket.start()] if bracket is not None else title).strip(" 的")
    if not bare:
        return Caption(text=title)
    if bare.endswith("组织") and title[len(bare) :].startswith("排放"):
        bare += "排放"
    bare = _SYMBOL.sub("", bare)
    name = split_name(bare)
    known = not name.modifier_only and bool(lexicon.terms().ending(name.characteristic, len(name.characteristic)))
    if not known or len(name.characteristic) == 1:
        return Caption(object=_caption_object(bare), text=title)
    alias = bracket.group() if bracket is not None and bracket_kind(bracket.group()[1:-1]) in ("alias", "basis") else ""
    return Caption(object=name.object, characteristic=name.characteristic + alias.replace("(续)", ""), text=title)


_GENERIC = re.compile(
    r"(?:的?(?:基本|物理|力学|理化|感官|微生物|卫生|安全|污染物|化学成分|化学|技术|质量|主要|性能|机械|"
    r"工艺|外观|物化|营养|和|及|与|、))+$"
)


def _caption_object(text: str) -> str:
    """An object without words that only say what kind of table this is: 灭菌乳理化 → 灭菌乳, 物理力学性能 → nothing."""
    for mention in reversed(find(text)):
        text = text[: mention.start] + text[mention.end :]
    bare = _GENERIC.sub("", text) if not text.endswith(("大气污染物", "水污染物")) else text
    return strip_object(bare)


def is_characteristic(text: str) -> bool:
    """Whether a key names what is measured: it ends with a known substance or quantity."""
    bare = re.sub(r"\([^()]*\)$", "", text).strip()
    bare = re.sub(r"(?<=[\u4e00-\u9fff)]) ?[A-Za-zα-ωΑ-Ω][A-Za-z0-9,.]{0,6}$", "", bare)  # 屈服强度 ReL
    term = lexicon.terms().ending(bare, len(bare))
    return term is not None and lexicon.terms().values[term] in ("substance", "quantity")


def add_item(around: Around, labels: list[Label]) -> None:
    """The item of a row, from one or more columns under 项目."""
    for label in labels:
        name = full_name(label.name)
        if not name or lexicon.columns().get(name) == "value":
            continue
        around.conditions += label.conditions
        around.basis = label.basis or around.basis
        if not around.characteristic:
            around.characteristic = tidy(name) if len(name) > 3 else name
        elif is_characteristic(name) and not _only_modifier(name):
            if not is_characteristic(around.characteristic):
                around.objects.append(around.characteristic)
            elif name not in around.characteristic:
                name = name if _is_category(around.characteristic) else f"{around.characteristic}({name})"
            around.characteristic = name
        elif name.endswith(_BODIES):
            around.objects.append(name)  # 单位产品基准排水量 | 白酒企业
        elif name not in around.characteristic:
            around.characteristic = f"{around.characteristic}({name})"


def _only_modifier(name: str) -> bool:
    return lexicon.terms().values.get(name) == "modifier"


def _is_category(name: str) -> bool:
    return name.endswith(("指标", "项目", "物质", "污染物", "微生物", "重金属", "类", "性能"))


def add_key(around: Around, head: Label, label: Label, *, item_known: bool) -> None:
    """A key of a row that is no item: 昼间, 2类, 燃煤锅炉, or an item under an unknown head."""
    text = label.name
    if not text:
        return
    around.conditions += label.conditions
    if not item_known and not around.characteristic and is_characteristic(text) and not _CLASS_HEAD.search(head.name):
        around.characteristic = tidy(text)
        around.basis = label.basis or around.basis
        return
    _place(around, text, head)


def _place(around: Around, text: str, head: Label | None = None) -> None:
    words = [
        word
        for _, word in lexicon.conditions("word").find(text)
        if word not in ("其他", "短期", "长期", "高温", "低温", "常温")
    ]
    if words:
        around.conditions.append(text)
        return
    if head is not None and _CLASS_HEAD.search(head.name):
        stem = re.sub(r"(?:类别|等级|级别|分级|分类|类型)$", "", head.name)
        grade, _ = take_grade(text)
        if re.fullmatch(r"[0-9A-Z、,/ⅠⅡⅢⅣⅤ]{1,8}[a-z]?", text) and head.name.endswith("类别"):
            text += "类"
        if grade and grade == text.strip():
            around.grades.append(text.removesuffix("级") if re.match(r"E|ENF", text) else text)
        if stem and not (grade and stem in around.characteristic):
            around.objects.append(f"{stem}{text}")
        else:
            around.objects.append(text)
        return
    if head is not None and re.fullmatch(r"[0-9.]{1,8}", text) and head.unit is None and head.name:
        around.conditions.append(f"{head.name}{text}")
        return
    if head is not None and head.unit is not None:
        around.conditions.append(f"{head.name}{text}{head.unit.printed.strip('()')}")
        return
    if re.search(r"[0-9] ?(?:mm|m|℃|h|kW|MW|t/h|%|kV|V|kg|min)|[≤≥<>]", text):
        around.conditions.append(
            f"{head.name}{text}"
            if head is not None and head.name and len(head.name) < 10 and head.name not in text
            else text
        )
        return
    grade, rest = take_grade(text)
    if (grade and len(rest.strip()) <= 3) or text in lexicon.grades().values:
        around.grades.append(text)
        return
    around.objects.append(text)


def add_heads(around: Around, labels: list[Label], *, item_known: bool, row_unit: bool) -> Unit | None:
    """The heads of a value's column, from top to bottom; gives the unit they name."""
    unit: Unit | None = None
    for label in labels:
        unit = label.unit or unit
        around.conditions += label.conditions
        text = _without_column_words(label.name)
        if not text:
            continue
        _head(around, text, label, item_known=item_known, row_unit=row_unit)
    return unit


def _without_column_words(name: str) -> str:
    """A head without words such as 限值 or 质量指标 that only say that values follow."""
    if lexicon.columns().get(name.replace(" ", "")) in ("value", "item", "skip", "unit", "compare"):
        return "" if name not in ("特别排放限值",) else name
    kept = [part for part in name.split(" ") if lexicon.columns().get(part) not in ("value", "item")]
    return " ".join(kept)


def _head(around: Around, text: str, label: Label, *, item_known: bool, row_unit: bool) -> None:
    words = [word for _, word in lexicon.conditions("word").find(text)]
    if text in ("特别排放限值", "特别限值"):
        around.grades.append(text)
        return
    if words and not is_characteristic(_without(text, words)):
        around.conditions.append(text)
        return
    if words:
        around.conditions += words
        text = _without(text, words)
    grade, rest = take_grade(text)
    if grade or text in lexicon.grades().values or any(word in lexicon.grades().values for word in text.split()):
        around.grades.append(text if len(rest.strip()) <= 6 else grade)
        if len(rest.strip()) <= 6:
            return
        text = rest.strip()
    name = split_name(text)
    if _measures(name):
        _head_characteristic(around, name, label, item_known=item_known, row_unit=row_unit)
    elif name.object and _CONCENTRATIONS.search(text):
        around.objects.append(name.object)
    elif re.search(r"[0-9] ?(?:mm|m|℃|h|kW|MW|t/h|%|kV|V)|[≤≥<>]", text) or re.fullmatch(r"[0-9.]{1,8}", text):
        around.conditions.append(text)
    elif _QUALIFIERS.search(text):
        _qualify(around, text)
    elif not around.characteristic and (label.unit is not None or re.fullmatch(r"[A-Za-z][A-Za-z0-9]{0,5}", text)):
        around.characteristic = text
    else:
        around.objects.append(text)


def _without(text: str, words: list[str]) -> str:
    for word in words:
        text = text.replace(word, "")
    return text.strip()


def _measures(name: Name) -> bool:
    """Whether a name ends with a known quantity, or says 限值 of something."""
    return bool(name.characteristic) and not name.generic and (
        lexicon.terms().ending(name.characteristic, len(name.characteristic)) is not None
    )  # fmt: skip


def _head_characteristic(around: Around, name: Name, label: Label, *, item_known: bool, row_unit: bool) -> None:
    if name.object and not _CONCENTRATIONS.fullmatch(name.object):
        around.objects.append(name.object)
    if not around.characteristic:
        around.characteristic = name.characteristic
        return
    other = (
        label.unit is not None
        and label.unit.kind in ("time", "length", "temperature", "calendar_year", "force")
        and not row_unit
    )
    other = other or (label.unit is not None and name.characteristic.endswith(("效率", "去除率", "净化率")))
    if item_known and other:
        around.conditions.append(around.characteristic)
        around.characteristic = name.characteristic
        return
    _qualify(around, name.characteristic)


def _qualify(around: Around, text: str) -> None:
    found = _QUALIFIERS.search(text)
    if found is not None and found.group() not in around.characteristic and around.characteristic:
        joint = " " if found.group().isascii() else ""
        around.characteristic = f"{around.characteristic}{joint}{found.group()}"
    elif not around.characteristic:
        around.characteristic = text
