"""A draft against standards of the data: all that are mandatory for it, all national ones, or those named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from api.errors import BadRequest
from api.usecases.against_sources import object_of
from api.usecases.check_applicable import applicable_section
from api.usecases.check_limits import LimitsSection, draft_limits, limits_section
from api.usecases.check_overlap import overlap_section
from api.usecases.check_targets import NO_LIMITS, LeftOut, Target, targets
from api.usecases.cited import edition_meant
from api.usecases.library import Library
from api.usecases.views import FindingView, View, finding_view
from graph.errors import NotFound
from graph.ids import Level, parse
from ingest.documents.draft import Draft
from ingest.extract.everything import extract

MANDATORY, NATIONAL = "mandatory", "national"
_MATCHES = 30


class AgainstResult(View):
    """Limits of a draft against standards of the data, with what was found."""

    title: str
    number: str | None
    wanted: tuple[str, ...]
    as_of: date
    limits: LimitsSection
    findings: tuple[FindingView, ...]


def compare_against(library: Library, draft: Draft, wanted: Sequence[str]) -> AgainstResult:
    """``wanted``: ``mandatory``, ``national``, or numbers; an undated number means the edition in force on the day.

    Raises :class:`~api.errors.BadRequest`, :class:`~graph.errors.NotFound` for a number that the data do not hold.
    """
    if draft.document is None:
        raise BadRequest("give the draft as a file")
    limits = extract(draft.document).limits
    source = draft_limits(draft, limits)
    assert source is not None
    words = [one for one in wanted if one in (MANDATORY, NATIONAL)]
    chosen, left_out = _named(library, [one for one in wanted if one not in words])
    if words:
        overlap = overlap_section(library, draft, _MATCHES)
        applicable = applicable_section(library, draft, limits, overlap.matches)
        found, left = targets(library, draft, source, applicable, overlap.matches)
        chosen += [one for one in found if one.established and _wanted(one, words)]
        left_out += left
    compared = limits_section(library, draft, source, chosen, left_out)
    return AgainstResult(
        title=draft.title,
        number=draft.number,
        wanted=tuple(wanted),
        as_of=library.settings.day,
        limits=compared.section,
        findings=tuple(map(finding_view, compared.findings)),
    )


def _wanted(one: Target, words: Sequence[str]) -> bool:
    return (MANDATORY in words and one.mandatory) or (NATIONAL in words and one.standard.level is Level.NATIONAL)


def _named(library: Library, numbers: Sequence[str]) -> tuple[list[Target], list[LeftOut]]:
    chosen: list[Target] = []
    left: list[LeftOut] = []
    for number in numbers:
        found = edition_meant(library, parse(number))
        if found is None:
            raise NotFound("{number}: not in the data; `biaotu ingest` its text first", number=number)
        if library.limits.counts([found.number]):
            chosen.append(Target(found, ("cited",), object_of(found.title_zh or ""), False, applies=True))
        else:
            left.append(LeftOut(found.number, found.title_zh, True, NO_LIMITS))
    return chosen, left
