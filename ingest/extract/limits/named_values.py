"""Values that are no plain numbers: grades (不低于IP54) and shares of other values (标称值的90%)."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from graph.limits import Op
from graph.units import Unit, unit_at
from ingest.extract.limits.numbers import number_at
from ingest.extract.limits.shapes import suffixed
from ingest.extract.limits.value import Value, unit_after

REFERENCE_VALUE = re.compile(
    r"(?:标称|设计|额定|公称|规定|标准|初始|原始|试验前|明示|标示|实测|理论|平均|"
    r"基准)[^，。;；、（()）≤≥<> 0-9]{0,8}?值?(?:的|×|\*| ×| \*) ?"
    r"(?=[0-9])"
)
_NAMES = re.compile(
    r"(?:IP ?[0-9X][0-9X][A-Z]?|(?P<pencil>[1-9]?H|HB|F|[1-6]?B)|(?P<class>[A-E][12]?|ENF|E[0-2]|"
    r"[CMFPWS][0-9]{1,3}(?:\.[05])?)"
    r"|(?P<roman>[ⅠⅡⅢⅣⅤⅥ]|[IV]{1,3}))(?![A-Za-z0-9.]) ?(?P<level>级|类|型|等级)?"
)
_NUMERALS = {"特": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def ordinal(text: str, start: int, at: int, op: Op) -> Value | None:
    """A grade after a comparator: 不低于IP54, ≥2H, 不低于B1级, 不低于二级."""
    numeral = _NUMERALS.get(text[at : at + 1])
    if numeral and text[at + 1 : at + 2] == "级":
        return Value(start, at + 2, at, op, value=Decimal(numeral), unit=unit_at("级", 0), number_end=at + 1)
    found = _NAMES.match(text, at)
    if found is None or (found["pencil"] and not re.search("铅笔|硬度", text[max(0, start - 20) : start])):
        return None
    if (found["class"] or found["roman"]) and not (
        found["level"] or re.search("等级|级别|性能", text[max(0, start - 16) : start])
    ):
        return None
    name = found.group().replace(" ", "")
    return Value(
        start,
        found.end(),
        at,
        op,
        expression=name.removesuffix("级") if found["class"] else name,
        number_end=found.end(),
    )


_SHARE = re.compile(r"(?P<name>[\u4e00-\u9fffA-Za-z()]{2,24}?)的(?: ?±)? ?(?=[0-9])")


def share(text: str, at: int) -> Value | None:
    """A share of what another value is: 不应大于全冲用水量最大限定值的70%."""
    found = _SHARE.match(text, at)
    if found is None:
        return None
    number = number_at(text, found.end(), signed=False)
    if number is None:
        return None
    part = re.match(r"/[1-9][0-9]?(?![0-9])", text[number.end :])
    if part is not None:
        end = number.end + part.end()
        return Value(at, end, at, Op.FORMULA, expression=f"{found['name']}×{text[number.start : end]}", number_end=end)
    unit, end = unit_after(text, number.end)
    if unit is None or unit.canonical not in ("%", "倍", "‰", "%(m/m)", "%(V/V)"):
        return None
    sign = "±" if "±" in found.group() else ""
    return Value(
        at, end, at, Op.FORMULA, expression=f"{found['name']}×{sign}{text[number.start : end]}", number_end=end
    )


def relative(text: str, place: int, at: int) -> Value | None:
    """A share of a named value: 标称值的90%-0.1mm, 设计值的105%以上."""
    number = number_at(text, at, signed=False)
    if number is None:
        return None
    unit, end = unit_after(text, number.end)
    if unit is None or unit.canonical not in ("%", "倍", "‰"):
        return None
    last: Unit | None = None
    sign = end + (text[end : end + 1] == " ")
    if text[sign : sign + 1] in ("-", "+"):
        shift = number_at(text, sign + 1 + (text[sign + 1 : sign + 2] == " "), signed=False)
        if shift is not None:
            last, end = unit_after(text, shift.end)
    upper = re.match(r" ?[~至] ?[0-9.]{1,8} ?%", text[end : end + 14]) if last is None else None
    if upper is not None:
        end += upper.end()  # 标称容量的100%～110%
    name = re.sub(r"(?:的| ?[×*]) ?$", "", text[place:at])
    share = text[at:end].replace(" ", "")
    if last is not None:
        share = share[: len(share) - len(last.printed)]
    made = Value(place, end, place, Op.FORMULA, expression=f"{name}×{share}", unit=last, number_end=end)
    after = suffixed(text, made)
    return replace(made, end=after.end, suffix=after.suffix)
