"""What the verdict means in law (DOMAIN 6.14 to 6.16, 7).

Below a mandatory standard is a violation, below a recommended one a warning. Of an energy-efficiency standard only the
minimum binds. Whether B is mandatory is given; only where it is not, the code says what is presumed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from graph.ids import InvalidIdentifier, Level, Nature, StandardId, parse
from search.compare.strictness.data import normal, rows
from search.compare.strictness.model import Caution, Demand, Legal, StandardFacts, Verdict
from search.compare.strictness.ordinals import grade_number

_RATED = r"能效|能源效率|水效|用水效率|能源消耗效率|性能系数|APF|SEER|HSPF|IPLV|COP|EER|EEI"
_EFFICIENCY = re.compile(_RATED + r"|能耗|耗电量|光效|效率|功率|损耗|流量|用水量", re.I)
_GRADE = re.compile(r"(?:能效|水效|节水)?(?:等级)?([1-5一二三四五])级?(?:能效|水效)?$")
_MINIMUM = re.compile(r"限定值|最低|准入|限值")
_CLAIM = re.compile(r"节能评价值|目标|先进值|引导值|节水评价值")
_NATIONAL = frozenset({Level.NATIONAL, Level.NATIONAL_OCCUPATIONAL_HEALTH})


@dataclass(frozen=True, slots=True)
class Judgement:
    """The legal side of a verdict."""

    violation: bool = False
    warning: bool = False
    review: bool = False
    cautions: tuple[Caution, ...] = ()
    legal: tuple[Legal, ...] = ()


@lru_cache(maxsize=16384)
def identified(number: str) -> StandardId | None:
    """The typed id of a standard number, None where it is none."""
    try:
        return parse(number)
    except InvalidIdentifier:
        return None


def level_of(standard: StandardFacts) -> str:
    """National, industry, local …: as given, else by the code."""
    if standard.level:
        return standard.level
    known = identified(standard.number)
    return known.level.value if known is not None else ""


def is_mandatory(standard: StandardFacts) -> tuple[bool, bool]:
    """Whether the standard binds, and whether that is only presumed from its code (never hidden when unsure)."""
    if standard.mandatory is not None:
        return standard.mandatory, False
    known = identified(standard.number)
    return known is not None and known.nature is Nature.MANDATORY, True


def is_unmarked(number: str) -> bool:
    """Whether the code says nothing of the nature: HJ, YY and the like without /T may bind by a law of their own."""
    known = identified(number)
    return known is not None and known.nature is Nature.MANDATORY_OR_UNMARKED


@cache
def _lowest_grades() -> dict[str, str]:
    return {normal(row["number"]): row["lowest"] for row in rows("energy_standards")}


@lru_cache(maxsize=8192)
def _lowest(number: str) -> str | None:
    """The lowest grade of an energy- or water-efficiency standard; of unlisted editions None."""
    plain = normal(number)
    found = _lowest_grades()
    return found.get(plain) or found.get(re.sub(r"-\d{4}$", "", plain))


def binds(limit: Demand, standard: StandardFacts) -> tuple[bool, str]:
    """Whether a limit of a mandatory standard is what the standard makes mandatory, and the caution if not.

    In an energy-efficiency standard it is the minimum: the lowest grade, the 限定值 (DOMAIN 6.14).
    """
    lowest = _lowest(standard.number)
    said = f"{limit.grade}{limit.condition}{limit.characteristic}"
    if _CLAIM.search(said):
        return False, "quality_claim"
    graded = re.search(r"能效等级|能源效率等级|水效等级|用水效率等级|能效级", limit.characteristic)
    if lowest is None and not graded and not re.search(r"能效\d级|能效[一二三四五]级|\d级能效", normal(limit.grade)):
        return True, ""
    if lowest is not None and not graded and not _EFFICIENCY.search(normal(limit.characteristic)):
        return True, ""
    if _MINIMUM.search(said):
        return True, ""
    match = _GRADE.search(normal(limit.grade)) if limit.grade else None
    grade = grade_number(match.group(1)) if match else grade_number(limit.value) if graded else None
    if grade is None:
        return True, ""
    if lowest is None:
        return grade >= 3, "lowest_grade_presumed" if grade >= 3 else "quality_claim"
    return (True, "") if grade >= int(lowest) else (False, "quality_claim")


@lru_cache(maxsize=8192)
def is_efficiency(number: str, characteristic: str, grade: str) -> bool:
    """Whether the grades of a limit are those of an energy or water efficiency, which only name their values."""
    if re.search(_RATED, f"{characteristic}{grade}", re.I):
        return True
    return _lowest(number) is not None and _EFFICIENCY.search(normal(characteristic)) is not None


def judge(
    verdict: Verdict, limit: Demand, a: StandardFacts, b: StandardFacts, *, silent: bool, review: bool
) -> Judgement:
    """Violation, warning, review and legal basis of a verdict on B's limit."""
    mandatory, presumed = is_mandatory(b)
    cautions: list[Caution] = []
    if presumed and mandatory:
        cautions.append(Caution("nature_presumed", (("std", b.number),)))
    below = verdict in (Verdict.LOOSER, Verdict.MIXED) and not silent
    if not mandatory:
        legal = (Legal("art21_2", (("std", b.number),)),) if below else ()
        unmarked = presumed and is_unmarked(b.number)
        if unmarked:
            cautions.append(Caution("nature_unmarked", (("std", b.number),)))
        return Judgement(warning=below, review=unmarked and below, cautions=tuple(cautions), legal=legal)
    if not (below or review or silent):
        return Judgement(cautions=tuple(cautions))
    binding, why = binds(limit, b)
    if why:
        cautions.append(Caution(why, (("std", b.number), ("grade", limit.grade or str(limit.value)))))
    if limit.modality in ("should", "may", "can"):
        cautions.append(Caution("modality_b", (("modality", limit.modality),)))
        return Judgement(warning=below, review=review, cautions=tuple(cautions))
    if not binding:
        return Judgement(cautions=tuple(cautions))
    if a.mandatory and level_of(a) in _NATIONAL and below:
        cautions.append(Caution("both_mandatory", (("a", a.number), ("b", b.number))))
        return Judgement(review=True, cautions=tuple(cautions))
    if below:
        return Judgement(violation=True, cautions=tuple(cautions), legal=_basis(b))
    if silent or review:
        return Judgement(review=True, cautions=tuple(cautions), legal=(Legal("review", (("std", b.number),)),))
    return Judgement(cautions=tuple(cautions))


def _basis(b: StandardFacts) -> tuple[Legal, ...]:
    level, facts = level_of(b), (("std", b.number),)
    if level in {one.value for one in _NATIONAL}:
        return (Legal("art21_1", facts), Legal("art39_2", facts))
    if level == Level.INDUSTRY.value:
        return (Legal("industry_mandatory", facts), Legal("art2", facts))
    if level.startswith("local"):
        return (Legal("local_mandatory", facts), Legal("art2", facts))
    return (Legal("art2", facts),)


@cache
def _successions() -> dict[str, Mapping[str, str]]:
    return {normal(row["number"]): row for row in rows("successions")}


def validity(b: StandardFacts, as_of: date | None) -> tuple[Caution, ...]:
    """The caution that B is not in force on the day; the verdict stays as given (DOMAIN 6.10)."""
    row = _successions().get(normal(b.number))
    if row is None and b.since is None and b.until is None and not b.status:
        return ()
    since, until, successor = b.since, b.until, b.successor
    if row is not None:
        until = until or (date.fromisoformat(row["until"]) if row["until"] else None)
        since = since or (date.fromisoformat(row["since"]) if row["since"] else None)
        successor = successor or row["successor"]
    facts = (("std", b.number), ("as_of", as_of.isoformat() if as_of else "—"), ("successor", successor or "—"))
    off = normal(b.status).casefold() in _OFF
    if as_of is not None and ((since and as_of < since) or (until and as_of >= until)):
        off = True
    if off:
        return (Caution("not_in_force", facts),)
    if row is not None and row["check"] == "yes":
        return (Caution("check_edition", facts),)
    return ()


_OFF = frozenset({"废止", "被代替", "即将实施", "作废", "withdrawn", "replaced", "superseded", "upcoming", "published"})
