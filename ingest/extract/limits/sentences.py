"""Limits of running text: sentence by sentence, value by value, each with what was read before and behind it."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.document import Place
from graph.limits import BOUNDS, Doubt, Limit, Op
from graph.text import Normal, normalize
from ingest.extract.limits import lexicon
from ingest.extract.limits.bounds import merge_bounds
from ingest.extract.limits.deciding import (
    LISTED_UNIT,
    inherited_unit,
    modality_of,
    op_of,
    unit_of_ph,
    unknown_unit,
    with_listed_unit,
)
from ingest.extract.limits.duties import deadline, forbidden
from ingest.extract.limits.emit import limit_of
from ingest.extract.limits.leads import Lead, bracket_kind, method_in, read_lead
from ingest.extract.limits.masks import lead_mark
from ingest.extract.limits.names import strip_object
from ingest.extract.limits.naming import implied, names_of, note_heading, spread
from ingest.extract.limits.plans import FoundPlan, plans
from ingest.extract.limits.roles import FAR, Role, roles
from ingest.extract.limits.run import Run
from ingest.extract.limits.value import Value
from ingest.extract.limits.values import scan

_ENDS = "。；;\n！"
LONGEST = 4_000  # characters of a sentence or cell: what is longer is no sentence but damage, and is not read
_MERE = re.compile(r"[ 、,，和及与/]{1,3}")
_REFERENCE = re.compile(r"(?:标称|额定|明示|标示|设计|公称|规定|标准|理论)[\u4e00-\u9fff]{0,6}的 ?$")


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
    return with_listed_unit(normal.text, run.limits)


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
    if end - start > LONGEST:
        return
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
        listed = values[index].value is not None
        while (
            listed
            and group[-1] + 1 < len(values)
            and found[group[-1] + 1] is Role.LIMIT
            and _continues(text, values, group[-1])
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
        op=Op.SAMPLING,
        plan=found.plan,
        unit=found.unit,
        characteristic=(lead.names or [run.characteristic])[-1],
        object=lead.object or run.object or None,
        condition="；".join(lead.conditions) or None,
        method=lead.method or None,
        text=normal.verbatim(offset, offset + len(text)).strip(),
        value_text=normal.verbatim(offset + found.start, offset + found.end),
        places=(place.model_copy(update=span),),
    )


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
    before = text[max(cursor, values[0].start - FAR) : values[0].start]
    first = values[0]
    if first.deviation:
        before = _REFERENCE.sub("", before)  # 电压偏差应为标称电压的±7%
    lead = read_lead(before)
    note_heading(run, lead, before)
    words = before + text[first.start : first.at]
    modality = modality_of(words, behind[0], run, bare=first.op is None or first.op in (Op.RANGE, Op.TOL))
    op = Op.LE if deadline(text, first) else op_of(first, lead, before, run)
    if op is None:
        return []
    doubts: list[Doubt] = []
    if due := deadline(text, first):
        names = [f"{due}{_due_word(first)}"]
    elif op is Op.PROHIBITED and (thing := forbidden(text, first)):
        lead.object, names = lead.object or strip_object(lead.subject), [thing]
    else:
        names = implied(lead, names_of(lead, run, first, doubts), first, text, doubts)
    if not names:
        return []
    if first.op in (Op.ABSENT, Op.PROHIBITED) and (defect := lexicon.defects().at(text, first.end)):
        names, lead.object = [defect], lead.object or "".join(names)
    names, unit_text = _behind_bracket(lead, names, behind[0])
    unit_text = unit_text or unknown_unit(text, values[-1], doubts)
    lead.conditions.extend(run.scope)
    made: list[Limit] = []
    for value, named in spread(lead, values, names, before, run):
        moved = replace(value, start=value.start + offset, end=value.end + offset)
        made.append(
            limit_of(
                moved,
                op=op if value.op is None or value.op in BOUNDS else value.op,
                characteristic=named[0],
                object=named[1],
                grade=named[2],
                unit=inherited_unit(value, values, text, named[0], run),
                unit_text=unit_text or unit_of_ph(named[0], value),
                basis=lead.basis,
                condition="；".join(lead.conditions),
                method=lead.method,
                modality=modality,
                normal=normal,
                place=place,
                text=normal.verbatim(offset, offset + len(text)).strip(),
                doubts=tuple(doubts),
            )
        )
    run.scope = [*run.scope, *lead.scope]
    run.characteristic = names[-1]
    run.object = lead.object or run.object
    run.op, run.modality, run.unit = op, modality, values[-1].unit or run.unit
    return made


def _behind_bracket(lead: Lead, names: list[str], inner: str) -> tuple[list[str], str | None]:
    """What the bracket behind a value adds to the names; the unit where it says 无量纲."""
    if not inner:
        return names, None
    if "无量纲" in inner:
        return names, "1"
    kind = bracket_kind(inner)
    if kind == "basis" and not LISTED_UNIT.fullmatch(f"({inner})"):
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
            if limit.characteristic.startswith(stem) and limit.condition is None and limit.object == made[-1].object:
                run.limits[place] = limit.model_copy(
                    update={"condition": made[-1].condition, "method": made[-1].method}
                )


def _due_word(value: Value) -> str:
    return "时间" if value.unit is not None and value.unit.canonical in ("h", "min", "s") else "期限"
