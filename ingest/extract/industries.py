"""Which industry of GB/T 4754-2017 a standard belongs to, by its classes and the code of its number. Pure.

The rules are ``data/industries.csv``. The CCS of a document says more than the body that issued it, so
the code of an industry standard (``YY``, ``JR``) comes after its CCS, and ICS last; the longest prefix of one scheme
counts. ``-`` as industry: the class is too wide to decide.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

CONFIDENCE = {"ccs": Decimal("0.85"), "ics": Decimal("0.80"), "code": Decimal("0.70")}
AGREED = Decimal("0.95")  # a class and the code of the number lead to one division


@dataclass(frozen=True, slots=True)
class IndustryAssignment:
    """A code of GB/T 4754 as ``industry:`` keys have it, how sure, which rule, what was seen."""

    industry: str
    confidence: Decimal
    evidence: str
    rule: str


@cache
def _rules() -> dict[str, dict[str, str]]:
    text = (files("ingest.extract.data") / "industries.csv").read_text("utf-8")
    rules: dict[str, dict[str, str]] = {}
    for row in csv.DictReader(text.splitlines()):
        rules.setdefault(row["basis"], {})[row["prefix"]] = row["industry"]
    return rules


def assign_industry(code: str, ccs: Sequence[str], ics: Sequence[str]) -> IndustryAssignment | None:
    """The industry of a standard; None where no rule speaks.

    :param code: code of the number without nature, ``YY``, ``GB``
    :param ccs: CCS codes, ``C45``
    :param ics: ICS codes, ``11.040.55``

    >>> found = assign_industry("YY", ["C45"], [])
    >>> found.industry, found.rule
    ('358', 'CCS C4* + code YY')
    """
    hits = [hit for hit in (_hit("ccs", ccs), _hit("code", [code]), _hit("ics", ics)) if hit is not None]
    if not hits:
        return None
    basis, prefix, industry, seen = hits[0]
    agreeing = next((one for one in hits[1:] if one[2][:3] == industry[:3]), None)
    rule, evidence, confidence = _named(basis, prefix), f"{basis.upper()} {seen}", CONFIDENCE[basis]
    if agreeing is not None:
        rule, confidence = f"{rule} + {_named(agreeing[0], agreeing[1])}", AGREED
        evidence += f"; {agreeing[0].upper()} {agreeing[3]}"
    return IndustryAssignment(node_key(industry), confidence, evidence, rule)


def node_key(industry: str) -> str:
    """``358`` of ``C358``: codes below a section stand without its letter in GB/T 4754."""
    return industry[1:] or industry


def _named(basis: str, prefix: str) -> str:
    return f"code {prefix}" if basis == "code" else f"{basis.upper()} {prefix}*"


def _hit(basis: str, codes: Sequence[str]) -> tuple[str, str, str, str] | None:
    """Basis, prefix, industry, code seen: of the longest prefix that fits."""
    rules = _rules()[basis]
    best: tuple[str, str] | None = None
    for code in codes:
        lengths = [len(code)] if basis == "code" else range(len(code), 0, -1)
        for length in lengths:
            prefix = code[:length]
            if prefix in rules and (best is None or length > len(best[0])):
                best = prefix, code
                break
    return None if best is None or rules[best[0]] == "-" else (basis, best[0], rules[best[0]], best[1])
