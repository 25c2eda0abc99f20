"""The section on limits: each limit of the draft against those of every standard that applies, is cited or resembles.

Candidates come by graph (applicable, cited, lineage, overlap) and by nearness of what is measured and of what; the
aligner decides. What could not be compared, and what was left out, is part of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from api.messages import Messages
from api.render import limit_value
from api.usecases.against_sources import draft_source, object_of, stored_source
from api.usecases.check_targets import NO_LIMITS, OTHER_REGION, LeftOut, Target
from api.usecases.compare import CompareRow, SilentRow, count_rows, row_view, silent_view
from api.usecases.library import Library
from api.usecases.read import LimitView, limit_view
from api.usecases.views import StandardSummary, View
from graph.document import Place
from graph.ids import Level, Nature
from graph.limits import Limit
from ingest.documents.draft import Draft
from search.compare.against import Against, against
from search.compare.align import Source
from search.compare.findings import Finding
from search.compare.strictness import Verdict
from search.limits import core_name, core_of

_ITEMS = 6  # characteristics that a sentence names
UNREVIEWED = "review"  # among what a comparison misses: a limit no reviewer has looked at
_BELOW = frozenset({Verdict.LOOSER, Verdict.MIXED})


class AgainstView(View):
    """A standard that answers limits of the draft. ``reasons``: applies, cited, lineage, overlap, similar.

    ``established``: whether it is known to concern the draft; otherwise its rows are shown and not judged.
    """

    standard: StandardSummary
    reasons: tuple[str, ...]
    established: bool
    counts: dict[str, int]
    rows: tuple[CompareRow, ...]
    missing: tuple[SilentRow, ...]


class LeftOutView(View):
    """A standard that may concern the draft and was not compared, and why: no_limits, other_region, not_in_data."""

    number: str
    title: str | None
    mandatory: bool
    why: str


class LimitsSection(View):
    """Limits of the draft against theirs. ``searched``: limits and standards of the data that were within reach."""

    limits: int
    against: tuple[AgainstView, ...]
    new: tuple[LimitView, ...]  # of the draft, answered by no standard
    left_out: tuple[LeftOutView, ...]
    limits_in_data: int


@dataclass(frozen=True, slots=True)
class LimitsFound:
    section: LimitsSection
    findings: tuple[Finding, ...]


def draft_limits(draft: Draft, limits: tuple[Limit, ...]) -> Source | None:
    """The limits of a draft as they are compared; None for a draft given in words."""
    if draft.document is None:
        return None
    thing = object_of(draft.title, draft.scope)
    return draft_source(draft.document, limits, draft.number, draft.title, thing)


def limits_section(
    library: Library, draft: Draft, source: Source, chosen: Sequence[Target], left_out: Iterable[LeftOut]
) -> LimitsFound:
    """The limits of a draft against those of the standards chosen."""
    thing = object_of(draft.title, draft.scope)
    limits = tuple(one.limit for one in source.limits if not one.derived)
    views: list[AgainstView] = []
    findings: list[Finding] = []
    answered: set[int] = set()
    said = {core_of(limit) for limit in limits}
    for target in chosen:
        other = stored_source(library, target.standard, target.nature_given, target.thing)
        found = against(source, other, thing, library.settings.day)
        answered |= {id(pair.a) for pair in found.pairs}
        view = _against_view(target, found)
        if view.rows or view.missing:
            views.append(view)
            findings += _row_findings(target, view)
            findings += _silent_finding(target, view, said)
        if not view.rows and limits:
            findings += _none_answered(target, len(other.limits))
    findings = _settled(findings, chosen, views)
    new = tuple(limit_view(one.limit) for one in source.limits if id(one) not in answered and not one.derived)
    left = tuple(LeftOutView(number=o.number, title=o.title, mandatory=o.mandatory, why=o.why) for o in left_out)
    section = LimitsSection(
        limits=len(limits), against=tuple(views), new=new, left_out=left, limits_in_data=len(library.limits)
    )
    if not limits:
        findings.append(Finding("limits.none_read_english" if _is_english(draft) else "limits.none_read"))
    findings += [*_left_out(left), *_added_value(section), *_same_place(limits)]
    return LimitsFound(section, tuple(findings))


def _is_english(draft: Draft) -> bool:
    return not re.search(r"[\u3400-\u9fff]", f"{draft.title}{draft.scope}")


def _settled(findings: list[Finding], chosen: Sequence[Target], views: Iterable[AgainstView]) -> list[Finding]:
    """Without questions about a standard that is only cited, where one that binds has answered the same limit."""
    applying = {target.standard.number for target in chosen if target.applies}
    answered = {
        (row.a.place, row.characteristic)
        for view in views
        if view.established and view.standard.nature is Nature.MANDATORY
        for row in view.rows
        if row.verdict is not Verdict.INCOMPARABLE
    }
    return [
        one
        for one in findings
        if one.code != "limits.review"
        or set(one.standards) & applying
        or (one.place, dict(one.facts)["characteristic"]) not in answered
    ]


def _none_answered(target: Target, limits: int) -> Iterator[Finding]:
    """A standard that binds, of which the data hold limits, and none of them meets one of the draft's."""
    named = target.applies or "cited" in target.reasons
    if target.mandatory and named and not (target.upcoming or target.yields or target.ended):
        number = target.standard.number
        yield Finding("limits.none_answered", (("number", number), ("n", limits)), standards=(number,))


def _against_view(target: Target, found: Against) -> AgainstView:
    rows = tuple(map(row_view, found.pairs))
    if not target.established:
        rows = tuple(row for row in rows if row.verdict is not Verdict.INCOMPARABLE or UNREVIEWED in row.missing)
    missing = tuple(silent_view(one, target.mandatory) for one in found.silent) if target.applies else ()
    return AgainstView(
        standard=target.standard,
        reasons=target.reasons,
        established=target.established,
        counts=count_rows(rows, missing),
        rows=rows,
        missing=missing,
    )


def _row_findings(target: Target, view: AgainstView) -> Iterator[Finding]:
    """One finding for each limit of the draft, the gravest."""
    best: dict[object, tuple[int, Finding]] = {}
    for row in view.rows:
        found = _judged(target, row)
        if found is not None:
            rank = list(_CODES).index(found.code.partition(".")[2])
            key = (row.a.place, row.a.text, row.characteristic)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, found)
    yield from (found for _, found in best.values())


_CODES = (
    "violation", "industry_violation", "local_violation", "upcoming_violation", "looser", "unmarked_looser",
    "unreviewed", "review", "modality",
)  # fmt: skip


def _judged(target: Target, row: CompareRow) -> Finding | None:
    if not target.established or target.yields or target.ended or row.b is None or not row.applies:
        return None
    codes = {caution.code for caution in row.cautions}
    if row.violation:
        return _finding(_violation(target), target, row)
    if target.upcoming:
        return None
    if row.verdict in _BELOW and "nature_unmarked" in codes:
        return _finding("unmarked_looser", target, row)
    if row.warning:
        return _finding("looser", target, row)
    if "modality_should" in codes and target.mandatory and target.applies:
        return _finding("modality", target, row)
    if UNREVIEWED in row.missing:
        return _finding("unreviewed", target, row)
    if row.review and (target.applies or "cited" in target.reasons):
        return _finding("review", target, row)
    return None


def _violation(target: Target) -> str:
    if target.upcoming:
        return "upcoming_violation"
    level = target.standard.level
    if level is Level.INDUSTRY:
        return "industry_violation"
    if level in (Level.LOCAL, Level.LOCAL_FOOD_SAFETY):
        return "local_violation"
    return "violation"


def _finding(code: str, target: Target, row: CompareRow) -> Finding:
    say = Messages("zh")
    if code == "unreviewed":
        why = "".join(one.zh for one in row.steps[-2:])
    else:
        lacking = (say(f"aspect.{one}") if say.has(f"aspect.{one}") else one for one in row.missing)
        why = "、".join(lacking) or "".join(one.zh for one in row.notes[-1:])
    facts = (
        ("characteristic", row.characteristic), ("a", _value(row.a)), ("b", _value(row.b) if row.b else "—"),
        ("number", target.standard.number), ("object", row.object or target.thing or "—"), ("why", why or "—"),
        ("since", target.standard.implemented or "—"),
    )  # fmt: skip
    return Finding(f"limits.{code}", facts, row.a.sentence, row.a.place, (target.standard.number,))


def _value(limit: LimitView) -> str:
    return limit_value(Messages("zh"), limit)


def _silent_finding(target: Target, view: AgainstView, said: set[str]) -> Iterator[Finding]:
    """What the draft does not limit at all; other objects and stages of what it limits stay in the table."""
    if not (target.mandatory and target.applies and view.missing) or target.upcoming or target.yields:
        return
    names = [name for name in dict.fromkeys(one.characteristic for one in view.missing) if core_name(name) not in said]
    if not names:
        return
    items = "、".join(names[:_ITEMS]) + ("…" if len(names) > _ITEMS else "")
    number = target.standard.number
    yield Finding("limits.silent", (("number", number), ("n", len(names)), ("items", items)), standards=(number,))


def _left_out(left: Iterable[LeftOutView]) -> Iterator[Finding]:
    for one in left:
        if one.why == OTHER_REGION:
            yield Finding("limits.other_region", (("number", one.number),), standards=(one.number,))
        elif one.why == NO_LIMITS and one.mandatory:
            facts = (("number", one.number), ("title", one.title or ""))
            yield Finding("limits.no_limits_of", facts, standards=(one.number,))


def _added_value(section: LimitsSection) -> Iterator[Finding]:
    """Equal everywhere: why a new standard (DOMAIN 7)?"""
    rows = [(view, row) for view in section.against if view.established for row in view.rows]
    if not rows or section.new or any(row.verdict is not Verdict.EQUAL for _, row in rows):
        return
    numbers = tuple(dict.fromkeys(view.standard.number for view, _ in rows))
    n = len({(row.a.place, row.a.text) for _, row in rows})
    yield Finding("limits.no_added_value", (("n", n), ("numbers", "、".join(numbers))), standards=numbers)


def _same_place(limits: Iterable[Limit]) -> Iterator[Finding]:
    """Two limits of one quantity in one place that do not agree: the draft, or its reading, is in doubt."""
    seen: dict[tuple[object, ...], set[str]] = {}
    places: dict[tuple[object, ...], tuple[Place, str]] = {}
    for limit in limits:
        if not limit.places:
            continue
        place = limit.places[0]
        key: tuple[object, ...] = (
            place.clause, place.table, limit.object, limit.characteristic, limit.condition, limit.grade, limit.op,
            limit.method, limit.valid,
        )  # fmt: skip
        seen.setdefault(key, set()).add(limit.value_text)
        places.setdefault(key, (place, limit.text))
    for key, values in seen.items():
        if len(values) > 1:
            place, quote = places[key]
            where = " ".join(filter(None, (place.clause, place.table))) or "—"
            facts = (("place", where), ("n", len(values)), ("characteristic", key[3]))
            yield Finding("limits.same_place", facts, quote, place)
