"""All aspects of two limits aligned at once, without their values; remembered, for a document repeats them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from search.compare.strictness.alignment import Alignment, Level
from search.compare.strictness.classmaps import align_classes
from search.compare.strictness.conditions import align_conditions
from search.compare.strictness.grades import align_grades
from search.compare.strictness.legal import is_efficiency
from search.compare.strictness.methods import Tested, align_methods
from search.compare.strictness.model import Caution, Demand, Step
from search.compare.strictness.objects import align_objects, is_speciated
from search.compare.strictness.quantities import align_quantities, read_quantity
from search.compare.strictness.scaling import Common, common_unit
from search.compare.strictness.units import effective_unit, read_unit


class Aspects(NamedTuple):
    """What a limit says beside its values."""

    object: str
    characteristic: str
    basis: str
    condition: str
    method: str
    grade: str
    unit: str


def aspects_of(limit: Demand) -> Aspects:
    """The aspects of a limit."""
    return Aspects(
        limit.object, limit.characteristic, limit.basis, limit.condition, limit.method, limit.grade, limit.unit
    )


@dataclass(frozen=True, slots=True)
class Together:
    """Alignments summed up: the worst level, what is missing for any verdict and for *stricter*, and the derivation."""

    worst: Level
    missing: tuple[str, ...]
    weak: tuple[str, ...]
    steps: tuple[Step, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Aligned:
    """The alignment of a pair, with its unit and (for grades and 不得检出) without; the factor of named rules."""

    common: Common
    factor: Fraction
    with_unit: Together
    without_unit: Together


@lru_cache(maxsize=65536)
def align(a: Aspects, b: Aspects, number: str) -> Aligned:
    """Align two limits; ``number`` is that of B's standard, which may sort objects into classes."""
    core, measured, other = _measured(a.characteristic, a.basis, b.characteristic, b.basis)
    if other is not None:
        return other
    if is_speciated(a.object) or is_speciated(b.object):
        measured = tuple(_open_speciation(alignment) for alignment in measured)
    classes = align_classes(a.object, a.grade, number, b.object, b.grade)
    symbols = [unit.canonical if (unit := read_unit(side.unit)) else "" for side in (a, b)]
    tested = (
        Tested(side.method, side.condition, side.characteristic, side.grade, side.object, symbol)
        for side, symbol in zip((a, b), symbols, strict=True)
    )
    found = [
        classes or align_objects(a.object, b.object),
        *measured,
        *align_conditions(a.condition, b.condition),
        *align_methods(*tested),
    ]
    efficiency = is_efficiency(number, b.characteristic, b.grade)
    if classes is None and (grades := align_grades(a.grade, b.grade, efficiency)) is not None:
        found.append(grades)
    units = effective_unit(a.unit, a.characteristic), effective_unit(b.unit, b.characteristic)
    common = common_unit(*units, core, a.characteristic, a.object, (a.condition, b.condition))
    if common.alignment.steps[0].rule == "gas_volume":  # the rule has used what they say of the state of the gas
        found = [alignment for alignment in found if not _is_gas_state(alignment)]
    factor = Fraction(1)
    for alignment in found:
        if alignment.factor != 1:
            factor *= alignment.factor
    return Aligned(common, factor, _together([*found, common.alignment]), _together(found))


def _open_speciation(alignment: Alignment) -> Alignment:
    """总镉 against 镉 of a toy: the bare name may mean the migrated one."""
    speciation = any(("dimension", "speciation") in step.facts for step in alignment.steps)
    return replace(alignment, level=max(alignment.level, Level.DOUBT)) if speciation else alignment


@lru_cache(maxsize=65536)
def _measured(a: str, basis_a: str, b: str, basis_b: str) -> tuple[str, tuple[Alignment, ...], Aligned | None]:
    """A's core name and the alignment of two characteristics; all there is to say when they are different ones."""
    one, other = read_quantity(a, basis_a), read_quantity(b, basis_b)
    measured = align_quantities(one, other, (a, b))
    if measured[0].level is not Level.APART:
        return one.core, measured, None
    apart = _together(list(measured))
    return one.core, measured, Aligned(Common(measured[0]), Fraction(1), apart, apart)


def _is_gas_state(alignment: Alignment) -> bool:
    return alignment.key == "condition" and alignment.level is Level.WEAK


def _together(found: list[Alignment]) -> Together:
    return Together(
        max((alignment.level for alignment in found), default=Level.SAME),
        _keys(found, Level.DOUBT),
        _keys(found, Level.WEAK),
        tuple(step for alignment in found for step in alignment.steps),
        unique(caution for alignment in found for caution in alignment.cautions),
    )


def _keys(found: list[Alignment], level: Level) -> tuple[str, ...]:
    return tuple(dict.fromkeys(alignment.key for alignment in found if alignment.level >= level))


def unique(cautions: Iterable[Caution]) -> tuple[Caution, ...]:
    """Cautions without repetition of a code; the first stays."""
    kept: dict[str, Caution] = {}
    for caution in cautions:
        kept.setdefault(caution.code, caution)
    return tuple(kept.values())
