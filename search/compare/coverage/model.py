"""Typed results of the coverage check, and the port through which it reads the clauses of standards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from search.clauses.index import KnownSentence
from search.compare.coverage.provisions import LeftOut, Provision


class Clauses(Protocol):
    """What the check asks of the clauses of standards."""

    def alike(self, text: str, limit: int) -> list[KnownSentence]:
        """Sentences that share wording with a text."""

    def near(self, texts: Sequence[str], limit: int) -> list[list[tuple[KnownSentence, float]]]:
        """For each text the sentences nearest in meaning, with cosines."""


class Closeness(StrEnum):
    """How a sentence of a draft stands to one of a standard."""

    COPIED = "copied"  # 照抄: the same words and values
    ADAPTED = "adapted"  # 改写: the same sentence with words or values changed
    PARAPHRASED = "paraphrased"  # 转述: other words, the same content
    TRANSLATED = "translated"  # 翻译: the same content in another language


@dataclass(frozen=True, slots=True)
class Alignment:
    """A sentence of the draft and the sentence of a standard that answers it.

    ``shared``: part of the draft's sentence that counts (1 but for adapted ones); ``values_differ``: the numbers in the
    two are not the same; ``cosine`` where the encoder decided.
    """

    draft: Provision
    known: KnownSentence
    closeness: Closeness
    likeness: float
    shared: float
    values_differ: bool
    cosine: float | None = None


@dataclass(frozen=True, slots=True)
class StandardShare:
    """How much of the draft one edition covers; ``alignments`` in the order of the draft, the best one a sentence.

    ``own``: an earlier edition of the draft, or a document it says it replaces; ``ended``: no longer in force: both are
    shown and not counted in the share of all.
    """

    number: str
    share: float
    weight: int
    by_closeness: tuple[tuple[Closeness, int], ...]
    alignments: tuple[Alignment, ...]
    own: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class NewClause:
    """A clause of the draft without counterpart in the data. ``covered``: the part that was found all the same."""

    clause: str | None
    title: str
    weight: int
    covered: float
    first: Provision


@dataclass(frozen=True, slots=True)
class CoverageReport:
    """The whole. Weights are letters, digits and hanzi.

    ``counted``: weight of the provisions compared; ``left_out``: weight not counted, by reason; ``share``: part of
    ``counted`` found in standards in force or to come, wording common to many works apart; ``common`` that wording.
    """

    counted: int
    left_out: tuple[tuple[LeftOut, int], ...]
    share: float
    common: float
    standards: tuple[StandardShare, ...]
    common_sentences: tuple[Alignment, ...]
    new: tuple[NewClause, ...]
    sentences: int
    compared: int  # pairs that were looked at
