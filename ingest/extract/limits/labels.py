"""Reading the head of a row or column: name, unit, comparator, conditions, footnote marks.

甲醛含量/(mg/kg) ≤                      → 甲醛含量, mg/kg, ≤
重金属（以Pb计）/(mg/kg) 4%乙酸，60℃ ≤   → 重金属(以Pb计), mg/kg, ≤, condition 4%乙酸，60℃
总大肠菌群（MPN/100mL或CFU/100mL）       → 总大肠菌群, MPN/100mL
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from graph.limits import Op
from graph.text import normalize
from graph.units import Unit, parse_unit, unit_at
from ingest.extract.limits import lexicon
from ingest.extract.limits.leads import bracket_kind
from ingest.extract.limits.value import unit_after

_MARKS = re.compile(
    r"[①-⑳]|(?:注[¹²³⁴-⁹][,，]?)+|⁽[¹²³⁴-⁹]⁾|[¹²³⁴-⁹]⁾(?:[,，、][¹²³⁴-⁹]⁾)*|[ᵃᵇᶜᵈᵉᶠ]|\*{1,3}$|"
    r"(?<=[\u4e00-\u9fff)）]) ?(?:\([1-9]\)|[1-9]\)|[a-h]\)?|注[1-9])$"
)
_FREE = ("无量纲", "无单位", "量纲为一")


@dataclass(frozen=True, slots=True)
class Label:
    """What a head says. ``free`` marks 无量纲; ``units`` are all printed alternatives (MPN/mL或CFU/mL)."""

    name: str = ""
    unit: Unit | None = None
    unit_text: str | None = None
    op: Op | None = None
    conditions: tuple[str, ...] = ()
    basis: str = ""
    marks: tuple[str, ...] = field(default=())
    text: str = ""

    @property
    def has_unit(self) -> bool:
        return self.unit is not None or self.unit_text is not None


def read_label(source: str) -> Label:
    """Read a head as printed."""
    text = _joined(normalize(source).text.strip())
    text, marks = take_marks(text)
    text, op = split_comparator(text)
    label = _with_unit(text)
    if re.search(r"[≤≥<>±] ?[0-9]", label.name) or (label.unit is not None and re.search(r"[0-9]$", label.name)):
        label = Label(name=text)  # 厚度≤16 mm, 距离 10 m: a value, not a head with a unit
    conditions, name, basis = list(label.conditions), label.name, ""
    out, place = [], 0
    for found in re.finditer(r"[(\[]([^()\[\]]{1,60})[)\]]", name):
        kind = bracket_kind(found.group(1))
        if kind == "condition" and place <= found.start():
            out.append(name[place : found.start()])
            conditions.append(found.group(1))
            place = found.end()
        elif kind == "basis":
            basis = found.group(1)
    out.append(name[place:])
    name = "".join(out).strip(" ,，、:;；/")
    found_op = op if op is not None or name == text else _inner_comparator(name)
    if op is None and found_op is not None:
        name = re.sub(r"[ ,，]{0,2}(?:≤|≥|<|>|不大于|不小于|不低于|不高于|不超过)[ ,，]{0,2}", " ", name).strip()
    return replace(label, name=name, op=found_op, conditions=tuple(conditions), basis=basis, marks=marks, text=source)


def _joined(text: str) -> str:
    """A letter-spaced head as one word: 控 制 项 目, 昼 间."""
    parts = text.split(" ")
    return "".join(parts) if len(parts) > 1 and all(len(part) == 1 for part in parts) else text


def take_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """A text without the marks of its footnotes."""
    marks = tuple(match.group().strip() for match in _MARKS.finditer(text))
    return (_MARKS.sub("", text).strip(), marks) if marks else (text, ())


def split_comparator(text: str) -> tuple[str, Op | None]:
    """A comparator that ends a head: 甲醛含量/(mg/kg) ≤, 十六烷值 不小于, 限值(≤)."""
    bare = text.rstrip(" ,，:")
    closing = bare.endswith(")") and any(
        bare[:-1].endswith(word) for word in ("≤", "≥", "<", ">", "大于", "小于", "高于", "低于", "超过")
    )
    bare = bare[:-1] if closing else bare
    for length in range(min(10, len(bare)), 0, -1):
        word = bare[-length:]
        op = lexicon.comparators().values.get(word)
        if op is not None:
            rest = bare[:-length].rstrip(" ,，(应")
            return (rest + ")" if rest.count("(") > rest.count(")") else rest), Op(op)
    return text, None


def _inner_comparator(text: str) -> Op | None:
    for word in ("≤", "≥", "不大于", "不小于", "不低于", "不高于", "不超过"):
        if f" {word}" in text or text.startswith(word):
            return Op(lexicon.comparators().values[word])
    return None


def _with_unit(text: str) -> Label:
    """The name and unit of a text; a unit that ends it wins over one in the middle."""
    for found in re.finditer(r"(?<=[\u4e00-\u9fff)])(?=[A-Za-zμ℃%‰°])|[/,，] ?|(?<=[^ ]) ", text):
        unit = unit_at(text, found.end())
        if (
            unit is not None
            and _stands(text[: found.start()], unit)
            and re.fullmatch(r"(?:\([a-zA-Z]{1,3}\))?", text[unit.reading.end :])
        ):
            return _label(text, found.start(), len(text), unit)
    for found in re.finditer(r"[(\[]", text):
        close = _closing(text, found.start())
        if close < 0:
            continue
        inner = text[found.start() + 1 : close]
        if inner.replace(" ", "") in _FREE or ("无量纲" in inner and len(inner) < 8):
            return _label(text, found.start(), close + 1, None, "1")
        unit = _one_of(inner)
        if unit is not None and not (len(inner) == 1 and inner.isascii() and inner.isalpha() and found.start() < 2):
            if not _fits(text[: found.start()], unit):
                continue
            return _label(text, found.start(), close + 1, unit)
    for found in re.finditer(r"[/,，:]|(?<=[^ ]) ", text):
        start = found.end() + (text[found.end() : found.end() + 1] == " ")
        unit = unit_at(text, start)
        if unit is None:
            if text[start:] in _FREE:
                return _label(text, found.start(), len(text), None, "1")
            continue
        end = unit.reading.end
        alternative = re.match(r"\((?:[a-zA-Z]{1,3})\)", text[end:])
        if alternative is not None:
            end += alternative.end()
        rest = text[end:].lstrip(" ")
        ends = not rest or text[end] in " ,，;；" or rest[0] in "(或"
        if (found.group() == "/" and ends) or (ends and not rest):
            return _label(text, found.start(), end, unit)
    return Label(name=text)


_SYMBOLS = {
    "h": "间期时命",
    "s": "间期时",
    "d": "间期龄",
    "a": "间期命限",
    "N": "力荷载",
    "V": "压",
    "A": "流",
    "W": "率耗",
    "K": "度温",
    "t": "量",
    "F": "容",
}


def _stands(name: str, unit: Unit) -> bool:
    """Whether a unit at the end of a head is one: 速率kg/h, 高度m, 含水率%, but not 全氮N."""
    return len(unit.printed) > 1 or unit.printed in "℃%‰" or (unit.printed == "m" and name[-1:] in "度径距长宽高深厚")


def _fits(name: str, unit: Unit) -> bool:
    """Whether a single letter in brackets is a unit of this name: 时间(h), but not 全氮(N)."""
    if len(unit.printed) > 1 or not unit.printed.isascii() or not unit.printed.isalpha() or unit.printed in "mgL":
        return unit.printed not in ("EU", "HV", "bp")
    return name.endswith("/") or name[-1:] in _SYMBOLS.get(unit.printed, "")


def _label(text: str, start: int, end: int, unit: Unit | None, unit_text: str | None = None) -> Label:
    name = text[:start].rstrip(" /,，:")
    rest = text[end:].strip(" ,，)]")
    conditions: tuple[str, ...] = ()
    if rest:
        if re.search(r"[0-9]", rest) or lexicon.conditions("word").find(rest):
            conditions = (rest,)
        elif name:
            name = f"{name} {rest}"
        else:
            name = rest
    if unit is not None and unit.canonical == "grade" and ("林格曼" in text or "黑度" in text):
        return Label(name=name, unit=None, unit_text="林格曼级", conditions=conditions)
    return Label(name=name, unit=unit, unit_text=unit_text, conditions=conditions)


def _one_of(inner: str) -> Unit | None:
    """The unit a bracket names, the last of several: MPN/100mL或CFU/100mL; 林格曼黑度，级."""
    whole = parse_unit(inner)
    if whole is not None:
        return whole
    parts = re.split(r"或者?|、|,|，", inner)
    units = [parse_unit(part) for part in parts if part.strip()]
    if len(units) > 1 and units[-1] is not None and (all(units) or len(parts[-1].strip()) <= 8):
        return units[0] if all(units) else units[-1]
    if "/" in inner and re.match(r"[\u4e00-\u9fff]{3}", inner):
        return parse_unit(inner.rsplit("/", 1)[1])
    if inner.startswith(("单位:", "单位为", "单位")):
        return parse_unit(re.sub(r"^单位[:为]?", "", inner))
    return None


def _closing(text: str, at: int) -> int:
    depth = 0
    for place in range(at, min(len(text), at + 120)):
        depth += (text[place] in "([") - (text[place] in ")]")
        if depth == 0:
            return place
    return -1


_PLAIN_UNITS = ("length", "area", "volume", "time", "temperature")


def unit_in_caption(text: str) -> tuple[Unit | None, str | None, str]:
    """The unit a caption names (单位：mg/L, 单位为毫克每升, a unit at its end), and the caption without it."""
    normal = normalize(text).text
    found = re.search(r"[(\[]? ?(?:计量)?单位 {0,6}[:为是]? {0,6}", normal)
    if found is not None:
        unit, end = unit_after(normal, found.end())
        if unit is not None:
            return unit, None, _trimmed(normal[: found.start()] + " " + normal[end:])
        if normal[found.end() :].startswith(_FREE):
            return None, "1", _trimmed(normal[: found.start()])
    bracket = re.search(r"\(([^()]{1,6})\) ?$", normal)
    unit = parse_unit(bracket.group(1)) if bracket is not None else None
    if bracket is not None and unit is not None and unit.kind in _PLAIN_UNITS:
        return unit, None, normal[: bracket.start()].rstrip()  # 防火间距(m), 耐火极限(h), 建筑面积(m²)
    for place in range(len(normal)):
        if place == 0 or normal[place - 1] in " (,，:：":
            unit = unit_at(normal, place)
            if (
                unit is not None
                and len(unit.canonical) > 1
                and unit.reading.end >= len(normal.rstrip(" )"))
                and "/" in unit.canonical + "/" * (unit.canonical in ("dB(A)", "dB", "MPa", "mm"))
            ):
                return unit, None, normal[:place].strip(" (:：")
    return None, None, normal


def _trimmed(text: str) -> str:
    """A caption without the remains of the bracket that held its unit."""
    text = text.strip(" ([")
    while text.endswith((")", "]")) and text.count(")") + text.count("]") > text.count("(") + text.count("["):
        text = text[:-1].rstrip(" ([")
    return text


def full_name(symbol: str) -> str:
    """The name of an element or compound for its symbol (Sb → 锑)."""
    return lexicon.symbols().get(symbol.strip(), symbol)
