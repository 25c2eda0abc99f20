"""Test methods: whether two of them measure the same quantity (DOMAIN 6.7, 6.12).

``data/methods.csv`` says which methods measure a quantity of their own (desiccator, perforator and chamber; strip and
grab). Where both sides name one and they differ, the limits are not comparable. Any other difference of method leaves
the verdict and gives a caution. ``data/unit_quantities.csv`` tells the method from the unit where it can only be one.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from search.compare.strictness.alignment import Alignment, Level, aligned
from search.compare.strictness.data import normal, rows

_NUMBER = re.compile(r"(?:GBZ?(?:/[TZ])?|[A-Z]{2}(?:/T)?|ISO|IEC|EN|ASTM[A-Z]?)[ ]?\d+(?:\.\d+)*")


@cache
def _methods() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str, str], ...]:
    return tuple(
        (re.compile(row["pattern"]), re.compile(row["quantity"]), row["group"], row["value"]) for row in rows("methods")
    )


@cache
def _by_unit() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str, str, str], ...]:
    return tuple(
        (re.compile(row["quantity"]), re.compile(row["object"]), row["unit"], row["group"], row["value"])
        for row in rows("unit_quantities")
    )


@lru_cache(maxsize=16384)
def measured_by(text: str, name: str, unit: str, thing: str) -> dict[str, str]:
    """Quantity group → the method's own quantity, from method, condition and name, and from the unit."""
    found: dict[str, str] = {}
    plain, quantity = normal(text), normal(name)
    for pattern, wanted, group, value in _methods():
        if group not in found and wanted.search(quantity) and pattern.search(plain):
            found[group] = value
    for wanted, place, symbol, group, value in _by_unit():
        if group not in found and symbol == unit and wanted.search(quantity) and place.search(thing):
            found[group] = value
    return found


class Tested(NamedTuple):
    """What tells the method of a limit."""

    method: str
    condition: str
    characteristic: str
    grade: str
    object: str
    unit: str  # canonical

    def quantities(self) -> dict[str, str]:
        """The quantities of its own that the method measures, by group."""
        said = f"{self.method};{self.condition};{self.characteristic};{self.grade}"
        return measured_by(said, self.characteristic, self.unit, self.object)


def align_methods(a: Tested, b: Tested) -> tuple[Alignment, ...]:
    """Alignment of the methods of two limits."""
    ones, others, method_a, method_b = a.quantities(), b.quantities(), a.method, b.method
    found = []
    for group in sorted(ones.keys() & others.keys()):
        if ones[group] != others[group]:
            facts = (("a", ones[group]), ("b", others[group]))
            found.append(aligned("method", Level.APART, "method_quantity", *facts, caution="method_mismatch"))
    for group in sorted(ones.keys() ^ others.keys()):
        if group in _strict_groups() and method_a and method_b:
            facts = (("a", ones.get(group, method_a)), ("b", others.get(group, method_b)))
            found.append(aligned("method", Level.DOUBT, "method_unknown", *facts, caution="method_mismatch"))
    if method_a and method_b and not found and _works(method_a) != _works(method_b):
        facts = (("a", method_a), ("b", method_b))
        found.append(aligned("method", Level.NOTED, "method_other", *facts, caution="method_mismatch"))
    return tuple(found)


@cache
def _strict_groups() -> frozenset[str]:
    """Groups where a method that no row knows leaves the quantity open."""
    return frozenset(row["group"] for row in rows("methods") if row["strict"] == "yes")


@lru_cache(maxsize=8192)
def _works(method: str) -> frozenset[str]:
    """The standards a method text names, without year; the text itself when it names none."""
    found = frozenset(re.sub(r"\s", "", number) for number in _NUMBER.findall(normal(method)))
    return found or frozenset({normal(method)})
