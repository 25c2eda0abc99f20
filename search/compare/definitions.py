"""Terms of a draft against definitions of standards: another one, the same without its source, or a modified one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from graph.document import Place
from search.clauses.index import KnownTerm
from search.compare.coverage.aligning import likeness
from search.compare.coverage.thresholds import Thresholds

Definitions = Callable[[str], Sequence[KnownTerm]]


@dataclass(frozen=True, slots=True)
class DraftTerm:
    """A term as the draft defines it. ``sourced``: the draft names where the definition comes from."""

    name: str
    definition: str
    sourced: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Defined:
    """A term defined elsewhere too. ``code``: ``same``, ``modified`` or ``other``; ``others``: further editions."""

    term: DraftTerm
    known: KnownTerm
    code: str
    likeness: float
    others: tuple[str, ...] = ()


def defined_elsewhere(terms: Iterable[DraftTerm], definitions: Definitions, of: Thresholds) -> list[Defined]:
    """For each term without a source the nearest definition known, and what it is to the draft's."""
    found = []
    for term in terms:
        if term.sourced or not term.definition:
            continue
        ratios = [(_ratio(term, one), one) for one in definitions(term.name)]
        nearest = sorted(ratios, key=lambda pair: (-pair[0], pair[1].number))
        if nearest:
            ratio, known = nearest[0]
            others = tuple(dict.fromkeys(one.number for _, one in nearest[1:] if one.number != known.number))
            found.append(Defined(term, known, _code(ratio, of), round(ratio, 2), others))
    return found


def _ratio(term: DraftTerm, known: KnownTerm) -> float:
    return likeness(term.definition, known.definition).ratio


def _code(ratio: float, of: Thresholds) -> str:
    """As of sentences: the same wording, the same sentence with words changed, another one."""
    if ratio >= of.copied:
        return "same"
    return "modified" if ratio >= of.adapted else "other"
