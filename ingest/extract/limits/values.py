"""Recognising values in a normalised text: comparators, numbers, ranges, tolerances, words such as 不得检出.

One pass from left to right, longest reading first. A :class:`Value` says what is printed; whether it is a limit, a
condition or nothing is decided later (:mod:`.roles`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from graph.limits import BOUNDS, Op
from graph.units import Unit, unit_at
from ingest.extract.limits import lexicon
from ingest.extract.limits.masks import masked
from ingest.extract.limits.numbers import Number, big_at, number_at

_RANGE_JOINTS = ("~", "——", "—", "--", "至", "到", "…", "...", "-")
_FILLERS = (" ", "应", "均", "为", "等于", "或等于", "(", ":", "的", "在")
_REFERENCE_VALUE = re.compile(
    r"(?:标称|设计|额定|公称|规定|标准|初始|原始|试验前|明示|标示|实测|理论|平均|基准)[^，。;；、（()）≤≥<> 0-9]{0,8}?值?(?:的|×|\*| ×| \*) ?"
    r"(?=[0-9])"
)
_FORMULA = re.compile(
    r"[0-9][0-9.]{0,10}(?:[/+\-×*·](?:[0-9.]{1,8}|[a-zA-Zλ](?:[\^²³0-9]{0,3})|\(?√?\(?[a-z]\)?\)?)){1,4}|[0-9.]{1,8}[a-z](?: ?[+-] ?[0-9.]{1,8})"
)
_HALF_GRADE = re.compile(r"([1-7])-([1-8])(?![0-9.~])")


@dataclass(frozen=True, slots=True)
class Value:
    """A value as printed. ``op`` is None for a bare number; spans are of the normalised text."""

    start: int  # of the comparator, where there is one
    end: int
    at: int  # of the first number or word
    op: Op | None
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    low_closed: bool = True
    high_closed: bool = True
    nominal: Decimal | None = None
    plus: Decimal | None = None
    minus: Decimal | None = None
    expression: str | None = None
    unit: Unit | None = None
    deviation: bool = False  # printed with ±, + or - alone
    suffix: bool = False  # the comparator stands behind the number
    product: bool = False  # 500 mm×500 mm
    sure: bool = True
    bound: Op | None = None  # of a formula
    number_end: int = 0  # end of the number, before the unit


def scan(text: str, *, in_cell: bool = False) -> list[Value]:
    """All values of a text, left to right. Linear: every position is looked at once, with bounded lookahead."""
    covered = masked(text, in_cell=in_cell)
    found: list[Value] = []
    place, mask = 0, 0
    while place < len(text):
        while mask < len(covered) and covered[mask][1] <= place:
            mask += 1
        if mask < len(covered) and covered[mask][0] <= place:
            place = covered[mask][1]
            continue
        value = _at(text, place)
        if value is not None:
            found.append(value)
            place = value.end
        elif text[place].isascii() and (text[place].isalnum() or text[place] == "."):
            place = _past_word(text, place)
        else:
            place += 1
    return found


def _past_word(text: str, place: int) -> int:
    while place < len(text) and text[place].isascii() and (text[place].isalnum() or text[place] == "."):
        place += 1
    return place


def _at(text: str, place: int) -> Value | None:
    word = lexicon.comparators().at(text, place)
    qualitative = lexicon.qualitative().at(text, place)
    if word is not None and (qualitative is None or len(word) >= len(qualitative)):
        op, at = Op(lexicon.comparators().values[word]), _skip(text, place + len(word))
        inner = _ordinal(text, place, at, op) or _value(text, at) or _share(text, at)
        return _compared(inner, place, op) if inner is not None else None
    if qualitative is not None and len(qualitative) > 1 and not qualitative.isascii():
        op = Op(lexicon.qualitative().values[qualitative])
        return Value(place, place + len(qualitative), place, op, expression=qualitative)
    return _value(text, place) if text[place] in "0123456789±+-(" or text[place] in "标设额公规初原试明实理基" else None


_NAMES = re.compile(
    r"(?:IP ?[0-9X][0-9X][A-Z]?|(?P<pencil>[1-9]?H|HB|F|[1-6]?B)|(?P<class>[A-E][12]?|ENF|E[0-2]|[CMFPWS][0-9]{1,3}(?:\.[05])?)"
    r"|(?P<roman>[ⅠⅡⅢⅣⅤⅥ]|[IV]{1,3}))(?![A-Za-z0-9.]) ?(?P<level>级|类|型|等级)?"
)
_NUMERALS = {"特": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def _ordinal(text: str, start: int, at: int, op: Op) -> Value | None:
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


def _share(text: str, at: int) -> Value | None:
    """A share of what another value is: 不应大于全冲用水量最大限定值的70%."""
    found = _SHARE.match(text, at)
    if found is None:
        return None
    number = number_at(text, found.end(), signed=False)
    if number is None:
        return None
    unit, end = _unit(text, number.end)
    if unit is None or unit.canonical not in ("%", "倍", "‰", "%(m/m)", "%(V/V)"):
        return None
    sign = "±" if "±" in found.group() else ""
    return Value(
        at, end, at, Op.FORMULA, expression=f"{found['name']}×{sign}{text[number.start : end]}", number_end=end
    )


def _skip(text: str, place: int) -> int:
    """Past fillers between a comparator and its value."""
    for _ in range(4):
        for filler in _FILLERS:
            if filler != "(" and text.startswith(filler, place):
                place += len(filler)
                break
        else:
            break
    return place


def _compared(inner: Value, start: int, op: Op) -> Value:
    if inner.op is Op.RANGE and inner.deviation and op in (Op.LE, Op.LT):
        return replace(inner, start=start)  # 不大于±19
    if inner.op in (Op.RANGE, Op.TOL):
        return replace(inner, start=start)
    if inner.expression is None or inner.op in BOUNDS:
        return replace(inner, start=start, op=op)
    return replace(inner, start=start, op=Op.FORMULA, bound=op)


def _value(text: str, place: int) -> Value | None:
    """A value without comparator before it."""
    if text[place : place + 1] == "±":
        return _deviation(text, place)
    if text[place : place + 1] == "(":
        return _bracketed(text, place)
    reference = _REFERENCE_VALUE.match(text, place)
    if reference is not None:
        return _relative(text, place, reference.end())
    number = number_at(text, place, signed=_may_sign(text, place))
    if number is None:
        return None
    return _numeric(text, place, number)


def _may_sign(text: str, place: int) -> bool:
    before = text[place - 1 : place]
    return not before or (not (before.isalnum() and before.isascii()) and before not in ")%")


def _unit(text: str, end: int) -> tuple[Unit | None, int]:
    for gap in range(3):
        if text[end : end + gap].strip(" ") == "":
            unit = unit_at(text, end + gap)
            if unit is not None and not _part_of_word(text, end + gap, unit):
                return unit, _raised(text, unit.reading.end)
    return None, end


def _raised(text: str, end: int) -> int:
    """Past a power that a text layer has set apart: mg/m 3."""
    if text[end - 3 : end] in ("g/m", "q/m", "U/m") and re.match(r" [23](?![0-9.a-zA-Z])", text[end : end + 3]):
        return end + 2
    return end


_WORDS_AFTER = {"级": ("级别", "级配"), "点": ("点的", "点位"), "个": ("个月",), "次": ("次数",), "人": ("人员", "人民"), "处": (),
                "度": ("度假",), "日": ("日期",), "年": ("年度",), "分": ("分别", "分级", "分类", "分析"), "间": ("间隔",),
                "条": ("条件", "条款", "条规"), "项": ("项目",), "方": ("方法", "方式", "方可"), "孔": (), "天": ("天然",)}  # fmt: skip


def _part_of_word(text: str, place: int, unit: Unit) -> bool:
    if len(unit.printed) != 1:
        return False
    return any(
        text.startswith(word, place)
        for word in _WORDS_AFTER.get(unit.printed, ())
        if word != "个月" or unit.printed != "个"
    )


def _numeric(text: str, place: int, first: Number) -> Value | None:
    half = _HALF_GRADE.match(text, place)
    if half is not None and int(half[2]) == int(half[1]) + 1:
        unit, end = _unit(text, half.end())
        if unit is not None and unit.canonical == "grade":
            middle = (Decimal(half[1]) + Decimal(half[2])) / 2
            return _suffixed(text, Value(place, end, place, None, value=middle, unit=unit, number_end=half.end()))
    big, length = big_at(text, first.end)
    unit, end = _unit(text, first.end)
    if big > 1 and (unit is None or unit.multiplier == 1):
        unit, end = _unit(text, first.end + length)
        first = replace(first, value=first.value * big, end=first.end + length)
        end = max(end, first.end)
    made = Value(place, end, place, None, value=first.value, unit=unit, sure=first.sure, number_end=first.end)
    if unit is None and end < len(text) and text[end].isascii() and text[end].isalpha():
        return _with_letters(text, place)
    for more in (_tolerance, _asymmetric, _range, _signed_pair, _product):
        longer = more(text, made)
        if longer is not None:
            return longer
    ratio = re.compile(r" ?: ?([0-9]{1,5}(?:\.[0-9]{1,3})?)(?![0-9:])").match(text, first.end)
    if ratio is not None and unit is None:
        return Value(
            place,
            ratio.end(),
            place,
            None,
            expression=text[place : ratio.end()].replace(" ", ""),
            number_end=ratio.end(),
        )
    if unit is None:
        formula = _FORMULA.match(text, place)
        if formula is not None and any(char.isalpha() for char in formula.group()) and formula.end() > first.end:
            return _with_letters(text, place)
    return _suffixed(text, made)


def _with_letters(text: str, place: int) -> Value | None:
    """A formula (0.03d+0.3, 32000/f²); None for names."""
    formula = _FORMULA.match(text, place)
    if formula is None or not any(char.isalpha() for char in formula.group()):
        return None
    unit, end = _unit(text, formula.end())
    return Value(
        place, end, place, Op.FORMULA, expression=formula.group().replace(" ", ""), unit=unit, number_end=formula.end()
    )


def _suffixed(text: str, value: Value) -> Value:
    """With a comparator behind it: 10 mg/L以下."""
    place = value.end + (text[value.end : value.end + 1] == " ")
    word = lexicon.after_comparators().at(text, place)
    if word is None:
        return value
    return replace(value, end=place + len(word), op=Op(lexicon.after_comparators().values[word]), suffix=True)


def _deviation(text: str, place: int) -> Value | None:
    at = place + 1 + (text[place + 1 : place + 2] == " ")
    if text[at : at + 1] == "(":
        close = text.find(")", at, at + 40)
        inner = text[at + 1 : close] if close > 0 else ""
        if inner and any(char.isdigit() for char in inner) and re.fullmatch(r"[0-9A-Za-z.+\-×*/· √^]{1,38}", inner):
            unit, end = _unit(text, close + 1)
            return Value(
                place, end, place, Op.FORMULA, expression=f"±({inner})", unit=unit, deviation=True, number_end=close + 1
            )
        return None
    number = number_at(text, at, signed=False)
    if number is None:
        return None
    unit, end = _unit(text, number.end)
    if unit is None and end < len(text) and text[end].isascii() and text[end].isalpha():
        formula = _FORMULA.match(text, at)
        if formula is not None:
            unit, end = _unit(text, formula.end())
            return Value(place, end, place, Op.FORMULA, expression="±" + formula.group(), unit=unit, deviation=True)
    return Value(
        place, end, place, Op.RANGE, low=-number.value, high=number.value, unit=unit, deviation=True, number_end=number.end
    )  # fmt: skip


def _bracketed(text: str, place: int) -> Value | None:
    """(18.0±0.3) mm, (20～25)℃: the bracket must hold a two-sided value and nothing else."""
    first = number_at(text, place + 1 + (text[place + 1 : place + 2] == " "))
    if first is None:
        return None
    unit, end = _unit(text, first.end)
    made = Value(place, end, first.start, None, value=first.value, unit=unit, number_end=first.end)
    inner = _tolerance(text, made) or _range(text, made)
    if inner is None:
        return None
    close = inner.end + (text[inner.end : inner.end + 1] == " ")
    if text[close : close + 1] != ")":
        return None
    unit, end = _unit(text, close + 1)
    return replace(inner, start=place, at=place, end=end, unit=unit or inner.unit, number_end=close + 1)


def _relative(text: str, place: int, at: int) -> Value | None:
    """A share of a named value: 标称值的90%-0.1mm, 设计值的105%以上."""
    number = number_at(text, at, signed=False)
    if number is None:
        return None
    unit, end = _unit(text, number.end)
    if unit is None or unit.canonical not in ("%", "倍", "‰"):
        return None
    last: Unit | None = None
    sign = end + (text[end : end + 1] == " ")
    if text[sign : sign + 1] in ("-", "+"):
        shift = number_at(text, sign + 1 + (text[sign + 1 : sign + 2] == " "), signed=False)
        if shift is not None:
            last, end = _unit(text, shift.end)
    name = re.sub(r"(?:的| ?[×*]) ?$", "", text[place:at])
    share = text[at:end].replace(" ", "")
    if last is not None:
        share = share[: len(share) - len(last.printed)]
    made = Value(place, end, place, Op.FORMULA, expression=f"{name}×{share}", unit=last, number_end=end)
    after = _suffixed(text, made)
    return replace(made, end=after.end, suffix=after.suffix)


def _tolerance(text: str, first: Value) -> Value | None:
    sign = first.end + (text[first.end : first.end + 1] == " ")
    if text[sign : sign + 1] != "±" or first.value is None:
        return None
    number = number_at(text, sign + 1 + (text[sign + 1 : sign + 2] == " "), signed=False)
    if number is None:
        return None
    unit, end = _unit(text, number.end)
    if unit is not None and unit.canonical == "%" and first.unit is not None and first.unit.canonical != "%":
        return None if first.value is None else _percent_tolerance(first, number, end)
    return replace(
        first, end=end, op=Op.TOL, nominal=first.value, value=None, plus=number.value, minus=number.value,
        unit=unit or first.unit, number_end=number.end,
    )  # fmt: skip


def _percent_tolerance(first: Value, number: Number, end: int) -> Value:
    """220 V ± 10 %: the deviation is a share of the nominal value."""
    assert first.value is not None
    share = first.value * number.value / 100
    return replace(first, end=end, op=Op.TOL, nominal=first.value, value=None, plus=share, minus=share)


_ASYMMETRIC = re.compile(r"[ (]{0,2}\+ ?([0-9]{1,6}(?:\.[0-9]{1,6})?)[ ,、/]{0,3}-? ?([0-9]{1,6}(?:\.[0-9]{1,6})?)\)?")


def _asymmetric(text: str, first: Value) -> Value | None:
    """1220 +2.0/-1.0."""
    if first.unit is not None or first.value is None or text[first.start] in "+-":
        return None
    found = _ASYMMETRIC.match(text, first.end)
    if found is None or not ("-" in found.group() or re.search(r"[ ]0$", found.group())):
        return None
    unit, end = _unit(text, found.end())
    return replace(
        first, end=end, op=Op.TOL, nominal=first.value, value=None, plus=Decimal(found[1]), minus=Decimal(found[2]),
        unit=unit, number_end=found.end(),
    )  # fmt: skip


def _range(text: str, first: Value) -> Value | None:
    place = first.end + (text[first.end : first.end + 1] == " ")
    joint = next((joint for joint in _RANGE_JOINTS if text.startswith(joint, place)), None)
    if joint is None or first.value is None:
        return None
    at = place + len(joint)
    at += text[at : at + 1] == " "
    word = lexicon.comparators().at(text, at)
    if word is not None and joint == "~":
        at = _skip(text, at + len(word))
    number = number_at(text, at)
    if number is None or (joint == "-" and number.value < first.value):
        return None
    big, length = big_at(text, number.end)
    unit, end = _unit(text, number.end)
    high = number.value
    if big > 1 and (unit is None or unit.multiplier == 1):
        high *= big
        unit, end = _unit(text, number.end + length)
        end = max(end, number.end + length)
    low = first.value
    if first.unit is None and unit is not None and unit.canonical in ("°", "'") and end == number.end:
        return None
    low, high = min(low, high), max(low, high)
    return replace(
        first, end=end, op=Op.RANGE, value=None, low=low, high=high, unit=unit or first.unit, number_end=number.end,
        deviation=text[first.at : first.at + 1] in "+-",
    )  # fmt: skip


def _signed_pair(text: str, first: Value) -> Value | None:
    """+3.0%、-2.5%: two signed deviations are one range."""
    if first.value is None or text[first.at] not in "+-":
        return None
    found = re.compile(r" ?[、,，/;] ?").match(text, first.end)
    if found is None or text[found.end() : found.end() + 1] not in ("+", "-") or text[found.end()] == text[first.at]:
        return None
    number = number_at(text, found.end())
    if number is None:
        return None
    unit, end = _unit(text, number.end)
    low, high = sorted((first.value, number.value))
    return replace(
        first, end=end, op=Op.RANGE, value=None, low=low, high=high, unit=unit or first.unit, deviation=True,
        number_end=number.end,
    )  # fmt: skip


def _product(text: str, first: Value) -> Value | None:
    """500 mm×500 mm: a size, not a limit of one quantity."""
    end, unit, count = first.end, first.unit, 0
    while count < 3:
        found = re.compile(r" ?[×xX*] ?(?=[0-9(])").match(text, end)
        number = number_at(text, found.end(), signed=False) if found else None
        if number is None:
            break
        unit, end = _unit(text, number.end)
        count += 1
    if not count:
        return None
    return replace(first, end=end, unit=unit, product=True)
