"""Group standards fit to become local or national ones 转化, 指导意见 二(十二): criteria with weights one can change.

Every criterion is 0 to 1 or not known; what is not known counts nothing for a standard and is named as missing, so
that a rank is never built on silence. Weights are data (``data/conversion.csv``) or given with the question.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.ids import Level
from graph.kinds import EdgeKind, Status
from search.network.bodies import PARTIES, body_kind
from search.policy.measures import adopting, cited_by, later_titles, missing_disclosure, plain
from search.policy.survey import Edition, Survey

_GOVERNMENT = frozenset({Level.NATIONAL, Level.INDUSTRY, Level.LOCAL})
_CITATIONS, _BODIES = 5.0, 10.0  # from so many on, a criterion is fully met
_YOUNG, _OLD = 2.0, 8.0  # years


@dataclass(frozen=True, slots=True)
class Criterion:
    """A line of the table of criteria."""

    key: str
    weight: float
    zh: str
    en: str
    basis: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate with each criterion's value (None: not known) and why; ``score`` 0 to 1 over all weights."""

    edition: Edition
    score: float
    values: Mapping[str, float | None]
    facts: Mapping[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        """Criteria that are not met or not known: what the standard would still need."""
        return tuple(key for key, value in self.values.items() if not value)


@cache
def criteria() -> tuple[Criterion, ...]:
    text = (files("search.policy") / "data" / "conversion.csv").read_text("utf-8")
    return tuple(
        Criterion(row["criterion"], float(row["weight"]), row["zh"], row["en"], row["basis"])
        for row in csv.DictReader(io.StringIO(text))
    )


def rank(survey: Survey, weights: Mapping[str, float] | None = None) -> list[Ranked]:
    """Group standards in force, the fittest first. ``weights``: of criteria by key, in place of those of the table.

    ValueError for a weight of no criterion, or a negative one.
    """
    known = {one.key: one.weight for one in criteria()}
    if unknown := sorted(set(weights or {}) - set(known)):
        raise ValueError(f"no such criterion: {', '.join(unknown)}; known: {', '.join(known)}")
    chosen = {**known, **(weights or {})}
    if min(chosen.values()) < 0 or not sum(chosen.values()):
        raise ValueError("weights must not be negative, and not all zero")
    context = _Context(
        adopting(survey),
        later_titles(survey),
        frozenset(start for start, _ in survey.graph.links(EdgeKind.HAS_LIMIT)),
    )
    ranked = [_ranked(survey, one, chosen, context) for one in survey.groups if one.status is Status.IN_FORCE]
    return sorted(ranked, key=lambda one: (-one.score, one.edition.number))


@dataclass(frozen=True, slots=True)
class _Context:
    adopting: frozenset[str]
    titles: Mapping[str, object]  # of national, industry and local standards
    with_limits: frozenset[str]


def _ranked(survey: Survey, one: Edition, weights: Mapping[str, float], context: _Context) -> Ranked:
    values: dict[str, float | None] = {}
    facts: dict[str, str] = {}
    citing = cited_by(survey, one)
    double = sum(each.standard.level in _GOVERNMENT for each in citing)
    values["cited"] = min(1.0, (len(citing) + double) / _CITATIONS)
    facts["cited"] = "、".join(each.number for each in citing[:5])
    values["drafters"], facts["drafters"] = _spread(survey, one)
    values["age"], facts["age"] = _age(survey, one)
    reviewed = one.standard.reviewed_on
    values["reviewed"] = 1.0 if reviewed else None
    facts["reviewed"] = str(reviewed or "")
    same = plain(one.standard.title_zh or "") in context.titles if one.standard.title_zh else None
    values["no_counterpart"] = None if same is None else float(not same)
    values["international"] = float(one.standard.id in context.adopting)
    lacking = missing_disclosure(one.standard)
    values["disclosed"] = float(not lacking)
    facts["disclosed"] = "、".join(lacking)
    values["limits"] = 1.0 if one.standard.id in context.with_limits else None
    score = sum(weights[key] * (value or 0.0) for key, value in values.items()) / sum(weights.values())
    return Ranked(one, round(score, 4), values, {key: text for key, text in facts.items() if text})


def _spread(survey: Survey, one: Edition) -> tuple[float | None, str]:
    if not one.drafters:
        return None, ""
    parties = {body_kind(survey.names.get(body, "")).party for body in one.drafters} & set(PARTIES)
    value = (min(1.0, len(one.drafters) / _BODIES) + len(parties) / len(PARTIES)) / 2
    return round(value, 3), f"{len(one.drafters)}; {', '.join(sorted(parties))}"


def _age(survey: Survey, one: Edition) -> tuple[float | None, str]:
    since = one.standard.implemented or one.standard.issued
    if since is None:
        return None, ""
    years = (survey.day - since).days / 365.25
    return float(_YOUNG <= years <= _OLD), f"{years:.1f}"
