"""Who standardises what with whom: collaboration, leading bodies by topic, people with evidence, firsts, balance.

Kinds of bodies are read from their names by ``data/body_kinds.csv``; a name that no row knows is ``unknown`` and
counted as such. The parties of a drafting group are makers, users, research and testing: group standards are drafted by
the market players concerned together (标准化法 第十八条).
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import combinations

from graph.kinds import EdgeKind, NodeKind
from graph.store.base import GraphReader
from search.network.labels import terms_zh

_AFTER = re.compile(r"\s*[(（][^)）]*[)）]\s*$")
LARGEST_GROUP = 60  # bodies of one standard that are paired; more say little of who works with whom


@dataclass(frozen=True, slots=True)
class BodyKind:
    """What a body is by its name: ``kind`` and the party it stands for in a drafting group."""

    kind: str
    party: str


UNKNOWN = BodyKind("unknown", "unknown")


@dataclass(frozen=True, slots=True)
class _Row:
    containing: tuple[str, ...]
    endings: tuple[str, ...]
    kind: BodyKind


@cache
def _rows() -> tuple[_Row, ...]:
    text = (files("search.network") / "data" / "body_kinds.csv").read_text("utf-8")
    return tuple(
        _Row(tuple(row["containing"].split()), tuple(row["endings"].split()), BodyKind(row["kind"], row["party"]))
        for row in csv.DictReader(io.StringIO(text))
    )


@lru_cache(maxsize=65536)
def body_kind(name: str) -> BodyKind:
    """The kind of a body by the first row of the table that fits its name, brackets at its end left out."""
    plain = _AFTER.sub("", name)
    for row in _rows():
        if plain.endswith(row.endings) and (not row.containing or any(word in plain for word in row.containing)):
            return row.kind
    return UNKNOWN


@dataclass(frozen=True, slots=True)
class Drafted:
    """One edition with its drafting group in the printed order."""

    standard: str  # number
    title: str
    issued: date | None
    year: int | None
    level: str | None
    bodies: tuple[str, ...]  # node ids
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collaboration:
    """Two bodies that draft together: how often, and the weight by Newman (2001), 1/(size of the group - 1) each."""

    a: str
    b: str
    standards: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Leader:
    """A body or person in a topic, with the standards as evidence; ``leading``: of them as the first drafter."""

    name: str
    standards: tuple[str, ...]
    leading: int


@dataclass(frozen=True, slots=True)
class First:
    """The earliest standard known on a topic and who drafted it. ``before``: editions of the data without a date."""

    topic: str
    standard: str
    issued: date
    bodies: tuple[str, ...]
    people: tuple[str, ...]
    followed_by: int  # later standards on the topic
    undated: int  # standards on the topic without a date, one of which may be earlier


@dataclass(frozen=True, slots=True)
class Balance:
    """The parties of a drafting group. ``missing``: of makers, users, research, testing; None known: cannot be told."""

    standard: str
    parties: Mapping[str, int]
    missing: tuple[str, ...]
    largest: float  # share of the party with most bodies
    unknown: int


def drafted(graph: GraphReader, *, among: frozenset[str] | None = None, until: date | None = None) -> list[Drafted]:
    """Editions with what is known of their drafting groups, oldest first; those without a date last."""
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for start, body, position in graph.links(EdgeKind.DRAFTED_BY, ("position",)):
        groups[start].append((position or 0, body))
    found = []
    fields = ("number", "title_zh", "title_en", "issued", "year", "level", "drafters", "described")
    for node, number, zh, en, issued, year, level, people, described in graph.rows(NodeKind.STANDARD, fields):
        if not described or (among is not None and node not in among):
            continue
        if until is not None and issued is not None and issued > until:
            continue
        bodies = tuple(body for _, body in sorted(groups.get(node, [])))
        found.append(Drafted(number, zh or en or "", issued, year, level, bodies, tuple(people or ())))
    return sorted(found, key=lambda one: (one.issued or date.max, one.standard))


def collaborations(standards: Sequence[Drafted], *, least: int = 1) -> list[Collaboration]:
    """Pairs of bodies of the same drafting groups, the closest first."""
    together: dict[tuple[str, str], list[str]] = defaultdict(list)
    weight: dict[tuple[str, str], float] = defaultdict(float)
    for one in standards:
        group = sorted(set(one.bodies[:LARGEST_GROUP]))
        for pair in combinations(group, 2):
            together[pair].append(one.standard)
            weight[pair] += 1 / (len(group) - 1)
    found = [
        Collaboration(a, b, tuple(numbers), round(weight[a, b], 4))
        for (a, b), numbers in together.items()
        if len(numbers) >= least
    ]
    return sorted(found, key=lambda one: (-one.weight, -len(one.standards), one.a, one.b))


def on_topic(standards: Iterable[Drafted], topic: str) -> list[Drafted]:
    """Those whose title holds the topic as printed, or as one of its objects."""
    wanted = topic.strip()
    return [one for one in standards if wanted in one.title or wanted in terms_zh(one.title)]


def leading_bodies(standards: Sequence[Drafted]) -> list[Leader]:
    """Bodies by the number of standards they drafted, then by how often they lead."""
    return _leaders(standards, lambda one: one.bodies)


def experts(standards: Sequence[Drafted]) -> list[Leader]:
    """People by the standards that name them. Names are as printed: two persons may share one."""
    return _leaders(standards, lambda one: one.people)


def _leaders(standards: Sequence[Drafted], names: Callable[[Drafted], Sequence[str]]) -> list[Leader]:
    numbers: dict[str, list[str]] = defaultdict(list)
    first: Counter[str] = Counter()
    for one in standards:
        for at, name in enumerate(dict.fromkeys(names(one))):
            numbers[name].append(one.standard)
            first[name] += at == 0
    found = [Leader(name, tuple(each), first[name]) for name, each in numbers.items()]
    return sorted(found, key=lambda one: (-len(one.standards), -one.leading, one.name))


def first_on(standards: Sequence[Drafted], topic: str) -> First | None:
    """Who brought a topic to a standard, as far as the data reaches; None where no dated standard is on it."""
    about = on_topic(standards, topic)
    dated = [one for one in about if one.issued is not None]
    if not dated:
        return None
    earliest = min(dated, key=lambda one: (one.issued or date.max, one.standard))
    assert earliest.issued is not None
    return First(
        topic=topic,
        standard=earliest.standard,
        issued=earliest.issued,
        bodies=earliest.bodies,
        people=earliest.people,
        followed_by=len(dated) - 1,
        undated=len(about) - len(dated),
    )


PARTIES = ("makers", "users", "research", "testing")


def balance(one: Drafted, names: Mapping[str, str]) -> Balance:
    """The parties in a drafting group; ``names``: of the bodies by node id."""
    parties: Counter[str] = Counter(body_kind(names.get(body, "")).party for body in one.bodies)
    unknown = parties.pop("unknown", 0)
    known = sum(parties.values())
    missing = tuple(party for party in PARTIES if not parties[party]) if known else ()
    counted = {party: n for party, n in sorted(parties.items()) if n}
    return Balance(one.standard, counted, missing, round(max(counted.values(), default=0) / known, 3) if known else 0.0,
                   unknown)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Contribution:
    """Standards of a year by what enterprises had part in: any, as the first drafter, and their share of all bodies."""

    year: int
    standards: int
    with_enterprise: int
    led_by_enterprise: int
    enterprise_share: float


def enterprise_contribution(standards: Sequence[Drafted], names: Mapping[str, str]) -> list[Contribution]:
    """By the year of issue, of standards whose drafting bodies are known (指导意见 二(八))."""
    of_year: dict[int, list[list[bool]]] = defaultdict(list)
    for one in standards:
        year = one.issued.year if one.issued else one.year
        if year is not None and one.bodies:
            of_year[year].append([body_kind(names.get(body, "")).kind == "enterprise" for body in one.bodies])
    return [
        Contribution(
            year=year,
            standards=len(groups),
            with_enterprise=sum(any(group) for group in groups),
            led_by_enterprise=sum(group[0] for group in groups),
            enterprise_share=round(sum(map(sum, groups)) / sum(map(len, groups)), 3),
        )
        for year, groups in sorted(of_year.items())
    ]
