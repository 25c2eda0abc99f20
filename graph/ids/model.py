"""Typed standard numbers (标准编号): what one is, how it is written, which are the same work."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graph.ids.tables import family_of, year_separator

_PIECES = re.compile(r"[0-9]+|[^0-9]+")


class Level(StrEnum):
    """Level of a standard (标准化法 2017, article 2) and what is cited beside the five levels."""

    NATIONAL = "national"
    NATIONAL_OCCUPATIONAL_HEALTH = "national_occupational_health"
    INDUSTRY = "industry"
    LOCAL = "local"
    LOCAL_FOOD_SAFETY = "local_food_safety"
    GROUP = "group"
    ENTERPRISE = "enterprise"
    METROLOGY = "metrology"
    TECHNICAL_REGULATION = "technical_regulation"
    INTERNATIONAL = "international"
    FOREIGN = "foreign"


class Nature(StrEnum):
    """Nature by rule from the code alone (性质); the registry may know better."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    GUIDANCE = "guidance"
    SAMPLE = "sample"
    MANDATORY_OR_UNMARKED = "mandatory_or_unmarked"
    VOLUNTARY = "voluntary"
    NA = "na"


class Degree(StrEnum):
    """Degree of correspondence with an international document (GB/T 1.2): 等同, 修改, 非等效."""

    IDT = "IDT"
    MOD = "MOD"
    NEQ = "NEQ"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Adoption:
    """An international or foreign document a standard corresponds to (采标). NEQ is no adoption."""

    target: StandardId
    degree: Degree


@dataclass(frozen=True, slots=True)
class StandardId:
    """One standard number.

    `number` is the serial (顺序号) with its letters and leading zeros; `part` the part and sub-part
    (部分, 子部分) without the leading separator. Two ids are equal when they name the same edition with
    the same amendments and correspondences: how certain the reading was is not compared.
    `amendment_marks` holds the sign before each amendment that belongs to the number as printed
    (`+` or `/`); it is empty for Chinese standards, whose amendments are listed only.
    """

    prefix: str
    level: Level
    nature: Nature
    number: str
    part: str | None = None
    year: int | None = None
    org: str | None = None
    all_parts: bool = False
    amendments: tuple[str, ...] = ()
    adopts: tuple[Adoption, ...] = ()
    amendment_marks: str = ""
    needs_review: bool = field(default=False, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def canonical(self) -> str:
        """The one written form: ASCII, one space after the code, four-digit year.

        International years follow a colon whatever was printed, and amendments of international and
        foreign documents belong to the number (`IEC 60601-1:2005+AMD1:2012`).
        """
        text = self._undated()
        if self.year is not None:
            text += year_separator(self.prefix) + str(self.year)
        if self.amendment_marks:
            for mark, amendment in zip(self.amendment_marks, self.amendments, strict=False):
                text += mark + amendment
        return text

    @property
    def dated(self) -> bool:
        """True for a dated number (注日期), which names one edition."""
        return self.year is not None

    @property
    def work(self) -> StandardId:
        """The same number without year, amendments and correspondences (系列/作品)."""
        return replace(
            self,
            year=None,
            all_parts=False,
            amendments=(),
            adopts=(),
            amendment_marks="",
            needs_review=False,
            notes=(),
        )

    @property
    def lineage(self) -> str:
        """Key shared by all editions under any nature: GB, GB/T and GB/Z of one serial and part."""
        return replace(self, prefix=family_of(self.prefix))._undated()

    @property
    def loose_key(self) -> str:
        """The canonical form with leading zeros of the serial dropped: `T/X 002` and `T/X 2` meet here."""
        pieces = _PIECES.findall(self.number)
        return replace(self, number="".join(p.lstrip("0") or "0" if p.isdigit() else p for p in pieces)).canonical

    @property
    def sort_key(self) -> tuple[str, tuple[tuple[int, int, str], ...], int, str]:
        """Natural order: code, serial and part by number, year, amendments."""
        return (
            self.prefix,
            _natural(self.number) + _natural(self.part or ""),
            self.year or 0,
            "+".join(self.amendments),
        )

    def _undated(self) -> str:
        hyphened = self.prefix.endswith(("号公告", "号")) or self.prefix.startswith(("MIL-", "IPC"))
        joint = "-" if hyphened else " "
        text = f"{self.prefix}{joint}{self.number}"
        if self.part:
            foreign = self.level is Level.INTERNATIONAL or self.level is Level.FOREIGN
            text += ("-" if foreign else ".") + self.part
        return text

    def __str__(self) -> str:
        return self.canonical


@dataclass(frozen=True, slots=True)
class Mention:
    """An identifier in running text; `start` and `end` are offsets into the original text."""

    id: StandardId
    start: int
    end: int
    text: str


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in _PIECES.findall(text))
