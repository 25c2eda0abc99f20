"""The comparison of one limit with another: align, set against each other, judge (DOMAIN 6 to 8).

Never *stricter* on doubt: whatever cannot be aligned is *incomparable* with the missing key named, and where the
numbers alone would put A below a mandatory B, it is raised for review.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from search.compare.strictness import legal, wording
from search.compare.strictness.alignment import Alignment, Level
from search.compare.strictness.classmaps import align_classes
from search.compare.strictness.conditions import align_conditions
from search.compare.strictness.data import normal
from search.compare.strictness.graded import compare_graded
from search.compare.strictness.grades import align_grades
from search.compare.strictness.methods import align_methods
from search.compare.strictness.model import Caution, Comparison, Legal, Side, Step, Verdict
from search.compare.strictness.objects import align_objects
from search.compare.strictness.quantities import Quantity, align_quantities, read_quantity
from search.compare.strictness.scaling import Common, common_unit
from search.compare.strictness.units import effective_unit, read_unit
from search.compare.strictness.values import QUALITATIVE, Outcome, compare_values

_NO_REQUIREMENT = frozenset({"should", "may", "can"})
_BELOW = frozenset({Verdict.LOOSER, Verdict.MIXED})


@dataclass(frozen=True, slots=True)
class _Found:
    """Everything that was found out about a pair before the law is asked."""

    alignments: tuple[Alignment, ...]
    outcome: Outcome
    common: Common


def compare(a: Side | None, b: Side | None, *, as_of: date | None = None, modality_a: str = "") -> Comparison:
    """The verdict of limit ``a`` against limit ``b``; ``b`` None: nothing in B corresponds.

    ``as_of`` only gives cautions: a pair is judged as given (DOMAIN 6.10). ``modality_a`` overrides that of A's limit.
    """
    if b is None:
        return Comparison(Verdict.NEW, steps=(Step("new", (("a", a.limit.characteristic if a else "—"),)),))
    mandatory, _ = legal.is_mandatory(b.standard)
    cautions = legal.validity(b.standard, as_of)
    if a is None:
        missing = (*cautions, Caution("missing_in_a", (("std", b.standard.number),)))
        return _done(
            Verdict.INCOMPARABLE, mandatory, missing=("a",), review=mandatory, cautions=missing,
            steps=(Step("missing_in_a", (("b", b.limit.characteristic),)),),
        )  # fmt: skip
    modality = (modality_a or a.limit.modality).casefold()
    if modality in _NO_REQUIREMENT:
        facts = (("modality", modality),)
        return _done(
            Verdict.INCOMPARABLE, mandatory, missing=("modality",), steps=(Step("modality", facts),),
            cautions=(Caution(f"modality_{modality}", facts), *cautions),
        )  # fmt: skip
    if a.limit.op == "refer":
        return _referred(a, b, mandatory, cautions)
    return _judged(a, b, _found(a, b), mandatory, cautions)


def _found(a: Side, b: Side) -> _Found:
    one, other = a.limit, b.limit
    quantities = read_quantity(one.characteristic, one.basis), read_quantity(other.characteristic, other.basis)
    unit_a, unit_b = (read_unit(limit.unit) for limit in (one, other))
    found = [
        align_classes(a, b) or align_objects(one.object, other.object),
        *align_quantities(*quantities, (one.characteristic, other.characteristic)),
        *align_conditions(one.condition, other.condition),
        *align_methods(one, other, (unit_a.canonical if unit_a else "", unit_b.canonical if unit_b else "")),
    ]
    if (grades := _grades(a, b)) is not None:
        found.append(grades)
    factor = Fraction(1)
    for alignment in found:
        factor *= alignment.factor
    return _valued(a, b, quantities, found, factor)


def _grades(a: Side, b: Side) -> Alignment | None:
    if align_classes(a, b) is not None:
        return None
    efficiency = legal.is_efficiency(b.limit, b.standard)
    return align_grades(a.limit.grade, b.limit.grade, efficiency)


def _valued(
    a: Side, b: Side, quantities: tuple[Quantity, Quantity], found: list[Alignment], factor: Fraction
) -> _Found:
    one, other = a.limit, b.limit
    units = effective_unit(one.unit, one.characteristic), effective_unit(other.unit, other.characteristic)
    common = common_unit(
        *units, quantities[0].core, one.characteristic, one.object, (one.condition, other.condition)
    )
    if _by_name(a, b, common):
        return _Found(tuple(found), compare_values(one, other, common, factor), common)
    if not _without_unit(a, b):
        found.append(common.alignment)
    if common.alignment.steps[0].rule == "gas_volume":  # the rule has used what they say of the state of the gas
        found[:] = [alignment for alignment in found if not _is_gas_state(alignment)]
    if common.comparable or _without_unit(a, b):
        return _Found(tuple(found), compare_values(one, other, common, factor), common)
    outcome = Outcome(Verdict.INCOMPARABLE, missing="unit")
    if common.thumb is not None:
        tried = compare_values(one, other, replace(common, a=common.thumb, b=Fraction(1)), factor)
        outcome = Outcome(tried.verdict, missing="unit", silent=tried.silent)
    return _Found(tuple(found), outcome, common)


def _by_name(a: Side, b: Side, common: Common) -> bool:
    """Whether the values are grades, so that no unit is needed: ENF against 0.124 mg/m³, IP54 against IP44."""
    if not (isinstance(a.limit.value, str) or isinstance(b.limit.value, str)) and common.comparable:
        return False
    graded = compare_graded(a.limit, b.limit)
    return graded is not None and graded[0] is not Verdict.INCOMPARABLE


def _is_gas_state(alignment: Alignment) -> bool:
    return alignment.key == "condition" and alignment.level is Level.WEAK


def _without_unit(a: Side, b: Side) -> bool:
    """不得检出 and plans carry a portion or nothing where others carry a unit."""
    ops = {a.limit.op, b.limit.op}
    if ops <= QUALITATIVE or ("sampling" in ops and ops & QUALITATIVE):
        return a.limit.lod is None or b.limit.lod is None
    if ops == {"sampling"}:
        return normal(a.limit.unit) == normal(b.limit.unit)
    return False


def _judged(a: Side, b: Side, found: _Found, mandatory: bool, cautions: tuple[Caution, ...]) -> Comparison:
    outcome, alignments = found.outcome, found.alignments
    worst = max((alignment.level for alignment in alignments), default=Level.SAME)
    verdict, missing = outcome.verdict, _missing(alignments, Level.DOUBT)
    steps = [step for alignment in alignments for step in alignment.steps]
    thumb = verdict
    if worst >= Level.DOUBT or outcome.missing:
        verdict = Verdict.INCOMPARABLE
    elif worst is Level.WEAK and verdict is Verdict.STRICTER:
        verdict, missing = Verdict.INCOMPARABLE, _missing(alignments, Level.WEAK)
    if verdict is not Verdict.INCOMPARABLE or not missing:
        steps.extend(outcome.steps)
    if outcome.missing and outcome.missing not in missing:
        missing = (*missing, outcome.missing)
    review = verdict is Verdict.INCOMPARABLE and worst < Level.APART and (
        thumb in _BELOW or _open_values(found) or "class" in missing
    )
    judged = legal.judge(verdict, b.limit, a.standard, b.standard, silent=outcome.silent, review=review)
    if judged.review:
        steps.append(Step("review", (("std", b.standard.number),)))
    noted = _unique((*(c for alignment in alignments for c in alignment.cautions), *outcome.cautions, *judged.cautions))
    return _done(
        verdict, mandatory, missing=missing if verdict is Verdict.INCOMPARABLE else (), steps=steps,
        cautions=(*noted, *cautions), legal_basis=judged.legal,
        violation=judged.violation, warning=judged.warning, review=judged.review,
    )  # fmt: skip


def _open_values(found: _Found) -> bool:
    """Whether the same quantity of the same object stayed open only for the sake of its values."""
    return found.outcome.verdict is Verdict.INCOMPARABLE and bool(found.outcome.missing)


def _missing(alignments: Iterable[Alignment], level: Level) -> tuple[str, ...]:
    keys = [alignment.key for alignment in alignments if alignment.level >= level]
    return tuple(dict.fromkeys(keys))


def _unique(cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    return tuple({caution.code: caution for caution in reversed(tuple(cautions))}.values())[::-1]


def _referred(a: Side, b: Side, mandatory: bool, cautions: tuple[Caution, ...]) -> Comparison:
    """A says 应符合 B (DOMAIN 6.9): equal to the edition it names, or to the one in force."""
    target = legal.identified(str(a.limit.value or ""))
    known = legal.identified(b.standard.number)
    facts = (("a", str(a.limit.value)), ("b", b.standard.number))
    if target is not None and known is not None and target.work == known.work:
        if target.year in (None, known.year):
            return _done(Verdict.EQUAL, mandatory, steps=(Step("refers", facts),), cautions=cautions)
        old = (Caution("other_edition", facts), *cautions)
        return _done(
            Verdict.INCOMPARABLE, mandatory, missing=("edition",), review=mandatory,
            steps=(Step("refers_other_edition", facts),), cautions=old,
        )  # fmt: skip
    return _done(
        Verdict.INCOMPARABLE, mandatory, missing=("reference",), steps=(Step("refers_elsewhere", facts),),
        cautions=cautions,
    )  # fmt: skip


def _done(
    verdict: Verdict, mandatory: bool, *, steps: Iterable[Step], cautions: Iterable[Caution] = (),
    legal_basis: tuple[Legal, ...] = (), missing: tuple[str, ...] = (),
    violation: bool = False, warning: bool = False, review: bool = False,
) -> Comparison:  # fmt: skip
    fired, noted = tuple(steps), tuple(cautions)
    said = [wording.confidence("rules", step.rule) for step in fired]
    sure = min((*said, *(wording.confidence("cautions", caution.code) for caution in noted)), default=1.0)
    return Comparison(
        verdict, violation, warning, review, mandatory, missing, fired, noted, legal_basis, sure
    )
