"""One draft against one standard: objects that neither names are those of the title or the class; what counts.

The aligner (:mod:`search.compare.align`) pairs and judges; here it is decided what the two sides speak of where their
tables say nothing, and which requirements of the standard concern the draft at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from search.compare.align import Located, Pair, Source, pair_documents
from search.compare.strictness.objects import Kinship, kinship, names_nothing


@dataclass(frozen=True, slots=True)
class Against:
    """``pairs``: limits of the draft that the standard answers; ``unanswered`` those it does not; ``silent``: its
    requirements for the draft's object on which the draft says nothing."""

    pairs: tuple[Pair, ...]
    unanswered: tuple[Located, ...]
    silent: tuple[Located, ...]


def named(source: Source, thing: str) -> Source:
    """A source whose limits without an object are about ``thing``."""
    return replace(source, limits=tuple(_named(one, thing) for one in source.limits))


def _named(one: Located, thing: str) -> Located:
    return replace(one, name=thing) if thing and names_nothing(one.name) else one


def against(draft: Source, standard: Source, thing: str, as_of: date) -> Against:
    """Pairs of a draft with a standard. ``thing``: what the draft is about."""
    found = pair_documents(draft, standard, as_of)
    return Against(
        tuple(pair for pair in found.pairs if pair.b is not None),
        tuple(pair.a for pair in found.pairs if pair.b is None),
        tuple(one for one in found.silent if _concerns(one, thing)),
    )


def _concerns(one: Located, thing: str) -> bool:
    """Whether a requirement is about the draft's object, or about all that the standard covers."""
    if names_nothing(one.name):
        return True
    return kinship(thing, one.name) in (Kinship.SAME, Kinship.WITHIN)
