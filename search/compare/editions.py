"""Editions of one work 同一标准的各版本: which is shown, which are folded under it, and how it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from search.compare.candidates import Candidate
from search.compare.matches import Standing
from search.compare.tables import normalise

_YEAR = re.compile(r"[-:](\d{4}|\d{2})$")
_STANDINGS: dict[str, Standing] = {
    "现行": "in_force", "确认有效": "in_force", "即将实施": "to_come", "未实施": "to_come", "废止": "withdrawn",
    "作废": "withdrawn", "被代替": "withdrawn", "已被代替": "withdrawn", "计划": "plan", "在研": "plan",
    "立项": "plan", "征求意见": "plan", "in_force": "in_force", "upcoming": "to_come", "to_come": "to_come",
    "withdrawn": "withdrawn", "replaced": "withdrawn", "superseded": "withdrawn", "plan": "plan",
}  # fmt: skip
NOT_IN_DATA = "not in data"
_PREFERENCE: dict[Standing, int] = {"in_force": 0, "to_come": 1, "unknown": 2, "plan": 3, "withdrawn": 4}


def work_of(number: str) -> str:
    """The number without its year: `GB/T 2660-2017` → `GB/T 2660` (DESIGN: work and edition)."""
    return _YEAR.sub("", normalise(number).upper())


def year_of(number: str) -> int:
    """The year of an edition, 0 when the number carries none; two digits are 19xx."""
    found = _YEAR.search(normalise(number))
    if not found:
        return 0
    year = int(found.group(1))
    return year + 1900 if year < 100 else year


def standing_of(candidate: Candidate) -> Standing:
    """How an edition stands, from the registry's word for it; planned numbers (20-digit plans) are plans."""
    if re.match(r"20\d{6}-[TQZ]", candidate.number):
        return "plan"
    return _STANDINGS.get(candidate.status, "unknown")


def fold(candidates: Iterable[Candidate]) -> list[list[Candidate]]:
    """Candidates grouped by work; in each group the edition to show first: in force, then newest."""
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(work_of(candidate.number), []).append(candidate)
    return [
        sorted(group, key=lambda c: (_PREFERENCE[standing_of(c)], -year_of(c.number)))
        for group in groups.values()
    ]
