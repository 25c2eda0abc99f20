"""What a limit measures: a characteristic as core name, markers and basis (DOMAIN 5, 6.1, 6.12).

A printed name such as 可迁移铅(以Pb计) is taken apart into the core 铅, the marker *speciation = migrated*, and the
basis Pb. Two names measure the same quantity when the cores are one (``data/quantities.csv``) and no marker differs
(``data/markers.csv``). What one side says and the other does not is judged by the marker's own rule.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from search.compare.strictness.alignment import Alignment, Level, aligned
from search.compare.strictness.conversions import basis_factor
from search.compare.strictness.data import index, normal, rows
from search.compare.strictness.numbers import shown

_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_BASIS = re.compile(r"以([A-Za-z0-9一-鿿+-]{1,12}?)(?:表示|计)(?:算)?")
_FASTNESS = re.compile(r"^色牢度\((.+)\)$")  # 色牢度(耐皂洗) is 耐皂洗色牢度
_LATIN = re.compile(r"[a-z0-9_.,'/%+αβγδλρστμ-]+")
_TAIL = re.compile(r"(?<=[一-鿿])([a-zαβγδλρσΔ][a-z0-9_.,'/%αβγδλρσ-]*)$")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A characteristic as understood."""

    core: str
    markers: tuple[tuple[str, str], ...] = ()
    basis: str = ""
    alias: frozenset[str] = frozenset()  # Latin short forms: bfe, rel
    extra: frozenset[str] = frozenset()  # words in brackets that no table knows
    tail: str = ""  # a Latin symbol printed behind the name: 断后伸长率A, 维生素D


@cache
def _markers() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["replace"], row["dimension"], row["value"]) for row in rows("markers")
    )


@cache
def _endings() -> tuple[str, ...]:
    return tuple(sorted((row["word"] for row in rows("name_words") if row["use"] == "tail"), key=len, reverse=True))


@cache
def _leads() -> tuple[str, ...]:
    return tuple(sorted((row["word"] for row in rows("name_words") if row["use"] == "lead"), key=len, reverse=True))


@cache
def _elements() -> frozenset[str]:
    return frozenset(row["name"] for row in rows("elements")) | frozenset(
        row["symbol"].casefold() for row in rows("elements")
    )


@cache
def _names() -> dict[str, tuple[str, str, tuple[tuple[str, str], ...]]]:
    """Printed name → core, basis, markers; the order of rows decides between two."""
    found: dict[str, tuple[str, str, tuple[tuple[str, str], ...]]] = {}
    for row in rows("quantities"):
        pairs = (pair.partition("=") for pair in row["markers"].split("|") if pair)
        markers = tuple((key, value) for key, _, value in pairs)
        for name in (row["core"], *row["names"].split("|")):
            if name:
                found.setdefault(normal(name).casefold(), (row["core"], row["basis"], markers))
    for row in rows("elements"):
        for name in (row["name"], row["symbol"].casefold()):
            found.setdefault(name, (row["name"], row["symbol"].casefold(), ()))
    return found


@lru_cache(maxsize=32768)
def read_quantity(characteristic: str, basis: str = "") -> Quantity:
    """Take a characteristic apart. Never fails: what no table knows stays in the core, letter for letter."""
    text = _FASTNESS.sub(r"\1色牢度", normal(characteristic).casefold())
    markers: dict[str, str] = {}
    alias: set[str] = set()
    extra: set[str] = set()
    said = _basis_of(normal(basis).casefold())
    known = _names().get(text)
    if known is None:
        for content in _BRACKET.findall(text):
            said = _bracket(content, markers, alias, extra) or said
        text = _BRACKET.sub("", text)
        if match := _BASIS.search(text):
            said, text = match.group(1), text.replace(match.group(0), "")
        text = text.strip(",;:、，；：-") or normal(characteristic).casefold()
        known = _names().get(text)
    said = _moisture(said, markers)
    tail = ""
    if known is None:
        text = _marked(text, markers)
        known = _names().get(text)
    if known is None and (match := _TAIL.search(text)) and len(text) - len(match.group(1)) >= 2:
        bare = text.removesuffix(match.group(1))
        if match.group(1) in _symbols():
            text, known = bare, _names().get(bare)
            alias.add(match.group(1))
        elif bare in _names() and match.group(1) not in bare:
            text, tail = bare, match.group(1)
            known = _names().get(bare)
    if known is None:
        text = _marked(text, markers)
        known = _names().get(text)
    if known is not None:
        core, own, more = known
        for key, value in more:
            markers.setdefault(key, value)
        return Quantity(core, tuple(sorted(markers.items())), said or own, frozenset(alias), frozenset(extra), tail)
    return Quantity(text, tuple(sorted(markers.items())), said, frozenset(alias), frozenset(extra), tail)


def _moisture(basis: str, markers: dict[str, str]) -> str:
    """干基, 以脂肪计 say what a share is a share of: a marker, no counted species."""
    return "" if basis and not _marked(f"以{basis}计", markers, strip=False) else basis


def _basis_of(text: str) -> str:
    match = _BASIS.search(text)
    return match.group(1) if match else text


def _bracket(content: str, markers: dict[str, str], alias: set[str], extra: set[str]) -> str:
    """Sort what stands in a bracket; gives the basis if there is one."""
    if match := _BASIS.search(content):
        rest = content.replace(match.group(0), "").strip(",;:、，；：")
        if rest:
            _bracket(rest, markers, alias, extra)
        return match.group(1)
    before = dict(markers)
    rest = _marked(content, markers, strip=False)
    if not rest or (markers != before and len(rest) <= 1):
        return ""
    if _LATIN.fullmatch(rest) or rest in _names():
        alias.add(rest)
    elif rest not in _ignored():
        extra.add(rest)
    return ""


@cache
def _thresholds() -> tuple[str, ...]:
    return tuple(row["word"] for row in rows("name_words") if row["use"] == "threshold")


@cache
def _ignored() -> frozenset[str]:
    return frozenset(row["word"] for row in rows("name_words") if row["use"] == "bracket")


@cache
def _symbols() -> frozenset[str]:
    return frozenset(normal(row["symbol"]).casefold() for row in rows("symbols"))


def _marked(text: str, markers: dict[str, str], *, strip: bool = True) -> str:
    """Take markers and empty words out of a name."""
    for pattern, replacement, dimension, value in _markers():
        if dimension in markers:
            continue
        found = pattern.search(text)
        if found is None:
            continue
        rest = text[: found.start()] + replacement + text[found.end() :]
        if dimension == "speciation" and value == "total" and rest not in _elements():
            continue
        if strip and not rest:
            continue
        markers[dimension], text = value, rest
    if not strip:
        return text
    changed = True
    while changed and text not in _names():
        changed = False
        for word in _endings():
            rest = text.removesuffix(word)
            if rest and rest != text and (len(word) > 1 or len(rest) > 1 or rest in _names()):
                text, changed = rest, True
                break
        for word in _leads():
            if text.startswith(word) and len(text) - len(word) >= 1:
                text, changed = text.removeprefix(word), True
                break
    return text.rstrip("的,;:-")


@cache
def _one_sided() -> dict[tuple[str, str], Level]:
    """(dimension, value) → what it means that the other side is silent; ``*`` stands for any value."""
    return {(row["dimension"], row["value"]): Level[row["level"].upper()] for row in rows("marker_rules")}


def align_quantities(a: Quantity, b: Quantity, names: tuple[str, str]) -> tuple[Alignment, ...]:
    """Alignment of two characteristics: core, markers, basis; the last may carry a factor for A's values."""
    facts = (("a", names[0]), ("b", names[1]))
    short = a.core in b.alias or b.core in a.alias or (a.alias & b.alias and min(len(a.core), len(b.core)) > 1)
    if a.core != b.core and not short:
        rule = "quantity_part" if a.core in b.core or b.core in a.core else "quantity_apart"
        level = Level.DOUBT if rule == "quantity_part" else Level.APART
        return (aligned("characteristic", level, rule, *facts),)
    found = [aligned("characteristic", Level.SAME, "quantity_same", *facts, ("core", a.core))]
    if a.tail != b.tail or (a.alias and b.alias and not a.alias & b.alias):
        found.append(aligned("characteristic", Level.APART, "quantity_symbol", *facts))
    if a.extra != b.extra:
        found.append(aligned("characteristic", Level.DOUBT, "quantity_extra", *facts))
    if any(word in names[0] or word in names[1] for word in _thresholds()):
        found.append(aligned("direction", Level.DOUBT, "threshold", *facts))
    found.extend(_marker_alignments(dict(a.markers), dict(b.markers), facts))
    found.extend(_basis_alignment(a, b))
    return tuple(found)


def _marker_alignments(
    a: dict[str, str], b: dict[str, str], facts: tuple[tuple[str, str], ...]
) -> list[Alignment]:
    found = []
    for dimension in sorted({*a, *b}):
        one, other = a.get(dimension, ""), b.get(dimension, "")
        more = (*facts, ("dimension", dimension), ("one", one or "—"), ("other", other or "—"))
        if one == other:
            continue
        if one and other:
            found.append(aligned("characteristic", Level.APART, "marker_differs", *more))
            continue
        rules = _one_sided()
        level = rules.get((dimension, one or other), rules.get((dimension, "*"), Level.DOUBT))
        caution = "marker_one_sided" if level is Level.NOTED else ""
        found.append(aligned("characteristic", level, "marker_one_sided", *more, caution=caution))
    return found


def _basis_alignment(a: Quantity, b: Quantity) -> list[Alignment]:
    one, other = a.basis, b.basis
    if one == other or {one, other} <= _same_basis(a.core):
        return []
    if not one or not other:
        return [aligned("basis", Level.DOUBT, "basis_one_sided", ("a", one or "—"), ("b", other or "—"))]
    factor = basis_factor(one, other)
    if factor is None:
        return [aligned("basis", Level.DOUBT, "basis_differs", ("a", one), ("b", other))]
    done = aligned(
        "basis", Level.NOTED, "basis_converted", ("a", one), ("b", other), ("factor", shown(factor)),
        caution="basis_conversion",
    )  # fmt: skip
    return [Alignment(done.key, done.level, done.steps, done.cautions, factor)]


@cache
def _same_basis(core: str) -> frozenset[str]:
    """Bases that mean the quantity itself: 铅 以Pb计, 苯甲酸 以苯甲酸计, and the one it is defined with."""
    row = index("quantities", "core").get(core)
    element = index("elements", "name").get(core)
    own = {core.casefold(), row["basis"].casefold() if row else "", element["symbol"].casefold() if element else ""}
    return frozenset({*own, ""})
