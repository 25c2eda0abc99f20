"""One draft against one standard: objects that neither names are those of the title or the class; what counts.

The aligner (:mod:`search.compare.align`) pairs and judges; here it is decided what the two sides speak of where their
tables say nothing, and which requirements of the standard concern the draft at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from search.compare.align import Located, Pair, Source, data, pair_documents
from search.compare.align.source import read_object
from search.compare.strictness.data import normal
from search.compare.strictness.objects import Kinship, kinship, names_nothing

_OUTLET = re.compile(r"(.{2,}?)的?(?:烟气|废气|尾气|废水|污水|出水)")  # 焚烧设施烟气: what leaves the 焚烧设施
_HELD = re.compile(r"(?:大气|水|空气)?污染物\((.+)\)")  # a table of pollutants, by what emits them


@dataclass(frozen=True, slots=True)
class Against:
    """``pairs``: limits of the draft that the standard answers; ``unanswered`` those it does not; ``silent``: its
    requirements for the draft's object on which the draft says nothing."""

    pairs: tuple[Pair, ...]
    unanswered: tuple[Located, ...]
    silent: tuple[Located, ...]


def named(source: Source, thing: str, title: str) -> Source:
    """A source whose limits name their object alone, without the subject of the title; ``thing`` where none is left.

    ``铸造工业 大气污染物(冲天炉)`` of a standard on 铸造工业 is 冲天炉; ``电子工业 水污染物`` what the standard covers.
    """
    subject = normal(title)
    return replace(source, limits=tuple(_named(one, thing, subject) for one in source.limits))


def _named(one: Located, thing: str, title: str) -> Located:
    lead, _, rest = (one.limit.object or "").partition(" ")
    name, stage, said = one.name, one.stage, one.stage_said
    if rest and normal(lead) in title:
        own_stage, own_said, name = read_object(rest)
        stage, said = (own_stage, own_said) if own_said else (stage, said)
    held = _HELD.fullmatch(name)
    name = held[1] if held else name
    outlet = _OUTLET.fullmatch(name)
    name = outlet[1] if outlet else name
    if thing and (names_nothing(name) or _is_noise(name) or _is_stream(name)):
        name = thing
    return replace(one, name=name, stage=stage, stage_said=said)


def _is_noise(name: str) -> bool:
    """Whether a name only says that pollutants or requirements are limited, not of what."""
    return any(pattern.fullmatch(name) for _, pattern in data.words("noise"))


def _is_stream(name: str) -> bool:
    """Whether a name is that of what leaves the thing (出水, 烟气), which its own limits mean without naming it."""
    return any(pattern.fullmatch(name) for _, pattern in data.words("stream"))


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
