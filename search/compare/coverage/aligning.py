"""Two sentences → how closely one follows the other, from their wordings, their values and the encoder."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from search.clauses.sentences import normal
from search.compare.coverage.model import Closeness
from search.compare.coverage.thresholds import Thresholds
from search.tokens import script

_RUN = 4  # characters of the shortest common run that says something
_WHOLE = 16  # characters from which a sentence of a standard found whole in the other counts
_ALIKE = 0.4  # ratio below which common runs of a short sentence and a long one say little
_OWN = 0.85  # part of such a sentence that must be there
_HANZI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is seen of a pair of wordings, all from 0 to 1.

    ``ratio`` of equal characters in order; ``shared``, ``whole``: part of the first and of the second in common runs;
    ``words``: pairs of characters of the shorter that the longer holds; ``values``: both name the same numbers.
    """

    ratio: float
    shared: float
    whole: float
    own: int  # characters of the first
    length: int  # of the second
    words: float
    values: bool
    scripts_differ: bool


def likeness(one: str, other: str) -> Likeness:
    """Compare two sentences as printed."""
    a, b = normal(one), normal(other)
    if not a or not b:
        return Likeness(0.0, 0.0, 0.0, len(a), len(b), 0.0, False, False)
    runs = sum(block.size for block in Indel.opcodes(a, b).as_matching_blocks() if block.size >= _RUN)
    small, large = sorted((_pairs(a), _pairs(b)), key=len)
    return Likeness(
        ratio=fuzz.ratio(a, b) / 100, shared=runs / len(a), whole=runs / len(b), own=len(a), length=len(b),
        words=len(small & large) / len(small) if small else 0.0,
        values=_NUMBER.findall(a) == _NUMBER.findall(b), scripts_differ=script(one) != script(other),
    )  # fmt: skip


def closeness(seen: Likeness, cosine: float | None, of: Thresholds) -> Closeness | None:
    """The class of a pair; None where the second is no counterpart of the first."""
    if seen.scripts_differ:
        near = cosine is not None and of.translated is not None and cosine >= of.translated
        return Closeness.TRANSLATED if near and seen.values else None
    if seen.ratio >= of.copied and seen.values:
        return Closeness.COPIED
    alike = seen.shared >= of.adapted and seen.ratio >= _ALIKE
    held = (seen.whole >= _OWN and seen.length >= _WHOLE) or (seen.shared >= _OWN and seen.own >= _WHOLE)
    if alike or held:
        return Closeness.ADAPTED
    near = cosine is not None and of.paraphrased is not None and cosine >= of.paraphrased
    return Closeness.PARAPHRASED if near and seen.words >= of.words else None


def _pairs(wording: str) -> set[str]:
    return {wording[i : i + 2] for i in range(len(wording) - 1)}
