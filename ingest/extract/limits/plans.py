"""Sampling plans in running text: n=5，c=2，m=10⁴ CFU/g，M=10⁵ CFU/g (GB 4789.1-2016, 3.2.2)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.limits import SamplingPlan
from graph.units import unit_at
from ingest.extract.limits.numbers import number_at

_LETTER = re.compile(r"(?<![A-Za-z])([ncmM]) ?[=:为] ?(?=[0-9])")


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan from ``start`` to ``end``; ``unit`` is the portion (/25g) where m is said of one."""

    start: int
    end: int
    plan: SamplingPlan
    unit: str | None


def plans(text: str) -> list[FoundPlan]:
    """All sampling plans of a normalised text: n, c and m in this order, M where it is given."""
    found: list[FoundPlan] = []
    letters = list(_LETTER.finditer(text))
    index = 0
    while index + 2 < len(letters):
        names = [match.group(1) for match in letters[index : index + 4]]
        if names[:3] != ["n", "c", "m"] or letters[index + 2].start() - letters[index].start() > 40:
            index += 1
            continue
        count = (
            4
            if len(names) == 4 and names[3] == "M" and letters[index + 3].start() - letters[index + 2].end() < 30
            else 3
        )
        plan = _read(text, letters[index : index + count])
        if plan is not None:
            found.append(plan)
        index += count
    return found


def _read(text: str, letters: list[re.Match[str]]) -> FoundPlan | None:
    numbers = [number_at(text, letter.end()) for letter in letters]
    if any(number is None for number in numbers):
        return None
    read = [number for number in numbers if number is not None]
    end, unit = read[-1].end, None
    for number in read[2:]:
        portion = re.match(r" ?/ ?[0-9]{1,4} ?(?:g|mL|cm2)", text[number.end :])
        if portion is not None:
            unit, end = unit or portion.group().replace(" ", ""), max(end, number.end + portion.end())
            continue
        printed = unit_at(text, number.end + (text[number.end : number.end + 1] == " "))
        if printed is not None:
            unit, end = unit or printed.canonical, max(end, printed.reading.end)
    values = [number.value for number in read]
    plan = SamplingPlan(n=values[0], c=values[1], m=values[2], M=values[3] if len(values) > 3 else None)
    return FoundPlan(letters[0].start(), end, plan, unit)
