"""The table of cues (``data/references.toml``): first rule that fits wins."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.ids import Degree, Level, StandardId
from graph.references import Relation

_OUTSIDE = (Level.INTERNATIONAL, Level.FOREIGN)


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a group of numbers in its sentence: bare text, other numbers as ``№``, the subject as ``§``.

    Brackets, quotes and titles that touch the group are left off ``left`` and ``right``; ``opened`` keeps the
    brackets before it.
    """

    left: str
    right: str
    opened: str
    section: str
    state: str
    target: StandardId
    parent_of_subject: bool = False
    sibling_of_subject: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One cue. Empty conditions hold always; ``target`` is one of :data:`TARGETS`."""

    name: str
    relation: Relation
    degree: Degree | None
    left: re.Pattern[str] | None
    right: re.Pattern[str] | None
    opened: str | None
    sections: frozenset[str]
    states: frozenset[str]
    target: str | None
    source: str
    examples: tuple[str, ...]

    def fits(self, context: Context) -> bool:
        """Whether the rule holds here."""
        if self.sections and context.section not in self.sections:
            return False
        if self.states and context.state not in self.states:
            return False
        if self.opened is not None and self.opened not in context.opened:
            return False
        if self.target is not None and not _is(self.target, context):
            return False
        if self.left is not None and self.left.search(context.left) is None:
            return False
        return self.right is None or self.right.match(context.right) is not None


@cache
def rules() -> tuple[Rule, ...]:
    """All rules, in their order."""
    table = tomllib.loads((files("ingest.extract.data") / "references.toml").read_text("utf-8"))
    groups: dict[str, list[str]] = table["sections"]
    words: dict[str, str] = table["words"]

    def pattern(text: str | None) -> re.Pattern[str] | None:
        if text is None:
            return None
        for name, value in words.items():
            text = text.replace("{" + name + "}", value)
        return re.compile(text)

    def rule(row: dict[str, str]) -> Rule:
        return Rule(
            name=row["name"],
            relation=Relation(row["relation"]),
            degree=Degree(row["degree"]) if "degree" in row else None,
            left=pattern(row.get("left")),
            right=pattern(row.get("right")),
            opened=row.get("opened"),
            sections=frozenset(groups[row["sections"]]) if "sections" in row else frozenset(),
            states=frozenset(row.get("states", ())),
            target=row.get("target"),
            source=row["source"],
            examples=tuple(row.get("examples", ())),
        )

    return tuple(rule(row) for row in table["rule"])


@cache
def _drafting() -> frozenset[str]:
    table = tomllib.loads((files("ingest.extract.data") / "references.toml").read_text("utf-8"))
    return frozenset(table["drafting"]["numbers"])


TARGETS = ("outside", "international", "drafting", "parent", "sibling")


def kind_of(context: Context) -> tuple[bool, ...]:
    """Which conditions on the target hold."""
    return tuple(_is(target, context) for target in TARGETS)


def _is(target: str, context: Context) -> bool:
    match target:
        case "outside":
            return context.target.level in _OUTSIDE
        case "international":
            return context.target.level is Level.INTERNATIONAL
        case "drafting":
            return context.target.work.canonical in _drafting()
        case "parent":
            return context.parent_of_subject
        case "sibling":
            return context.sibling_of_subject
    raise ValueError(f"references.toml: unknown target {target!r}")


def classify(context: Context) -> Rule:
    """The first rule that fits; the last rule of the table fits always."""
    return next(rule for rule in rules() if rule.fits(context))
