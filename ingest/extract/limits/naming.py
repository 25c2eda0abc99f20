"""Which characteristic, object and grade belong to a value of a sentence."""

from __future__ import annotations

import re

from graph.limits import Doubt
from ingest.extract.limits import lexicon
from ingest.extract.limits.leads import Lead
from ingest.extract.limits.names import split_name, take_grade
from ingest.extract.limits.run import Run
from ingest.extract.limits.value import Value


def note_heading(run: Run, lead: Lead, before: str) -> None:
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


_QUANTITY_ENDS = "率度量值数比力阻强性能级差距宽高深厚重时间期龄压流积长径电温湿声速)"


_OF_THINGS = frozenset(
    {"length", "time", "area", "volume", "dose_equivalent", "sound_level_a", "force", "speed", "illuminance"}
)


def _same_unit(lead: Lead, run: Run, value: Value) -> bool:
    """Another object with the unit of the value before it: 疏散走道净宽度不小于1.4 m，首层疏散外门不小于1.2 m."""
    if value.unit is not None and value.unit.kind not in _OF_THINGS:
        return False
    if (
        value.unit is None
        or run.unit is None
        or value.unit.canonical != run.unit.canonical
        or value.unit.kind.startswith("count")
    ):
        return False
    return not lexicon.terms().find(lead.names[-1]) and lead.names[-1][-1] not in _QUANTITY_ENDS


def names_of(lead: Lead, run: Run, value: Value, doubts: list[Doubt]) -> list[str]:
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
    if lead.names and not (
        run.characteristic and (_inherits(lead) or _same_unit(lead, run, value) or _bare_of_object(lead, value))
    ):
        return lead.names
    if run.characteristic:
        doubts.append(Doubt(field="characteristic", confidence=0.7, reason="named by the sentence before"))
        if not lead.names and value.unit is not None and value.unit.kind == "count:个" and run.unit != value.unit:
            return ["数量"]  # 比例不低于15%，且不少于2个
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


def implied(lead: Lead, names: list[str], value: Value, text: str, doubts: list[Doubt]) -> list[str]:
    """A length whose name is only in the comparator: 烟囱不低于8 m is its height."""
    if not names or value.unit is None or value.unit.kind != "length" or any(map(lexicon.measured, names)):
        return names
    said = re.split("[，,；;]", text[max(0, value.start - 24) : value.at])[-1]
    for word, name in _DIMENSIONS:
        if word in said:
            doubts.append(Doubt(field="characteristic", confidence=0.6, reason=f"implied by {word}"))
            above = re.search(r"高出(?:周围)?([^，。；]{1,16})$", text[: value.start].rstrip())
            name = f"高出{above.group(1)}的高度" if above is not None else name
            subject = re.split("应|宜|须", "、".join(names))[0]
            lead.object = f"{lead.object}{subject}" if subject not in lead.object else lead.object
            return [name]
    return names


def _bare_of_object(lead: Lead, value: Value) -> bool:
    """A bare number whose name measures nothing: 厂区内6 mg/m³."""
    return value.op is None and value.value is not None and not lexicon.measured(lead.names[-1])


def _inherits(lead: Lead) -> bool:
    """A lead that names no characteristic, only an object: 小型集中式供水…按3 NTU执行."""
    return not lexicon.terms().find(lead.names[-1]) and bool(lead.conditions or lead.grades)


def spread(
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
