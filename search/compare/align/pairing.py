"""Two documents side by side: each limit of A with what answers it in B, and what only one of them says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from search.compare.align import data
from search.compare.align.fitting import Fit, fit, is_place, measured_alike
from search.compare.align.model import Alternative, Located, Note, Pair, Paired, Source
from search.compare.strictness import Comparison, Side, Verdict, compare, from_limit
from search.compare.strictness.objects import Kinship, kinship

_PART = frozenset({Kinship.WITHIN})


def pair_documents(a: Source, b: Source, as_of: date) -> Paired:
    """Every limit of A with its counterparts in B, judged on a day; and the limits of B on which A is silent."""
    in_force = [one for one in b.limits if _applies(one, as_of)]
    alike: dict[tuple[str, str | None], list[Located]] = {}  # documents repeat few characteristics many times
    pairs: list[Pair] = []
    for one in a.limits:
        key = one.limit.characteristic, one.limit.basis
        if key not in alike:
            alike[key] = [other for other in in_force if measured_alike(one, other) is not None]
        pairs.extend(_pairs(one, a, b, alike[key], as_of))
    touched = {id(pair.b) for pair in pairs if pair.b is not None}
    touched |= {id(other.b) for pair in pairs for other in pair.others}
    silent = tuple(one for one in in_force if id(one) not in touched and not one.derived)
    return Paired(tuple(pairs), silent, as_of)


def _applies(one: Located, day: date) -> bool:
    return not (_ended(one, day) or _to_come(one, day))


def _ended(one: Located, day: date) -> bool:
    return bool(one.valid and one.valid.end and one.valid.end < day)


def _to_come(one: Located, day: date) -> bool:
    return bool(one.valid and one.valid.start and one.valid.start > day)


def _pairs(one: Located, a: Source, b: Source, candidates: Iterable[Located], day: date) -> list[Pair]:
    fits = [found for other in candidates if (found := fit(one, other, a, b)) is not None]
    dated = _dating(one, day)
    known = [found for found in fits if found.known]
    if not known:
        return [_unanswered(one, a, fits, day, dated)]
    main = _preferred(one, known)
    groups: dict[tuple[str, ...], list[Fit]] = {}
    for found in main:
        groups.setdefault(found.part, []).append(found)
    if () in groups:  # B speaks of A's objects as a whole; of parts only what it sets apart by region counts besides
        groups = {part: group for part, group in groups.items() if part in ((), (group[0].b.region,))}
    rest = [found for found in known if not any(found in group for group in groups.values())]
    sectors = a.industry, b.industry
    found_pairs = [_answered(one, group, rest, groups, day, dated, sectors) for group in groups.values()]
    if () not in groups:
        found_pairs += _by_analogy(one, a, b, candidates, day, {pair.object for pair in found_pairs})
    return found_pairs


def _by_analogy(
    one: Located, a: Source, b: Source, candidates: Iterable[Located], day: date, done: set[str]
) -> list[Pair]:
    """Parts of A's objects that A names elsewhere and that B treats as others: 燃生物质成型燃料锅炉 of 锅炉."""
    parts = {other.name for other in a.limits if other.name != one.name and kinship(other.name, one.name) in _PART}
    found: list[Pair] = []
    for name in sorted(parts - done):
        part = replace(one, name=name, notes=(*one.notes, Note("restricted", (("a", one.name), ("b", name)))))
        fits = [fitted for other in candidates if (fitted := fit(part, other, a, b)) is not None and fitted.known]
        fits = [fitted for fitted in fits if any(note.code == "analogy" for note in fitted.notes)]
        if not fits:
            continue
        main = [fitted for fitted in _preferred(part, fits) if not fitted.part] or fits
        rest = [fitted for fitted in fits if fitted not in main]
        found.append(_answered(part, main, rest, {(): main}, day, _dating(one, day), (a.industry, b.industry)))
    return found


def _dating(one: Located, day: date) -> tuple[Note, ...]:
    if _ended(one, day) and one.valid:
        return (Note("ended", (("end", one.valid.end), ("day", day))),)
    if _to_come(one, day) and one.valid:
        return (Note("not_begun", (("start", one.valid.start), ("day", day))),)
    return ()


def _preferred(one: Located, fits: list[Fit]) -> list[Fit]:
    """The candidates of A's own class: special ones for a special limit, else general ones; no other places."""
    alike = [found for found in fits if found.b.special == one.special]
    alike = [found for found in alike if one.condition or not is_place(found.b.condition)] or alike
    return alike or fits


def _answered(
    one: Located, group: list[Fit], rest: list[Fit], groups: dict[tuple[str, ...], list[Fit]], day: date,
    dated: tuple[Note, ...], industries: tuple[str, str],
) -> Pair:  # fmt: skip
    group = sorted(group, key=lambda found: found.rank, reverse=True)
    best = group[0]
    judged = _judge(best, day)
    notes = (*one.notes, *best.notes, *dated)
    tied = [found for found in group[1:] if found.rank == best.rank]
    if tied:
        verdicts = [judged.verdict, *(_judge(found, day).verdict for found in tied)]
        if len(set(verdicts)) > 1:
            facts = (("n", len(verdicts)), ("verdicts", "、".join(sorted(set(verdicts)))))
            notes = (*notes, Note("ambiguous", facts))
            judged = _opened(judged)
    if industries[0] != industries[1] and data.said("generic", best.b.name):
        sectors = ("a", industries[0] or "—"), ("b", industries[1] or "—")
        notes, judged = (*notes, Note("industry", (("object", best.b.name), *sectors))), _opened(judged)
    if best.b.special and not one.special and judged.verdict is not Verdict.INCOMPARABLE:
        notes = (*notes, Note("special_only"))
        judged = _opened(judged)
    if best.cautious and judged.verdict not in (Verdict.EQUAL, Verdict.INCOMPARABLE):
        notes = (*notes, Note("alike_only"))
        judged = _opened(judged)
    if dated and _ended(one, day):
        judged = replace(judged, violation=False, warning=False, review=False, legal=())
    rest = [found for found in rest if found.sound or not best.sound]
    group = [found for found in group if found.sound or not best.sound]
    others = [found for found in (*group[1:], *rest) if found.part in ((), best.part) or len(groups) == 1]
    others += [found for found in rest if found not in others and set(best.part) & set(found.part)]
    return Pair(
        one, best.b, judged, best.object or one.shown, best.condition, _applies(one, day), notes,
        tuple(Alternative(found.b, _judge(found, day), _why(one, found)) for found in others),
    )  # fmt: skip


def _judge(found: Fit, day: date) -> Comparison:
    return compare(found.a_side, found.b_side, as_of=day)


def _opened(judged: Comparison) -> Comparison:
    """A verdict taken back: a person has to look where B binds, or where a limit was not reviewed yet."""
    unreviewed = "review" in judged.missing
    return replace(
        judged, verdict=Verdict.INCOMPARABLE, violation=False, warning=False,
        review=bool(judged.mandatory) or unreviewed,
        missing=("counterpart", "review") if unreviewed else ("counterpart",), legal=(),
    )  # fmt: skip


def _why(one: Located, found: Fit) -> Note:
    if found.b.special and not one.special:
        return Note("alternative_special")
    if is_place(found.b.condition) or found.b.region:
        return Note("alternative_place", (("place", found.b.condition or found.b.region),))
    if found.b.stage and found.b.stage != one.stage:
        return Note("alternative_stage", (("stage", found.b.stage_said),))
    return Note("alternative_other")


def _unanswered(one: Located, a: Source, fits: list[Fit], day: date, dated: tuple[Note, ...]) -> Pair:
    """Nothing in B is known to answer: new, or (B limits the same of objects that may be others) incomparable."""
    best = max(fits, key=lambda found: found.rank, default=None)
    if best is None:
        new = compare(Side(a.facts, from_limit(one.limit)), None, as_of=day)
        return Pair(one, None, new, one.shown, one.condition, _applies(one, day), (*one.notes, *dated))
    judged = _judge(best, day)
    if judged.verdict is not Verdict.INCOMPARABLE:
        judged = _opened(judged)
    if dated and _ended(one, day):
        judged = replace(judged, review=False)
    return Pair(
        one, best.b, judged, one.shown, one.condition, _applies(one, day), (*one.notes, *best.notes, *dated),
        tuple(
            Alternative(found.b, _judge(found, day), _why(one, found))
            for found in sorted(fits, key=lambda found: found.rank, reverse=True)
            if found is not best
        ),
    )  # fmt: skip
