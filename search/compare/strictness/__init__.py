"""Strictness: is limit A stricter than, equal to or looser than limit B, and why (DOMAIN 6 to 8).

Pure functions over typed values; the domain's rules are the tables in ``data/``. :func:`compare` gives a
:class:`Comparison` that carries its derivation; :func:`read_side` reads the batch format, :func:`from_limit` an
extracted limit.
"""

from search.compare.strictness.answer import as_answer
from search.compare.strictness.engine import compare
from search.compare.strictness.model import (
    Caution,
    Comparison,
    Demand,
    Legal,
    Side,
    StandardFacts,
    Step,
    Verdict,
)
from search.compare.strictness.reading import WrongPair, from_limit, read_date, read_demand, read_modality, read_side

__all__ = [
    "Caution",
    "Comparison",
    "Demand",
    "Legal",
    "Side",
    "StandardFacts",
    "Step",
    "Verdict",
    "WrongPair",
    "as_answer",
    "compare",
    "from_limit",
    "read_date",
    "read_demand",
    "read_modality",
    "read_side",
]
