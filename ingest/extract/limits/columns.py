"""What each column of a table is, from its head (a path through merged heads) and from what stands below."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from graph.text import normalize
from graph.units import parse_unit
from ingest.extract.limits import lexicon
from ingest.extract.limits.cells import is_empty
from ingest.extract.limits.labels import Label, read_label
from ingest.extract.limits.names import take_grade
from ingest.extract.limits.numbers import number_at

VALUE, ITEM, KEY, UNIT, COMPARE, METHOD, SKIP, REMARK, PLACE = (
    "value", "item", "key", "unit", "compare", "method", "skip", "remark", "place",
)  # fmt: skip
_LIMIT_HEAD = re.compile(r"最低|最高|最大|最小|允许|限值|限量|标准值")
_PLANS = {"n": "plan_n", "c": "plan_c", "m": "plan_m", "M": "plan_M"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its role, and the labels of its head from top to bottom."""

    index: int
    role: str
    path: tuple[Label, ...] = ()
    named: bool = False  # its role stands in the head, not guessed from the cells

    @property
    def label(self) -> Label:
        """The lowest head."""
        return self.path[-1] if self.path else Label()


def read_columns(heads: list[list[str]], body: list[list[str]]) -> list[Column]:
    """The columns of a table given the rows of its head and of its body."""
    width = max((len(row) for row in [*heads, *body]), default=0)
    found = [_column(index, heads) for index in range(width)]
    return _guess(found, body)


def _column(index: int, heads: list[list[str]]) -> Column:
    texts: list[str] = []
    for row in heads:
        text = row[index].strip() if index < len(row) else ""
        if not text or (texts and texts[-1] == text):
            continue
        if texts and parse_unit(text) is not None and not read_label(texts[-1]).has_unit:
            texts[-1] = f"{texts[-1]}/({text})"  # a head row that only names units
        else:
            texts.append(text)
    path = tuple(read_label(text) for text in texts)
    role = ""
    for label in reversed(path):
        role = role_of(label)
        if role:
            break
    above = path[-2].unit if len(path) > 1 else None
    if role == VALUE and above is not None and path[-1].unit is not None and above.kind != path[-1].unit.kind:
        role = KEY  # 排气筒高度/m under 最高允许排放速率/(kg/h)
    return Column(index, role, path, named=bool(role))


def role_of(label: Label) -> str:
    """The role a head's words give, empty where they say nothing."""
    raw = normalize(label.text).text.replace(" ", "")
    last = normalize(label.text).text.split(" ")[-1]
    if raw in _PLANS or (last in _PLANS and "采样" in raw):
        return _PLANS[raw if raw in _PLANS else last]
    name = re.sub(r"[\[(].*", "", label.name.replace(" ", "")) or label.name
    known = lexicon.columns()
    for text in (raw, label.name.replace(" ", ""), name):
        if text in known:
            return known[text]
    if re.search(r"(?:检验|试验|测定|检测|测试|分析)方法|方法标准", name):
        return METHOD
    if re.fullmatch(r"(?:序号|编号|No\.?|CAS.{0,8}|英文.{0,3})", name, re.IGNORECASE):
        return SKIP
    if re.search(r"监控位置|监测位置|监控点位", name):
        return PLACE
    if name.endswith(("项目", "污染物", "项目名称", "物质名称", "污染物名称")) and len(name) <= 10:
        return ITEM
    if name.endswith(
        ("限值", "标准值", "限量", "指标", "要求", "限量值", "浓度", "速率", "允许值", "指标值", "规定值")
    ):
        return VALUE
    return ""


def _guess(columns: list[Column], body: list[list[str]]) -> list[Column]:
    """Roles of columns whose heads say nothing: values where numbers stand, keys where words stand."""
    out: list[Column] = []
    seen_value = False
    for column in columns:
        role = column.role
        cells = [row[column.index] for row in body if column.index < len(row)]
        if not role and not column.path and out and out[-1].role == ITEM and _wordy(cells) and not _holds_values(cells):
            role = ITEM  # 项目 merged over two columns, in files that cannot say so
        if not role:
            first = column.index == 0 and not _unlike_keys(cells) and not _says_values(column)
            holds = _holds_values(cells) and not first
            role = VALUE if holds or (column.index > 0 and _says_values(column)) else KEY
            # a column of whole numbers before the first value that no head explains counts rows or classes
            if role is VALUE and not seen_value and _is_class(column, cells) and _has_more(columns, column, body):
                role = KEY
        elif role == VALUE and not _holds_values(cells) and not seen_value and column.index == 0:
            role = KEY
        elif role == ITEM and column.index > 0 and seen_value and _holds_values(cells) and not _wordy(cells):
            role = VALUE
        seen_value = seen_value or role == VALUE or role.startswith("plan")
        out.append(replace(column, role=role))
    return _plans(_points(out, body))


def _says_values(column: Column) -> bool:
    """A first column under 昼间 or 一级 holds values."""
    name = column.label.name
    substance = lexicon.terms().values.get(name) == "substance"
    return (
        substance
        or bool(lexicon.conditions("word").find(name))
        or name in lexicon.grades().values
        or bool(take_grade(name)[0])
    )


def _points(columns: list[Column], body: list[list[str]]) -> list[Column]:
    """Without an item, columns left of one that says 最低允许 or 限值 give the points where its values hold."""
    if any(column.role == ITEM for column in columns) or len(body) < 2:
        return columns
    last = max(
        (column.index for column in columns if column.role == VALUE and _LIMIT_HEAD.search(column.label.name)),
        default=-1,
    )
    return [
        replace(column, role=KEY)
        if column.role == VALUE and column.index < last and column.path and not _limits(column)
        else column
        for column in columns
    ]


def _limits(column: Column) -> bool:
    return (
        column.named
        or any(_LIMIT_HEAD.search(label.name) for label in column.path)
        or _says_values(column)
        or column.label.op is not None
    )


def _plans(columns: list[Column]) -> list[Column]:
    """n, c, m and M are a plan only together; a lone m is the metre."""
    roles = {column.role for column in columns}
    if {"plan_n", "plan_c", "plan_m"} <= roles:
        return columns
    return [replace(column, role=VALUE) if column.role.startswith("plan") else column for column in columns]


def _is_class(column: Column, cells: list[str]) -> bool:
    """Whether numbers of a column name classes or points (频率 31.5, 63, 125), by its head."""
    text = column.label.name
    if any(lexicon.comparators().at(normalize(cell).text.strip(), 0) for cell in cells) or take_grade(text)[0]:
        return False
    if text in lexicon.grades().values:
        return False
    return (
        text.endswith(
            (
                "类别",
                "等级",
                "级别",
                "类",
                "级",
                "型号",
                "规格",
                "分类",
                "代号",
                "频率",
                "温度",
                "时间",
                "直径",
                "厚度",
                "尺寸",
                "标称",
                "公称",
                "额定",
            )
        )
        or "类别" in text
    )


def _has_more(columns: list[Column], column: Column, body: list[list[str]]) -> bool:
    return any(
        _holds_values([row[other.index] for row in body if other.index < len(row)])
        for other in columns
        if other.index > column.index and other.role in ("", VALUE)
    )


def _holds_values(cells: list[str]) -> bool:
    shown = [cell for cell in cells if cell.strip()]
    if not shown:
        return False
    return sum(_is_value(cell) for cell in shown) * 2 >= len(shown)


def _is_value(cell: str) -> bool:
    text = normalize(cell).text.strip()
    if is_empty(cell) or lexicon.qualitative().values.get(text):
        return True
    if lexicon.comparators().at(text, 0) is not None or (text[:1] in "±(" and number_at(text, 1) is not None):
        return True
    if re.match(r"[0-9.]{1,8} ?(?:类|级(?!$)|型|号|、|，)|[0-9]{1,7}-[0-9]{2}-[0-9]$", text):
        return False
    number = number_at(text, 0)
    rest = text[number.end :] if number is not None else text
    return number is not None and sum("\u4e00" <= char <= "\u9fff" for char in rest) <= 6


def _wordy(cells: list[str]) -> bool:
    return any(re.search(r"[\u4e00-\u9fff]{2}", cell) for cell in cells)


def _unlike_keys(cells: list[str]) -> bool:
    return any(lexicon.comparators().at(normalize(cell).text.strip(), 0) for cell in cells)


def blocks(columns: list[Column]) -> list[list[Column]]:
    """Columns of one item each: 项目 | 指标 | 项目 | 指标 is two tables side by side."""
    out: list[list[Column]] = []
    current: list[Column] = []
    for column in columns:
        starts = (
            column.role == ITEM
            and any(other.role == VALUE for other in current)
            and any(other.role == ITEM for other in current)
        )
        if starts:
            out.append(current)
            current = []
        current.append(column)
    out.append(current)
    return out
