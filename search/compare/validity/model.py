"""What the reference check takes and returns."""

from __future__ import annotations

from dataclasses import dataclass

from graph.document import Place
from graph.ids import StandardId
from graph.model import Standard
from graph.references import Relation
from graph.status import StatusOn
from search.compare.findings import Finding

REQUIRING = frozenset({Relation.NORMATIVE, Relation.IN_TEXT, Relation.TEST_METHOD})
CHECKED = REQUIRING | {Relation.BIBLIOGRAPHY, Relation.TERM_SOURCE, Relation.DRAFTING_BASIS}


@dataclass(frozen=True, slots=True)
class Citation:
    """A document that is cited. ``identifier`` None: the printed text is no number, for ``reason``.

    ``title`` is the title printed beside the number, empty where there is none; ``clauses`` are those of the cited
    document that are meant.
    """

    printed: str
    identifier: StandardId | None
    relation: Relation = Relation.NORMATIVE
    title: str = ""
    clauses: tuple[str, ...] = ()
    place: Place | None = None
    quote: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Linted:
    """A citation as it stands on the day: the edition it means, and what is wrong with it.

    ``edition`` None: the data does not hold it. ``parts``: number of parts known of a citation of all parts.
    """

    citation: Citation
    edition: Standard | None = None
    status: StatusOn | None = None
    parts: int | None = None
    upcoming: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
