"""The comparison of one limit with another: align, set against each other, judge (DOMAIN 6 to 8).

Never *stricter* on doubt: whatever cannot be aligned is *incomparable* with the missing key named, and where the
numbers alone would put A below a mandatory B, it is raised for review.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from search.compare.strictness import legal, wording
from search.compare.strictness.aligning import Aligned, Together, align, aspects_of, unique
from search.compare.strictness.alignment import Level
from search.compare.strictness.data import normal
from search.compare.strictness.graded import compare_graded
from search.compare.strictness.model import Caution, Comparison, Demand, Legal, Side, Step, Verdict
from search.compare.strictness.values import QUALITATIVE, Outcome, compare_values

_NO_REQUIREMENT = frozenset({"should", "may", "can"})
_BELOW = frozenset({Verdict.LOOSER, Verdict.MIXED})
_ONE = Fraction(1)
_WOULD = (("verdict", "zh"), ("verdict_en", "en"))
_NOTHING = Outcome(Verdict.INCOMPARABLE)


def compare(a: Side | None, b: Side | None, *, as_of: date | None = None, modality_a: str = "") -> Comparison:
    """The verdict of limit ``a`` against limit ``b``; ``b`` None: nothing in B corresponds.

    ``as_of`` only gives cautions: a pair is judged as given (DOMAIN 6.10). ``modality_a`` overrides that of A's limit.
    """
    if b is None:
        return _done(Verdict.NEW, None, (Step("new", (("a", a.limit.characteristic if a else "—"),)),))
    mandatory, _ = legal.is_mandatory(b.standard)
    cautions = legal.validity(b.standard, as_of)
    if a is None:
        step = Step("missing_in_a", (("b", b.limit.characteristic),))
        noted = (*cautions, Caution("missing_in_a", (("std", b.standard.number),)))
        return _done(Verdict.INCOMPARABLE, mandatory, (step,), noted, missing=("a",), review=mandatory)
    modality = modality_a or a.limit.modality
    if modality in _NO_REQUIREMENT:
        facts = (("modality", modality),)
        noted = (Caution(f"modality_{modality}", facts), *cautions)
        return _done(Verdict.INCOMPARABLE, mandatory, (Step("modality", facts),), noted, missing=("modality",))
    referred = a.limit.op == "refer" or b.limit.op == "refer"
    judged = _referred(a, b, mandatory, cautions) if referred else _judged(a, b, mandatory, cautions)
    waiting = tuple(Step(f"unreviewed_{side.limit.awaits_review}", (("side", name), ("std", side.standard.number)))
                    for name, side in (("A", a), ("B", b)) if side.limit.awaits_review)  # fmt: skip
    return _held_back(judged, waiting) if waiting else judged


def _held_back(judged: Comparison, waiting: tuple[Step, ...]) -> Comparison:
    """No verdict on what no reviewer has looked at: a digit, a sign or a unit may have been read wrongly.

    What the values as read would come to stays as a note. A pair that is incomparable whatever the values are stays so.
    """
    if judged.verdict is Verdict.INCOMPARABLE and not judged.review and "unit" not in judged.missing:
        return judged
    words = tuple((key, wording.verdict(judged.verdict, language)) for key, language in _WOULD)
    would = Step("would_violate" if judged.violation else "would_be", words)
    said = () if judged.verdict is Verdict.INCOMPARABLE else (would,)
    return _done(
        Verdict.INCOMPARABLE, judged.mandatory, (*judged.steps, *waiting, *said), judged.cautions, (),
        (*judged.missing, "review"), review=True,
    )  # fmt: skip


def _judged(a: Side, b: Side, mandatory: bool, cautions: tuple[Caution, ...]) -> Comparison:
    aligned = align(aspects_of(a.limit), aspects_of(b.limit), b.standard.number)
    if aligned.with_unit.worst is Level.APART and aligned.without_unit.worst is Level.APART:
        outcome, together = _NOTHING, aligned.with_unit
    else:
        outcome, together = _valued(a.limit, b.limit, aligned)
    verdict, missing = outcome.verdict, together.missing
    if together.worst >= Level.DOUBT or outcome.missing:
        verdict = Verdict.INCOMPARABLE
    elif together.worst is Level.WEAK and verdict is Verdict.STRICTER:
        verdict, missing = Verdict.INCOMPARABLE, together.weak
    steps = together.steps
    if not missing:
        steps = (*steps, *outcome.steps)
    if outcome.missing and outcome.missing not in missing:
        missing = (*missing, outcome.missing)
    review = (
        verdict is Verdict.INCOMPARABLE
        and together.worst < Level.APART
        and (outcome.verdict in _BELOW or outcome.verdict is Verdict.INCOMPARABLE or "class" in missing)
    )
    judged = legal.judge(verdict, b.limit, a.standard, b.standard, silent=outcome.silent, review=review)
    if judged.review:
        steps = (*steps, Step("review", (("std", b.standard.number),)))
    noted = together.cautions
    if outcome.cautions or judged.cautions or cautions:
        noted = unique((*noted, *outcome.cautions, *judged.cautions, *cautions))
    return _done(
        verdict, mandatory, steps, noted, judged.legal, missing if verdict is Verdict.INCOMPARABLE else (),
        judged.violation, judged.warning, judged.review,
    )  # fmt: skip


def _valued(a: Demand, b: Demand, aligned: Aligned) -> tuple[Outcome, Together]:
    """The verdict on the values alone (a rule of thumb where the units do not meet), and the alignment that counts."""
    common, factor = aligned.common, aligned.factor
    if _by_name(a, b, common.comparable):
        return compare_values(a, b, common, factor), aligned.without_unit
    without = _without_unit(a, b)
    if common.comparable or without:
        return compare_values(a, b, common, factor), aligned.without_unit if without else aligned.with_unit
    if common.thumb is None:
        return Outcome(Verdict.INCOMPARABLE, missing="unit"), aligned.with_unit
    tried = compare_values(a, b, replace(common, a=common.thumb, b=_ONE), factor)
    return Outcome(tried.verdict, missing="unit", silent=tried.silent), aligned.with_unit


def _by_name(a: Demand, b: Demand, comparable: bool) -> bool:
    """Whether the values are grades, so that no unit is needed: ENF against 0.124 mg/m³, IP54 against IP44."""
    if comparable and not isinstance(a.value, str) and not isinstance(b.value, str):
        return False
    graded = compare_graded(a, b)
    return graded is not None and graded[0] is not Verdict.INCOMPARABLE


def _without_unit(a: Demand, b: Demand) -> bool:
    """不得检出 and plans carry a portion or nothing where others carry a unit."""
    if a.op not in QUALITATIVE and a.op != "sampling":
        return False
    ops = {a.op, b.op}
    if ops <= QUALITATIVE or ("sampling" in ops and ops & QUALITATIVE):
        return a.lod is None or b.lod is None
    return ops == {"sampling"} and normal(a.unit) == normal(b.unit)


def _referred(a: Side, b: Side, mandatory: bool, cautions: tuple[Caution, ...]) -> Comparison:
    """A says 应符合 B (DOMAIN 6.9): equal to the edition it names, or to the one in force."""
    facts = (("a", str(a.limit.value)), ("b", b.standard.number))
    target = legal.identified(str(a.limit.value)) if a.limit.op == "refer" else None
    known = legal.identified(b.standard.number)
    if target is not None and known is not None and target.work == known.work:
        if target.year in (None, known.year):
            return _done(Verdict.EQUAL, mandatory, (Step("refers", facts),), cautions)
        step, noted = Step("refers_other_edition", facts), (Caution("other_edition", facts), *cautions)
        return _done(Verdict.INCOMPARABLE, mandatory, (step,), noted, missing=("edition",), review=mandatory)
    return _done(
        Verdict.INCOMPARABLE, mandatory, (Step("refers_elsewhere", facts),), cautions, missing=("reference",)
    )


def _done(
    verdict: Verdict, mandatory: bool | None, steps: tuple[Step, ...], cautions: tuple[Caution, ...] = (),
    basis: tuple[Legal, ...] = (), missing: tuple[str, ...] = (),
    violation: bool = False, warning: bool = False, review: bool = False,
) -> Comparison:  # fmt: skip
    sure = 1.0
    for step in steps:
        sure = min(sure, wording.confidence("rules", step.rule))
    for caution in cautions:
        sure = min(sure, wording.confidence("cautions", caution.code))
    return Comparison(verdict, violation, warning, review, mandatory, missing, steps, cautions, basis, sure)
