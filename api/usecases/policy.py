"""What the data says to each task of the policy, and which group standards are fit for conversion."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from api.errors import BadRequest
from api.usecases.analyses import kept
from api.usecases.library import Library
from api.usecases.regions import editions_among
from api.usecases.views import View
from graph.vocabulary import policy_tasks
from search.policy.conversion import Ranked, criteria, rank
from search.policy.indicators import Indicator
from search.policy.measures import measure
from search.policy.survey import survey

Told = Literal["yes", "partly", "no"]
_TREND_YEARS = 15


class IndicatorView(View):
    """A count, of how many (None: of nothing), with the newest standards behind it, its trend and its parts.

    ``known``: how many standards of the data say anything of this kind; 0: nothing can be told; None: all do.
    """

    key: str
    zh: str
    en: str
    value: int
    of: int | None
    standards: tuple[str, ...]
    trend: dict[int, int]
    parts: dict[str, int]
    known: int | None = None


class TaskView(View):
    """A task: whether data can tell, what it says, what it cannot, and which commands lead further."""

    key: str
    clause: str
    zh: str
    en: str
    text_zh: str  # in short
    text_en: str
    told: Told
    indicators: tuple[IndicatorView, ...]
    limits_zh: str
    limits_en: str
    see: tuple[str, ...]
    needs_zh: tuple[str, ...]  # the data an answer rests on
    needs_en: tuple[str, ...]


class PolicyReport(View):
    """All tasks, or one."""

    on: date
    generation: int
    data_date: date | None
    region: str | None
    standards: int
    groups: int  # current group standards
    tasks: tuple[TaskView, ...]


class CriterionView(View):
    """A criterion of the conversion ranking and the weight it had."""

    key: str
    weight: float
    zh: str
    en: str
    basis: str


class CandidateView(View):
    """A group standard in the ranking: each criterion 0 to 1, None where the data does not say."""

    number: str
    title_zh: str | None
    issued: date | None
    issuers: tuple[str, ...]
    score: float
    values: dict[str, float | None]
    facts: dict[str, str]
    missing: tuple[str, ...]


class ConversionReport(View):
    """The ranking with its criteria."""

    on: date
    generation: int
    data_date: date | None
    field: str | None
    region: str | None
    considered: int
    criteria: tuple[CriterionView, ...]
    candidates: tuple[CandidateView, ...]


@cache
def _lines() -> Mapping[str, Mapping[str, Any]]:
    return tomllib.loads((files("search.policy") / "data" / "tasks.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class _Need:
    zh: str
    en: str


@cache
def _needs() -> Mapping[str, _Need]:
    text = (files("search.policy") / "data" / "needs.csv").read_text("utf-8")
    return {row["key"]: _Need(row["zh"], row["en"]) for row in csv.DictReader(io.StringIO(text))}


def policy(library: Library, *, region: str | None = None, task: str | None = None, limit: int = 50) -> PolicyReport:
    """``limit``: standards listed an indicator.

    Raises :class:`~api.errors.BadRequest` for an unknown task or region.
    """
    known = policy_tasks()
    if task is not None and task not in known:
        clauses = {concept.clause: key for key, concept in known.items()}
        if task not in clauses:
            raise BadRequest("no task {task!r}; known tasks: {known}", task=task, known=", ".join(known))
        task = clauses[task]
    _, place, among = editions_among(library.graph, None, region)
    return kept(
        library, PolicyReport, "policy", (place, task, limit), lambda: _policy(library, place, among, task, limit)
    )


def _policy(
    library: Library, place: str | None, among: frozenset[str] | None, task: str | None, limit: int
) -> PolicyReport:
    data = survey(library.graph, library.settings.day, among=among)
    manifest = library.generation.manifest
    measured: dict[str, Indicator] = {}
    views = []
    for key, concept in policy_tasks().items():
        if task is not None and key != task:
            continue
        line = _lines()[key]
        for name in line["indicators"]:
            if name not in measured:
                measured[name] = measure(name, data)
        views.append(
            TaskView(
                key=key,
                clause=concept.clause or "",
                zh=concept.label_zh,
                en=concept.label_en,
                text_zh=concept.definition_zh or "",
                text_en=concept.definition_en or "",
                told=line["told"],
                indicators=tuple(_indicator(measured[name], limit) for name in line["indicators"]),
                limits_zh=line["limits"]["zh"],
                limits_en=line["limits"]["en"],
                see=tuple(line["see"]),
                needs_zh=tuple(_needs()[key].zh for key in line["needs"]),
                needs_en=tuple(_needs()[key].en for key in line["needs"]),
            )
        )
    return PolicyReport(
        on=data.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        region=place,
        standards=len(data.editions),
        groups=len(data.groups),
        tasks=tuple(views),
    )


def _indicator(one: Indicator, limit: int) -> IndicatorView:
    return IndicatorView(
        key=one.key,
        zh=one.zh,
        en=one.en,
        value=one.value,
        of=one.of,
        standards=one.standards[:limit],
        trend=dict(list(one.trend.items())[-_TREND_YEARS:]),
        parts=dict(one.parts),
        known=one.known,
    )


def conversion(
    library: Library,
    *,
    field: str | None = None,
    region: str | None = None,
    weights: Mapping[str, float] | None = None,
    limit: int = 50,
) -> ConversionReport:
    """Raises :class:`~api.errors.BadRequest` for an unknown field, region or criterion, or a weight below zero."""
    key, place, among = editions_among(library.graph, field, region)
    data = survey(library.graph, library.settings.day, among=among)
    try:
        ranked = rank(data, weights)
    except ValueError as error:
        raise BadRequest("wrong weights: {error}", error=error) from error
    manifest = library.generation.manifest
    return ConversionReport(
        on=data.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        field=key,
        region=place,
        considered=len(ranked),
        criteria=tuple(
            CriterionView(
                key=one.key, weight=(weights or {}).get(one.key, one.weight), zh=one.zh, en=one.en, basis=one.basis
            )
            for one in criteria()
        ),
        candidates=tuple(_candidate(one, data.names) for one in ranked[:limit]),
    )


def parse_weights(given: Sequence[str]) -> dict[str, float]:
    """``cited=5`` → a weight. Raises :class:`~api.errors.BadRequest`."""
    weights = {}
    for one in given:
        key, _, value = one.partition("=")
        try:
            weights[key.strip()] = float(value)
        except ValueError as error:
            raise BadRequest("a weight is written cited=5, not {one!r}", one=one) from error
    return weights


def _candidate(one: Ranked, names: Mapping[str, str]) -> CandidateView:
    standard = one.edition.standard
    return CandidateView(
        number=standard.number,
        title_zh=standard.title_zh,
        issued=standard.issued,
        issuers=tuple(names.get(body, body) for body in one.edition.issuers),
        score=one.score,
        values=dict(one.values),
        facts=dict(one.facts),
        missing=one.missing,
    )
