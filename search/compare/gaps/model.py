"""What the gap analysis takes and returns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model import Standard
from search.compare import tables
from search.compare.findings import Finding

Nearest = Callable[[str, int], Sequence[tuple[Standard, float | None]]]  # standards near a text, with cosines

Labels = dict[str, tuple[str, str]]  # Chinese and English names by key, e.g. aspect:limits


class GapKind(StrEnum):
    """Kinds of gaps; each is a row of ``data/findings/gaps.csv``."""

    EMPTY_CELL = "empty_cell"
    THIN_CELL = "thin_cell"
    NO_TEST_METHOD = "no_test_method"
    CITED_MISSING = "cited_missing"
    CITED_WITHDRAWN = "cited_withdrawn"
    NOT_ADOPTED = "not_adopted"
    NEWER_INTERNATIONAL = "newer_international"
    DENSE_CLASS = "dense_class"
    DENSE_PATENTS = "dense_patents"
    UNDEFINED_TERM = "undefined_term"


@dataclass(frozen=True, slots=True)
class Neighbour:
    """What comes nearest, and why it does not fill the gap (a code of ``data/gap_reasons.csv``)."""

    number: str
    title: str
    cosine: float | None
    reason: str

    @property
    def zh(self) -> str:
        return tables.column("gap_reasons", "code", "zh")[self.reason]

    @property
    def en(self) -> str:
        return tables.column("gap_reasons", "code", "en")[self.reason]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What was searched, with how many of each there were, and what came nearest."""

    searched: tuple[tuple[str, int], ...]
    neighbours: tuple[Neighbour, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap. ``query`` is the text by which neighbours are sought; ``weight`` orders gaps of a kind, large first."""

    kind: GapKind
    facts: tuple[tuple[str, object], ...]
    standards: tuple[str, ...] = ()
    query: str = ""
    weight: float = 0.0
    searched: tuple[tuple[str, int], ...] = ()
    certificate: Certificate | None = None

    @property
    def finding(self) -> Finding:
        return Finding(f"gaps.{self.kind}", self.facts, standards=self.standards)

    def fact(self, name: str) -> str:
        return str(dict(self.facts).get(name, ""))


@dataclass(frozen=True, slots=True)
class Found:
    """Gaps of one kind; ``missing`` says which data there is none of, so that nothing could be found."""

    kind: GapKind
    gaps: tuple[Gap, ...]
    missing: str = ""
