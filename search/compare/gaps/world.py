"""All standards in use with their fields and aspects, read once: what the fields are compared by."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Adopts, Standard, Term
from graph.status import status_on
from graph.store.base import GraphReader
from search.compare.registry import Registry, nodes_of, number_of, work_id

_FIELDS = (
    "number", "title_zh", "title_en", "level", "year", "status_claim", "status_claimed_on", "issued", "implemented",
    "withdrawn_on", "in_force_to", "succeeded_by", "described",
)  # fmt: skip
IN_USE = frozenset({Status.IN_FORCE, Status.UPCOMING})
INTERNATIONAL = ("international", "foreign")
_ICS = "class:ICS "
_SHORT = 3  # signs up to which a term is part of too many words
Cell = tuple[str, str]  # aspect, level


@dataclass(frozen=True)
class World:
    """Described standards by id; ``in_use``: in force or published on the day."""

    reader: GraphReader
    day: date
    standards: dict[str, Standard]
    in_use: frozenset[str]
    fields: dict[str, frozenset[str]]  # ids of members by key of the field, in use or not
    aspects: dict[str, tuple[str, ...]]  # keys of aspects by id

    @cached_property
    def registry(self) -> Registry:
        """Works cited in several fields are asked for once."""
        return Registry(self.reader, self.day)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """Ids of the standards in use by code of their ICS classes."""
        found: dict[str, set[str]] = defaultdict(set)
        for start, end in self.reader.links(EdgeKind.CLASSIFIED_AS):
            if start in self.in_use and end.startswith(_ICS):
                found[end.removeprefix(_ICS)].add(start)
        return {code: frozenset(ids) for code, ids in found.items()}

    @cached_property
    def adoptions(self) -> dict[str, list[Adopts]]:
        """All adoptions by standards in use, by the work adopted; NEQ is none."""
        found: dict[str, list[Adopts]] = defaultdict(list)
        for start, end, degree in self.reader.links(EdgeKind.ADOPTS, ["degree"]):
            if degree != "NEQ" and start in self.in_use and self.level(start) not in INTERNATIONAL:
                found[work_id(number_of(end))].append(Adopts(start=start, end=end, degree=degree))
        return found

    @cached_property
    def terms(self) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
        """Terms with a definition by standard, and standards in use by term."""
        defined: dict[str, set[str]] = defaultdict(set)
        holders: dict[str, set[str]] = defaultdict(set)
        links = list(self.reader.links(EdgeKind.DEFINES))
        nodes = nodes_of(self.reader, (end for _, end in links))
        for start, end in links:
            node = nodes.get(end)
            if isinstance(node, Term) and len(node.term_zh) > _SHORT and node.definition:
                defined[start].add(node.term_zh)
                if start in self.in_use:
                    holders[node.term_zh].add(start)
        return defined, holders

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """Levels that occur, the commonest first."""
        return tuple(level for level, _ in Counter(self.level(one) for one in self.in_use).most_common())

    def level(self, standard: str) -> str:
        return str(self.standards[standard].level or "unknown")

    def members(self, field: str) -> frozenset[str]:
        """Members of a field that are in use."""
        return self.fields.get(field, frozenset()) & self.in_use

    def cells(self, field: str) -> dict[Cell, tuple[str, ...]]:
        """Ids of the members by aspect and level; one standard may lie in several aspects."""
        return self._cells.get(field, {})

    @cached_property
    def _cells(self) -> dict[str, dict[Cell, tuple[str, ...]]]:
        found: dict[str, dict[Cell, list[str]]] = {field: defaultdict(list) for field in self.fields}
        for field in self.fields:
            for one in sorted(self.members(field)):
                for aspect in self.aspects.get(one, ()):
                    found[field][aspect, self.level(one)].append(one)
        return {field: {cell: tuple(ids) for cell, ids in cells.items()} for field, cells in found.items()}


def load_world(reader: GraphReader, day: date) -> World:
    standards: dict[str, Standard] = {}
    for key, *values in reader.rows(NodeKind.STANDARD, _FIELDS):
        given = {name: value for name, value in zip(_FIELDS, values, strict=True) if value is not None}
        if given.get("described"):
            standards[key] = Standard(id=key, **given)
    fields: dict[str, set[str]] = defaultdict(set)
    for start, end in reader.links(EdgeKind.IN_DOMAIN):
        if start in standards:
            fields[end.partition(":")[2]].add(start)
    aspects: dict[str, list[str]] = defaultdict(list)
    for start, end in reader.links(EdgeKind.ON_ASPECT):
        aspects[start].append(end.partition(":")[2])
    in_use = frozenset(key for key, one in standards.items() if status_on(one, day).status in IN_USE)
    return World(
        reader, day, standards, in_use, {field: frozenset(ids) for field, ids in fields.items()},
        {key: tuple(sorted(names)) for key, names in aspects.items()},
    )  # fmt: skip
