"""Which later editions may end an edition 代替 (DOMAIN: editions of one work, 代替, 部分代替)."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from graph.claims import Claim, Claims, winner
from graph.kinds import EdgeKind
from graph.status import Succession

_RESTARTED = ("T/", "Q/")  # codes under which serials are given again
_LOCAL = re.compile(r"DB[A-Z]?\d")  # DB32/T 4194-2021 and -2022 are two subjects
_YEAR = re.compile(r"[-:](\d{4})(?:[+/].*)?$")


class Successions:
    """Works out successions from the claims of a store."""

    def __init__(self, claims: Claims) -> None:
        self._claims = claims

    def of(self, nodes: set[int] | None) -> dict[int, list[Succession]]:
        """For each edition the later ones that may end it: by 代替, or a later edition of the same number.

        - 代替 with a year ends that edition. Without a year it ends the editions of the work that began before the new
          one: an undated number stands for what is in force at the time (DOMAIN, 2).
        - Associations and enterprises start their serials anew: with them the same number with another year is often
          another standard (T/CAAM 0006-2020, -2022, -2025), so only 代替 counts.
        - A number under another code (GB 1499.2 after GB/T 1499.2) is another work: only 代替 joins the two.
        """
        claims, asked = self._claims, None if nodes is None else self._claims.with_aliases(nodes)
        works = claims.ends("EDITION_OF", asked, by_object=False)
        their_works = None if nodes is None else claims.with_aliases(work for _, work in works)
        siblings = claims.ends("EDITION_OF", their_works, by_object=True)
        explicit = claims.ends("REPLACES", None if asked is None else asked | (their_works or set()), by_object=True)
        involved = {edition for edition, _ in (*explicit, *works, *siblings)}
        names = claims.names_of(None if nodes is None else involved)
        begins = self._implemented(None if nodes is None else claims.with_aliases(involved))
        editions: dict[int, list[int]] = defaultdict(list)
        for edition, work in siblings:
            editions[work].append(edition)
        found: dict[int, list[Succession]] = defaultdict(list)
        for (new, old), said in explicit.items():
            qualifiers = winner("REPLACES", said, claims.rules).qualifiers
            partial = bool(qualifiers) and bool(json.loads(str(qualifiers)).get("partial"))
            undated = editions.get(old)
            ended = [old] if undated is None else _earlier(undated, new, names, begins)
            for edition in ended:
                doubtful = undated is not None and key(names[edition]).startswith(_RESTARTED)
                if new != edition:
                    found[edition].append(Succession(key(names[new]), begins.get(new), True, partial, doubtful))
        for edition, work in works:
            number = key(names[edition])
            if number.startswith(_RESTARTED):
                continue
            for other in editions[work]:
                if _year(names[other]) > _year(number) > 0:
                    doubtful = _LOCAL.match(number) is not None
                    found[edition].append(Succession(key(names[other]), begins.get(other), False, doubtful=doubtful))
        return found

    def predecessors(self, nodes: set[int]) -> set[int]:
        """Editions whose end of force may depend on these: those they replace, and those of the same works."""
        related = self._claims.related
        replaced = related("object", "subject", nodes, EdgeKind.REPLACES)  # editions, and works named without a year
        works = related("object", "subject", nodes, EdgeKind.EDITION_OF) | replaced
        return replaced | related("subject", "object", self._claims.with_aliases(works), EdgeKind.EDITION_OF)

    def _implemented(self, nodes: Iterable[int] | None) -> dict[int, date]:
        claims: dict[int, list[Claim]] = defaultdict(list)
        for subject, claim in self._claims.stream(None if nodes is None else sorted(nodes), "implemented"):
            claims[self._claims.canonical.get(subject, subject)].append(claim)
        rules = self._claims.rules
        return {node: date.fromisoformat(str(winner("implemented", own, rules).value)) for node, own in claims.items()}


def _earlier(editions: Iterable[int], new: int, names: Mapping[int, str], begins: Mapping[int, date]) -> list[int]:
    """The editions that began before the new one; by the years of their numbers where a date is missing."""

    def before(edition: int) -> bool:
        if edition in begins and new in begins:
            return begins[edition] < begins[new]
        return 0 < _year(names[edition]) < _year(names[new])

    return [edition for edition in editions if edition != new and before(edition)]


def key(name: str) -> str:
    """The id of a node without its kind."""
    return name.partition(":")[2]


def _year(name: str) -> int:
    """The year of an edition as its canonical number ends: ``-2020``, ``:2008``, ``:2008+A1:2012``; 0 without one."""
    found = _YEAR.search(name)
    return int(found[1]) if found else 0
