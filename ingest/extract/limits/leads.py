"""Reading what stands before a value: object, characteristics, conditions, method, grade."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph.ids import find
from ingest.extract.limits import lexicon
from ingest.extract.limits.names import Name, members, split_name, strip_name, strip_object

_BASIS = re.compile(
    r"以[^()，。；]{1,16}计|干基|湿基|绝干|干物质|质量分数|体积分数|质量比|体积比|m/m|V/V|w/w|v/v|"
    r"折[^()]{1,10}$|标准状态|无水"
)
_UNIT_BASIS = re.compile(r"以 ?([^()，。；以]{1,20}?) ?计")
_ALIAS = re.compile(r"[A-Za-z0-9αβγ_\-./ ]{1,12}|[\u4e00-\u9fffA-Za-z]{1,10}(?:黑度|单位|值|数|度|名|油|量)?")
_PEELS = (
    re.compile(
        r"^(?P<o>.{0,40}?)(?:当|若|如果|如|在|因|经|于)(?P<c>.{1,50}?(?:时(?!间|效|长|刻|段|限|速)|条件下|情况下|状态下|环境下|"
        r"作用下|(?<=[0-9A-Za-z℃%])下|之后|(?<=[0-9a-z天周]) ?后))(?P<r>.*)$"
    ),
    re.compile(r"^(?P<o>.{0,40}?)(?:在|经|用)(?P<c>[^在]{0,12}[0-9][^在]{0,20}?)(?:中|内|处)(?P<r>.+)$"),
    re.compile(r"^(?P<o>)(?P<c>.{2,40}?(?<!小|计|延|定|工|及|同|按|实)时)(?!间|效|长|延)(?P<r>.*)$"),
    re.compile(r"^(?P<o>.{0,40}?)(?P<c>距?离?[\u4e00-\u9fff]{0,6}[0-9.]{1,8} ?[a-zμ]{1,3} ?处)的?(?P<r>.*)$"),
)  # fmt: skip
_METHOD = re.compile(
    r"(?:按照?|采用|依据|根据|用)([^，。；()]{1,30}?)(?:的规定)?(?:进行)?(?:测试|测定|试验|检测|检验|"
    r"测量|方法|规定|计算)"
)
_OPENING = re.compile(r"^(?:当|若|如果|对于|对|凡|除|采用|使用|经|按照?|依据|根据)")
_STARTS_WITH_VALUE = re.compile(
    r"^[0-9.]{1,8} ?(?:Hz|kHz|MHz|GHz|V|kV|℃|MPa|kPa|A|W|kW)(?=[\u4e00-\u9fff])(?!及|以|级)"
)


MOST_PARTS = 8  # segments of a lead that are read


@dataclass
class Lead:
    """What was read before a value."""

    object: str = ""
    names: list[str] = field(default_factory=list)  # characteristics, several for an enumeration
    objects: list[str] = field(default_factory=list)  # likewise
    grades: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    method: str = ""
    basis: str = ""
    modifier_only: bool = False
    generic: bool = False
    scope: list[str] = field(default_factory=list)  # conditions of a heading before a colon
    subject: str = ""  # the words the names were read from


def segments(text: str) -> list[str]:
    """Parts of a lead between commas and colons; an unclosed bracket opens a part of its own."""
    parts, depth, start = [], 0, 0
    for place, char in enumerate(text):
        if char == "(":
            if text.count(")", place) > depth:
                depth += 1
            else:
                parts.append(text[start:place])
                start = place + 1
        elif char == ")":
            if depth > 0:
                depth -= 1
            else:
                parts.append(text[start:place])
                start = place + 1
        elif char in "，,:;；：" and depth == 0:
            parts.append(text[start:place])
            start = place + 1
    parts.append(text[start:])
    return [part.strip(" 、和且并") for part in parts]


def read_lead(text: str) -> Lead:
    """Read the words before a value, comparator excluded."""
    lead = Lead()
    parts = [part for part in segments(text) if part][-MOST_PARTS:]
    if not parts:
        return lead
    kept: list[str] = []
    for part in parts[:-1]:
        if _is_condition(part):
            _take_condition(lead, part)
        else:
            kept.append(part)
    last = _brackets(lead, parts[-1])
    last = _circumstances(lead, _peel(lead, last))
    lead.subject = last
    _name(lead, last, kept)
    return lead


def _is_condition(part: str) -> bool:
    if part.endswith(
        ("时", "条件下", "情况下", "下", "后", "除外", "环境中", "内测定", "内测试", "外")
    ) and not part.endswith(("以下", "地下", "如下")):
        return True
    return (
        bool(_OPENING.match(part))
        or bool(_METHOD.search(part))
        or bool(re.search(r"[测试]定$|内.{0,2}(?:测|试|放置)", part))
    )


def _take_condition(lead: Lead, part: str) -> None:
    method = method_in(part)
    if method:
        lead.method = method
    text = re.sub(r"^(?:当|若|如果)", "", part)
    at = text.find("在")
    if (
        0 < at < 16
        and lexicon.terms().ending(text, at) is None
        and not lead.object
        and text[at - 1] not in "存所现旨保维控"
    ):
        lead.object = strip_object(strip_name(text[:at]))
        text = text[at + 1 :]
    elif at == 0:
        text = text[1:]
    text = re.sub(r"的?[\u4e00-\u9fff]{0,6}[内中](?:进行)?(?:测定|测试|试验|测量)$", "", text)
    lead.conditions.append(text.strip(" ，,"))


def method_in(text: str) -> str:
    """The test method a text names: a standard's number, or 按附录A."""
    mentions = find(text)
    if mentions:
        return "、".join(mention.text for mention in mentions)
    found = _METHOD.search(text)
    return found.group(1) if found else ""


def bracket_kind(inner: str) -> str:
    """What a bracket says: ``basis``, ``condition``, ``method`` or ``alias``."""
    text = inner.strip()
    if _BASIS.search(text):
        return "basis"
    if find(text) and not re.fullmatch(r"[A-Z]{1,5}", text):
        return "method"
    if re.search(r"[0-9] ?(?:℃|°|%|mm|cm|m|h|min|s|kPa|MPa|Hz|V|mL|L|kg|g|d|级|日|天|N|W|类|次)|[≤≥<>±]", text):
        return "condition"
    if (
        lexicon.conditions("word").find(text)
        or text.endswith(("时", "下", "后", "除外"))
        or text.startswith(("除", "通过", "不含", "含", "包括", "不包括"))
    ):
        return "condition"
    return "alias"


def _brackets(lead: Lead, text: str) -> str:
    """Take brackets out of a segment that are conditions or methods; bases stay and are noted."""
    out, place = [], 0
    for found in re.finditer(r"\(([^()]{1,60})\)", text):
        kind = bracket_kind(found.group(1))
        if kind == "basis":
            basis = _UNIT_BASIS.search(found.group(1))
            lead.basis = basis.group(0) if basis else found.group(1)
        elif kind in ("condition", "method"):
            method = method_in(found.group(1)) if kind == "method" else ""
            lead.method = method or lead.method
            lead.conditions.append(found.group(1))
            out.append(text[place : found.start()])
            place = found.end()
    out.append(text[place:])
    return "".join(out)


def _peel(lead: Lead, text: str) -> str:
    """Take the circumstance from the front of the last segment."""
    for _ in range(2):
        for pattern in _PEELS:
            found = pattern.match(text)
            if found is None:
                continue
            condition, before, rest = found["c"], found["o"], found["r"]
            if before.endswith(("控制", "保持", "维持", "存", "所", "现", "旨", "限制")) or (
                rest == "" and "时" not in condition[-1:]
            ):
                continue
            if lexicon.modality_in(condition) is not None and "时" not in condition[-1:]:
                continue
            lead.conditions.append(condition)
            text = (before.rstrip("的") + " " + rest.lstrip("的")).strip()
            break
        else:
            break
    start = _STARTS_WITH_VALUE.match(text)
    if start is not None:
        lead.conditions.append(start.group())
        text = text[start.end() :]
    return text


_DUTY = re.compile(r"[均都]?(?:应当?|必须|须|宜)$")
_AVERAGE = re.compile(
    r"(?:[0-9]{1,2} ?(?:h|小时|min|分钟)|日最大[0-9] ?(?:h|小时)|日|年|月|季|小时|"
    r"时)(?:加权)?(?:平均|均值)(?:浓度|值)?"
)
_AGE = re.compile(
    r"(?<![A-Za-z0-9.~±])[0-9.]{1,6} ?(?:d|h|min|℃|Hz|kHz|MHz|V|kV|年|天|小时|个月|"
    r"次)(?=[ \u4e00-\u9fff]|$)(?! ?(?:级|类|以|及))"
)


def _circumstances(lead: Lead, text: str) -> str:
    """Averaging times, ages and states that stand in the name: 甲醛1小时平均浓度, 28 d抗压强度, 室内温度夏季."""
    for pattern in (_AVERAGE, _AGE):
        for found in pattern.finditer(text):
            lead.conditions.append(found.group().strip())
        text = pattern.sub(" ", text).strip()
    while True:
        bare = _DUTY.sub("", text).rstrip(" :")  # 环境噪声昼间应
        word = lexicon.conditions("word").ending(bare, len(bare))
        if word is None or word in ("其他", "特别排放限值"):
            return text
        lead.conditions.append(word)
        text = bare[: -len(word)].rstrip(" ,，、")


def _name(lead: Lead, last: str, kept: list[str]) -> None:
    name = split_name(last)
    if name.grade:
        lead.grades = [name.grade]
    if not name.characteristic or name.modifier_only or name.generic:
        name = _from_before(lead, name, kept)
    lead.modifier_only = name.modifier_only
    lead.generic = name.generic
    if name.object:
        lead.object = name.object
    elif not lead.object and kept:
        lead.object = _object_of(kept)
    for part in kept:
        before = len(lead.conditions)
        _brackets(lead, part)
        lead.scope += lead.conditions[before:]
        del lead.conditions[before:]
    lead.conditions += lead.scope
    lead.object = _without_numbers(lead.object)
    lead.names = members(name.characteristic) if name.characteristic else []
    lead.objects = [part for part in re.split("[、和与及]", lead.object) if part]


def _from_before(lead: Lead, name: Name, kept: list[str]) -> Name:
    """洗后尺寸变化率：直向、横向: the base stands in the segment before."""
    for part in reversed(kept):
        before = split_name(_brackets(lead, part))
        if before.grade and not lead.grades:
            lead.grades = [before.grade]
        if (
            before.characteristic
            and not before.modifier_only
            and not before.generic
            and lexicon.terms().ending(before.characteristic, len(before.characteristic))
        ):
            whole = before.characteristic
            if name.modifier_only:
                parts = members(name.characteristic)
                joined = "、".join(f"{whole}({part})" for part in parts)
                return Name(before.object or name.object, joined, name.grade)
            if not name.characteristic or name.generic:
                return Name(before.object or name.object, whole, name.grade)
    return name


def _object_of(kept: list[str]) -> str:
    for part in kept:
        text = strip_object(strip_name(re.sub(r"\([^()]*\)", "", part)))
        if lexicon.terms().ending(text, len(text)) is not None and split_name(text).object == "":
            continue
        if (
            1 < len(text) <= 30
            and lexicon.modality_in(text) is None
            and not text.startswith(("符合", "下列", "如下", "见", "按"))
        ):
            return text
    return ""


def _without_numbers(text: str) -> str:
    """A name without the numbers of standards in it."""
    for mention in reversed(find(text)):
        text = text[: mention.start] + text[mention.end :]
    return text.strip()
