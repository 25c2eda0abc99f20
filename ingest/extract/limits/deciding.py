"""What a value of a sentence says: kind of limit, modality, unit."""

from __future__ import annotations

import re

from graph.document import Modality
from graph.limits import BOUNDS, QUALITATIVE, Doubt, Limit, Op
from graph.units import Unit, parse_unit
from ingest.extract.limits import lexicon
from ingest.extract.limits.leads import Lead
from ingest.extract.limits.run import Run
from ingest.extract.limits.value import Value

MOST_LISTED = 40  # values of one list
_DEVIATIONS = ("偏差", "误差", "公差", "变化率", "差", "偏移", "漂移", "不平", "准确度", "精度", "变化量")


def op_of(value: Value, lead: Lead, before: str, run: Run) -> Op | None:
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
        if value.deviation and not ordered and not any(word in before + run.characteristic for word in _DEVIATIONS):
            return None
        if told or ordered or value.deviation or (not lead.names and bool(lead.grades) and run.characteristic):
            return value.op
        return None
    if value.expression is not None and value.value is None:
        return Op.FORMULA if ordered and told else None
    if any(word in subject for word in ("总则", "公式", "系数为")):
        return None
    if (
        value.unit is not None
        and value.unit.kind in ("mass", "volume")
        and lexicon.terms().values.get((lead.names or [""])[-1]) == "substance"
    ):
        return None  # 葡萄糖 1 g: an ingredient
    said = run.heading if run.heading and not lexicon.direction_of(before[-40:]) else before[-40:]
    direction = lexicon.direction_of(said) if told or lead.generic or not lead.names else None
    if direction is not None and (told or lead.generic) and (not tail or told):
        return Op.LE if direction == "upper" else Op.GE
    if (tail.endswith("按") or lead.grades or (not lead.names and lead.conditions)) and run.op in BOUNDS:
        return run.op
    unit, last = value.unit, run.unit
    same = unit is not None and last is not None and unit.canonical == last.canonical and "/" in last.canonical
    if same and run.op in BOUNDS and not lexicon.measured(before) and len(before) < 12:
        return run.op  # 厂界浓度限值4.0 mg/m³，厂区内6 mg/m³
    if any(word in before for word in ("限量", "限值", "最高允许", "最大允许", "最大使用量", "标准值")):
        return Op.LE
    return None


def modality_of(words: str, behind: str, run: Run, *, bare: bool) -> Modality:
    told = lexicon.modality_in(words)
    if behind and lexicon.modality_in(behind) is Modality.SHOULD:
        return Modality.SHOULD
    if any(word in words for word in ("原则上", "指导值", "参考值", "推荐值", "建议值")):
        return Modality.SHOULD
    if told is not None:
        return told
    return Modality.SHOULD if bare and run.modality is Modality.SHOULD else Modality.SHALL


_UNKNOWN_UNIT = re.compile(r" ?([A-Za-zμ°/][A-Za-z0-9μ°/·.²³\-]{0,14})(?=[ ，。；、,;)(]|$)")


def unknown_unit(text: str, value: Value, doubts: list[Doubt]) -> str | None:
    """Letters behind a number that no table knows are given as printed, with a doubt, rather than dropped."""
    found = _UNKNOWN_UNIT.match(text, value.end)
    if found is None or value.op in QUALITATIVE or value.expression is not None or value.suffix:
        return None
    printed = (value.unit.canonical if value.unit is not None else "") + found.group(1)
    if value.unit is not None and not found.group(1).startswith("/"):
        return None
    doubts.append(Doubt(field="unit", confidence=0.5, reason="not in the table of units"))
    return printed


def unit_of_ph(name: str, value: Value) -> str | None:
    return "[pH]" if value.unit is None and re.search(r"(?<![A-Za-z])pH|酸碱度", name) else None


def _same_measure(name: str, run: Run) -> bool:
    """Whether a substance follows a substance whose concentration has a unit: 氨氮≤1.0 mg/L，总磷≤0.2."""
    roles_ = [lexicon.terms().values.get(re.sub(r"\(.*", "", text)) for text in (name, run.characteristic)]
    return roles_ == ["substance", "substance"] and run.unit is not None and "/" in run.unit.canonical


def inherited_unit(value: Value, values: list[Value], text: str, name: str, run: Run) -> Unit | None:
    """The unit of the last member of a list holds for all: 20、50、200 mg/m³, and PC-TWA=20 / PC-STEL=30 mg/m³."""
    if value.unit is not None:
        return None
    for later in values[:MOST_LISTED]:
        if later.start > value.start and later.unit is not None:
            return later.unit
    if value.value is not None and value.op is not None and run.unit is not None and _same_measure(name, run):
        return run.unit
    found = re.match(r" ?/ ?[A-Za-z\u4e00-\u9fff-]{1,12} ?[=:≤≥]? ?[0-9.]{1,8} ?", text[value.end : value.end + 40])
    if found is not None:
        from graph.units import unit_at

        return unit_at(text, value.end + found.end())
    return None


LISTED_UNIT = re.compile(r"\((?:均|都|单位)?(?:以|为|:)? ?([^()以计]{1,20}?)计?\)")


def with_listed_unit(text: str, limits: list[Limit]) -> list[Limit]:
    """(均以mg/kg计) at the end: the unit of all values without one."""
    for found in LISTED_UNIT.finditer(text):
        unit = parse_unit(found.group(1).removeprefix("以"))
        if unit is not None:
            return [
                limit.model_copy(update={"unit": unit.canonical, "unit_printed": unit.printed})
                if limit.unit is None and limit.op not in QUALITATIVE
                else limit
                for limit in limits
            ]
    return limits
