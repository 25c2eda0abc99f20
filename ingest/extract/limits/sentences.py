"""Limits of running text: sentence by sentence, value by value, each with what was read before and behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from graph.document import Modality, Place
from graph.limits import BOUNDS, QUALITATIVE, Doubt, Limit, Op
from graph.text import Normal, normalize
from graph.units import Unit, parse_unit
from ingest.extract.limits import lexicon
from ingest.extract.limits.emit import limit_of
from ingest.extract.limits.leads import Lead, bracket_kind, method_in, read_lead
from ingest.extract.limits.masks import lead_mark
from ingest.extract.limits.names import split_name, strip_object, take_grade
from ingest.extract.limits.plans import FoundPlan, plans
from ingest.extract.limits.roles import Role, deadline, forbidden, roles
from ingest.extract.limits.values import Value, scan

_ENDS = "。；;\n！"
_LISTED_UNIT = re.compile(r"\((?:均|都|单位)?(?:以|为|:)? ?([^()以计]{1,20}?)计?\)")
_BETWEEN_BOUNDS = re.compile(r"[ ,，]{0,2}(?:且|并且|并|但|同时|和|及|,|，)?[ ]?(?:应|均应|亦|也)?[ ]?")
_MERE = re.compile(r"[ 、,，和及与/]{1,3}")
_DEVIATIONS = ("偏差", "误差", "公差", "变化率", "差", "偏移", "漂移", "不平", "准确度", "精度", "变化量")
_EQUALITY = re.compile(r"(?:为|=|:|是|按|达到|达|控制在|保持|保持在|维持在|值|宜|应|至|到|在|\)| |采用|取)$")


@dataclass
class Run:
    """What a paragraph has said so far and later values inherit."""

    object: str = ""
    characteristic: str = ""
    grade: str = ""
    op: Op | None = None
    modality: Modality | None = None
    unit: Unit | None = None
    headed: str = ""  # and the object named there
    heading: str = ""  # the characteristic named before a colon: 拉链的平拉强力：3号≥350 N
    scope: list[str] = field(default_factory=list)  # conditions of a heading, for the rest of its sentence
    limits: list[Limit] = field(default_factory=list)


def from_text(
    source: str, *, object: str = "", characteristic: str = "", place: Place | None = None, in_cell: bool = False
) -> list[Limit]:
    """The limits of a paragraph, or of a table cell that is a sentence (``in_cell``, with the row's characteristic)."""
    normal = normalize(source)
    run = Run(object=object, characteristic=characteristic)
    for start, end in sentences(normal.text):
        if start == 0 and not in_cell:
            start += lead_mark(normal.text)
        _sentence(normal, start, end, run, place or Place(block=0), in_cell=in_cell)
    return _listed_unit(normal.text, run.limits)


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans between full stops and semicolons, brackets kept whole."""
    found, start, depth = [], 0, 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if char in _ENDS and (depth <= 0 or char in "。\n"):
            found.append((start, place))
            start, depth = place + 1, 0
    found.append((start, len(text)))
    return [(a, b) for a, b in found if b > a]


def _sentence(normal: Normal, start: int, end: int, run: Run, place: Place, *, in_cell: bool) -> None:
    text = normal.text[start:end]
    values = merge_bounds(text, scan(text, in_cell=in_cell))
    if not values:
        return
    first, cursor, index = len(run.limits), 0, 0
    for found_plan in plans(text):
        values = [value for value in values if value.end <= found_plan.start or value.start >= found_plan.end]
        lead = read_lead(text[cursor : found_plan.start])
        if lead.names or run.characteristic:
            run.limits.append(_plan(normal, start, text, found_plan, lead, run, place))
            run.characteristic, run.object, cursor = (
                run.limits[-1].characteristic,
                lead.object or run.object,
                found_plan.end,
            )
    if not values:
        return
    run.scope, run.heading = [], ""
    found = roles(text, values)
    while index < len(values):
        if found[index] is not Role.LIMIT:
            index += 1
            continue
        group = [index]
        while (
            group[-1] + 1 < len(values) and found[group[-1] + 1] is Role.LIMIT and _continues(text, values, group[-1])
        ):
            group.append(group[-1] + 1)
        some = [values[i] for i in group]
        behind = _behind(text, some[-1].end)
        made = _limits(normal, start, text, cursor, some, behind, run, place)
        run.limits.extend(made)
        if made or values[index].op is not None:
            cursor = behind[1]
        index = group[-1] + 1
    _late_grade(run, first, text, cursor)


def _plan(normal: Normal, offset: int, text: str, found: FoundPlan, lead: Lead, run: Run, place: Place) -> Limit:
    span = {"start": normal.start(offset + found.start), "end": normal.end(offset + found.end)}
    return Limit(
        op=Op.SAMPLING, plan=found.plan, unit=found.unit, characteristic=(lead.names or [run.characteristic])[-1],
        object=lead.object or run.object or None, condition="；".join(lead.conditions) or None, method=lead.method or None,
        text=normal.verbatim(offset, offset + len(text)).strip(), value_text=normal.verbatim(offset + found.start, offset + found.end),
        places=(place.model_copy(update=span),),
    )  # fmt: skip


def merge_bounds(text: str, values: list[Value]) -> list[Value]:
    """不小于6.5且不大于8.5, ≥27.6 kPa但＜76.6 kPa: two bounds of one quantity are a range."""
    out: list[Value] = []
    for value in values:
        if out and _makes_range(text, out[-1], value):
            first = out[-1]
            low, high = (first, value) if first.op in (Op.GE, Op.GT) else (value, first)
            out[-1] = replace(
                first, end=value.end, op=Op.RANGE, value=None, low=low.value, high=high.value, low_closed=low.op is Op.GE,
                high_closed=high.op is Op.LE, unit=value.unit or first.unit,
            )  # fmt: skip
        else:
            out.append(value)
    return out


def _makes_range(text: str, first: Value, second: Value) -> bool:
    if first.value is None or second.value is None or first.op not in BOUNDS or second.op not in BOUNDS:
        return False
    if (first.op in (Op.GE, Op.GT)) == (second.op in (Op.GE, Op.GT)) or first.suffix or second.suffix:
        return False
    low, high = (first, second) if first.op in (Op.GE, Op.GT) else (second, first)
    if low.value is None or high.value is None or low.value > high.value:
        return False
    if first.unit is not None and second.unit is not None and first.unit.canonical != second.unit.canonical:
        return False
    return _BETWEEN_BOUNDS.fullmatch(text[first.end : second.start]) is not None


def _continues(text: str, values: list[Value], index: int) -> bool:
    """Whether the next value is one more of a list that 分别 spreads: 20 mg/m³、50 mg/m³、200 mg/m³."""
    following = values[index + 1]
    return (
        following.op is None
        and following.value is not None
        and _MERE.fullmatch(text[values[index].end : following.start]) is not None
    )


def _behind(text: str, end: int) -> tuple[str, int]:
    """The bracket right behind a value, and where the next lead begins."""
    found = re.match(r" ?\(([^()]{1,60})\)", text[end : end + 64])
    return (found.group(1), end + found.end()) if found else ("", end)


def _limits(
    normal: Normal,
    offset: int,
    text: str,
    cursor: int,
    values: list[Value],
    behind: tuple[str, int],
    run: Run,
    place: Place,
) -> list[Limit]:
    before = text[cursor : values[0].start]
    first = values[0]
    if first.deviation:
        before = _REFERENCE.sub("", before)  # 电压偏差应为标称电压的±7%
    lead = read_lead(before)
    _heading(run, lead, before)
    words = before + text[first.start : first.at]
    modality = _modality(words, behind[0], run, bare=first.op is None or first.op in (Op.RANGE, Op.TOL))
    op = Op.LE if deadline(text, first) else _op(first, lead, before, run)
    if op is None:
        return []
    doubts: list[Doubt] = []
    if due := deadline(text, first):
        names = [f"{due}{_due_word(first)}"]
    elif op is Op.PROHIBITED and (thing := forbidden(text, first)):
        lead.object, names = lead.object or strip_object(lead.subject), [thing]
    else:
        names = _implied(lead, _names(lead, run, first, doubts), first, text, doubts)
    if not names:
        return []
    if first.op in (Op.ABSENT, Op.PROHIBITED) and (defect := lexicon.defects().at(text, first.end)):
        names, lead.object = [defect], lead.object or "".join(names)
    names, unit_text = _behind_bracket(lead, names, behind[0])
    unit_text = unit_text or _unknown_unit(text, values[-1], doubts)
    lead.conditions.extend(run.scope)
    made: list[Limit] = []
    for value, named in _spread(lead, values, names, before, run):
        moved = replace(value, start=value.start + offset, end=value.end + offset)
        made.append(
            limit_of(
                moved, op=value.op if value.op not in (None, *BOUNDS) else op, characteristic=named[0], object=named[1],
                grade=named[2], unit=_later_unit(value, values, text, named[0], run), unit_text=unit_text or _ph(named[0], value),
                basis=lead.basis, condition="；".join(lead.conditions), method=lead.method, modality=modality,
                normal=normal, place=place, text=normal.verbatim(offset, offset + len(text)).strip(), doubts=tuple(doubts),
            )
        )  # fmt: skip
    run.scope = [*run.scope, *lead.scope]
    run.characteristic = names[-1]
    run.object = lead.object or run.object
    run.op, run.modality, run.unit = op, modality, values[-1].unit or run.unit
    return made


_REFERENCE = re.compile(r"(?:标称|额定|明示|标示|设计|公称|规定|标准|理论)[\u4e00-\u9fff]{0,6}的 ?$")


def _heading(run: Run, lead: Lead, before: str) -> None:
    """What stands before a colon names the characteristic of all values behind that name none."""
    head, colon, rest = before.rpartition(":")
    if not colon or not rest.strip(" ,，"):
        return
    name = split_name(head.split("，")[-1])
    if (
        name.generic
        or name.grade
        or not name.characteristic
        or name.characteristic.endswith(("等级", "级别"))
        or lexicon.terms().ending(name.characteristic, len(name.characteristic)) is None
    ):
        return
    if not lexicon.terms().find(lead.subject) or lead.modifier_only:
        run.heading, run.headed = name.characteristic, name.object or run.object


_UNKNOWN_UNIT = re.compile(r" ?([A-Za-zμ°/][A-Za-z0-9μ°/·.²³\-]{0,14})(?=[ ，。；、,;)(]|$)")


def _unknown_unit(text: str, value: Value, doubts: list[Doubt]) -> str | None:
    """Letters behind a number that no table knows are given as printed, with a doubt, rather than dropped."""
    found = _UNKNOWN_UNIT.match(text, value.end)
    if found is None or value.op in QUALITATIVE or value.expression is not None or value.suffix:
        return None
    printed = (value.unit.canonical if value.unit is not None else "") + found.group(1)
    if value.unit is not None and not found.group(1).startswith("/"):
        return None
    doubts.append(Doubt(field="unit", confidence=0.5, reason="not in the table of units"))
    return printed


def _ph(name: str, value: Value) -> str | None:
    return "[pH]" if value.unit is None and re.search(r"(?<![A-Za-z])pH|酸碱度", name) else None


def _same_measure(name: str, run: Run) -> bool:
    """Whether a substance follows a substance whose concentration has a unit: 氨氮≤1.0 mg/L，总磷≤0.2."""
    roles_ = [lexicon.terms().values.get(re.sub(r"\(.*", "", text)) for text in (name, run.characteristic)]
    return roles_ == ["substance", "substance"] and run.unit is not None and "/" in run.unit.canonical


def _later_unit(value: Value, values: list[Value], text: str, name: str, run: Run) -> Unit | None:
    """The unit of the last member of a list holds for all: 20、50、200 mg/m³, and PC-TWA=20 / PC-STEL=30 mg/m³."""
    if value.unit is not None:
        return None
    for later in values:
        if later.start > value.start and later.unit is not None:
            return later.unit
    if value.value is not None and value.op is not None and run.unit is not None and _same_measure(name, run):
        return run.unit
    found = re.match(r" ?/ ?[A-Za-z\u4e00-\u9fff-]{1,12} ?[=:≤≥]? ?[0-9.]{1,8} ?", text[value.end : value.end + 40])
    if found is not None:
        from graph.units import unit_at

        return unit_at(text, value.end + found.end())
    return None


def _modality(words: str, behind: str, run: Run, *, bare: bool) -> Modality:
    told = lexicon.modality_in(words)
    if behind and lexicon.modality_in(behind) is Modality.SHOULD:
        return Modality.SHOULD
    if any(word in words for word in ("指导值", "参考值", "推荐值", "建议值")):
        return Modality.SHOULD
    if told is not None:
        return told
    return Modality.SHOULD if bare and run.modality is Modality.SHOULD else Modality.SHALL


def _op(value: Value, lead: Lead, before: str, run: Run) -> Op | None:
    """The kind of limit; None where a bare number says of no limit."""
    if value.op in BOUNDS or value.op in QUALITATIVE or (value.op is Op.FORMULA and not value.suffix):
        return value.op
    subject = lead.subject
    told = bool(lead.names) and lexicon.terms().ending(lead.names[-1], len(lead.names[-1])) is not None
    told = told or (bool(lead.names) and lead.names[-1].endswith(")")) or bool(run.heading)
    told = told or (not lead.names and bool(lead.conditions) and bool(run.characteristic))
    ordered = lexicon.modality_in(before) is not None
    tail = before.rstrip(" ")
    if value.op in (Op.RANGE, Op.TOL, Op.FORMULA):
        if value.deviation and not ordered and not any(word in before for word in _DEVIATIONS):
            return None
        if told or ordered or value.deviation or (not lead.names and bool(lead.grades) and run.characteristic):
            return value.op
        return None
    if value.expression is not None and value.value is None:
        return Op.FORMULA if ordered and told else None
    if any(word in subject for word in ("总则", "公式", "系数为")):
        return None
    if value.unit is not None and value.unit.kind in ("mass", "volume") and lexicon.terms().values.get((lead.names or [""])[-1]) == "substance":
        return None  # 葡萄糖 1 g: an ingredient
    said = run.heading if run.heading and not lexicon.direction_of(before[-40:]) else before[-40:]
    direction = lexicon.direction_of(said) if told or lead.generic or not lead.names else None
    if direction is not None and (told or lead.generic) and (not tail or told):
        return Op.LE if direction == "upper" else Op.GE
    if (tail.endswith("按") or lead.grades or (not lead.names and lead.conditions)) and run.op in BOUNDS:
        return run.op
    if any(word in before for word in ("限量", "限值", "最高允许", "最大允许", "最大使用量", "标准值")):
        return Op.LE
    return None


_QUANTITY_ENDS = "率度量值数比力阻强性能级差距宽高深厚重时间期龄压流积长径电温湿声速)"


def _same_unit(lead: Lead, run: Run, value: Value) -> bool:
    """Another object with the unit of the value before it: 疏散走道净宽度不小于1.4 m，首层疏散外门不小于1.2 m."""
    if (
        value.unit is None
        or run.unit is None
        or value.unit.canonical != run.unit.canonical
        or value.unit.kind.startswith("count")
    ):
        return False
    return not lexicon.terms().find(lead.names[-1]) and lead.names[-1][-1] not in _QUANTITY_ENDS


def _names(lead: Lead, run: Run, value: Value, doubts: list[Doubt]) -> list[str]:
    """Characteristics of a value, those of the sentence before where none is named."""
    if run.heading and lead.names and not lead.modifier_only and not lexicon.terms().find(lead.names[-1]):
        subject = lead.subject.strip(" ,，、")
        if (
            re.fullmatch(r"[A-Z]?[0-9]{1,4}[A-Z]?号?[型级类]?|[A-Z][型级类]?|[大中小]型|[高低]档", subject)
            and not lead.grades
        ):
            lead.grades = [subject]
        lead.object = f"{run.headed} {subject}".strip() if subject not in lead.grades else run.headed
        return [run.heading]
    base = re.sub(r"\([^()]*\)$", "", run.characteristic)
    if lead.names and lead.modifier_only and base:
        stem = base
        while (term := lexicon.terms().ending(stem, len(stem))) is not None and lexicon.terms().values[
            term
        ] == "modifier":
            stem = stem[: -len(term)].rstrip("、的 ")
        return [f"{stem or base}({name})" for name in lead.names]
    if lead.names and not (run.characteristic and (_inherits(lead) or _same_unit(lead, run, value))):
        return lead.names
    if run.characteristic:
        doubts.append(Doubt(field="characteristic", confidence=0.7, reason="named by the sentence before"))
        if lead.names and not lexicon.terms().find(lead.names[-1]):
            lead.object = lead.names[-1]
        return [base if lead.object else run.characteristic]
    return lead.names


_DIMENSIONS = (
    ("高出", "高出的高度"),
    ("高于", "高度"),
    ("低于", "高度"),
    ("宽于", "宽度"),
    ("窄于", "宽度"),
    ("长于", "长度"),
    ("短于", "长度"),
    ("厚于", "厚度"),
    ("深于", "深度"),
)


def _implied(lead: Lead, names: list[str], value: Value, text: str, doubts: list[Doubt]) -> list[str]:
    """A length whose name is only in the comparator: 烟囱不低于8 m is its height."""
    if not names or value.unit is None or value.unit.kind != "length" or any(map(lexicon.measured, names)):
        return names
    said = text[max(0, value.start - 24) : value.at]
    for word, name in _DIMENSIONS:
        if word in said:
            doubts.append(Doubt(field="characteristic", confidence=0.6, reason=f"implied by {word}"))
            above = re.search(r"高出(?:周围)?([^，。；]{1,16})$", text[: value.start].rstrip())
            name = f"高出{above.group(1)}的高度" if above is not None else name
            subject = re.split("应|宜|须", "、".join(names))[0]
            lead.object = f"{lead.object}{subject}" if subject not in lead.object else lead.object
            return [name]
    return names


def _inherits(lead: Lead) -> bool:
    """A lead that names no characteristic, only an object: 小型集中式供水…按3 NTU执行."""
    return not lexicon.terms().find(lead.names[-1]) and bool(lead.conditions or lead.grades)


def _spread(
    lead: Lead, values: list[Value], names: list[str], before: str, run: Run
) -> list[tuple[Value, tuple[str, str, str]]]:
    """Which name, object and grade belongs to which value (分别), and one value for several names (均)."""
    grade = lead.grades[0] if lead.grades else ""
    grades = [take_grade(part)[0] for part in re.split("[、和与及]", before)]
    grades = [one for one in grades if one]
    thing = lead.object or run.object
    count = len(values)
    if count > 1:
        if len(names) == count:
            return [(value, (name, thing, grade)) for value, name in zip(values, names, strict=True)]
        if len(grades) == count:
            return [(value, (names[-1], thing, one)) for value, one in zip(values, grades, strict=True)]
        if len(lead.objects) == count:
            return [(value, (names[-1], one, grade)) for value, one in zip(values, lead.objects, strict=True)]
        return [(value, (names[-1], thing, grade)) for value in values]
    spread = (
        len(names) > 1
        and not any(word in names[-1] for word in ("总量", "之和", "合计"))
        and all(lexicon.terms().find(name) for name in names)
    )
    listed = names if spread else ["、".join(names)]
    return [(values[0], (name, thing, grade)) for name in listed]


def _behind_bracket(lead: Lead, names: list[str], inner: str) -> tuple[list[str], str | None]:
    """What the bracket behind a value adds to the names; the unit where it says 无量纲."""
    if not inner:
        return names, None
    if "无量纲" in inner:
        return names, "1"
    kind = bracket_kind(inner)
    if kind == "basis" and not _LISTED_UNIT.fullmatch(f"({inner})"):
        lead.basis = inner
        return [f"{name}({inner})" for name in names], None
    if kind in ("condition", "method"):
        lead.method = method_in(inner) or lead.method
        lead.conditions.append(inner)
    return names, None


def _late_grade(run: Run, first: int, text: str, cursor: int) -> None:
    """A grade behind the only value of a sentence (…，限量标识E1), conditions behind all of one characteristic."""
    made = run.limits[first:]
    if len(made) == 1 and made[0].grade is None:
        found = re.search(r"(?:标识|等级|级别)(?:为|是|:)? ?([A-Z]{1,3}[0-9]?|[一二三四五]级)", text[cursor:])
        if found:
            run.limits[first] = made[0].model_copy(update={"grade": found.group(1)})
    if len(made) > 1 and (made[-1].condition or made[-1].method) and text[cursor - 1 : cursor] == ")":
        stem = made[-1].characteristic.split("(")[0][:4]
        for place, limit in enumerate(made[:-1], first):
            if limit.characteristic.startswith(stem) and limit.condition is None:
                run.limits[place] = limit.model_copy(
                    update={"condition": made[-1].condition, "method": made[-1].method}
                )


def _listed_unit(text: str, limits: list[Limit]) -> list[Limit]:
    """(均以mg/kg计) at the end: the unit of all values without one."""
    for found in _LISTED_UNIT.finditer(text):
        unit = parse_unit(found.group(1).removeprefix("以"))
        if unit is not None:
            return [
                limit.model_copy(update={"unit": unit.canonical, "unit_printed": unit.printed})
                if limit.unit is None and limit.op not in QUALITATIVE
                else limit
                for limit in limits
            ]
    return limits


def _due_word(value: Value) -> str:
    return "时间" if value.unit is not None and value.unit.canonical in ("h", "min", "s") else "期限"
