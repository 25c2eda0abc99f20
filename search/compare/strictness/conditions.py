"""Conditions of a limit: what each says, and whether two of them let the limits be compared (DOMAIN 5, 6.1).

Three kinds are told apart, because silence on one side means something else for each (``data/conditions.csv``):
*scope* says when or for what a limit applies (夜间, 厚度≤16 mm), *measure* how it is measured (平均温度25℃), *quantity*
changes what the number means (基准氧含量3.5%, 1小时平均).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache

from search.compare.strictness.alignment import Alignment, Level, aligned
from search.compare.strictness.conversions import oxygen_factor
from search.compare.strictness.data import normal, rows
from search.compare.strictness.model import Caution, Step
from search.compare.strictness.numbers import read_number, shown
from search.compare.strictness.sets import Interval, Relation, relate
from search.compare.strictness.units import read_unit

_PIECES = re.compile(r"[,，;；、]|且|并且")
_NUMBER = r"[-+]?\d+(?:\.\d+)?(?:[×x]10\^?-?\d+)?"
_BOUND = re.compile(rf"^(.*?)(≤|≥|<|>|不大于|不小于|不超过|大于|小于|不高于|不低于|高于|低于)\(?({_NUMBER})\)?(.*)$")
_DOUBLE = re.compile(rf"^({_NUMBER})([^\d<≤]*)(<|≤)([^\d<≤≥>]*)(<|≤)({_NUMBER})(.*)$")
_RANGE = re.compile(rf"^(.*?)\(?({_NUMBER})([^\d~至]*)(?:~|至)({_NUMBER})\)?(.*)$")
_CENTRE = re.compile(rf"^(.*?)\(?({_NUMBER})([^\d±]*)(?:±{_NUMBER}[^\d]*?)?\)?(\S*)$")
_ABOVE = re.compile(rf"^(.*?)({_NUMBER})(.*?)(及以上|以上|及以下|以下|以内)$")
# kinds of which one condition may state several, told apart by their label
_NAMED = frozenset({"ratio", "length", "mass", "number", "mass_fraction", "volume_fraction"})
_NOISE = re.compile(r"(?:当|在|于|试验|测试|测定|条件|环境|下|时|的|为|=|约|标准状态)")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a condition says."""

    dimension: str
    kind: str  # scope, measure, quantity
    value: str
    interval: Interval | None = None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str, str], ...]:
    return tuple(
        (re.compile(row["pattern"]), row["dimension"], row["kind"], row["value"]) for row in rows("conditions")
    )


@lru_cache(maxsize=16384)
def read_condition(text: str) -> tuple[Fact, ...]:
    """The facts of a condition, one a dimension; words that no table knows are facts of their own."""
    found: dict[str, Fact] = {}
    for piece in _PIECES.split(normal(text).replace("～", "~").strip("()")):
        for fact in _piece(piece):
            found.setdefault(fact.dimension, fact)
    return tuple(sorted(found.values(), key=lambda fact: fact.dimension))


def _piece(piece: str) -> list[Fact]:
    found = []
    for pattern, dimension, kind, value in _patterns():
        if match := pattern.search(piece):
            said = match.group(1) if match.groups() and match.group(1) else value
            number = read_number(said)
            exact = None if number is None else Interval(Fraction(number), Fraction(number))
            found.append(Fact(dimension, kind, said, exact))
            piece = piece[: match.start()] + piece[match.end() :]
    bare = _NOISE.sub("", piece)
    if not bare.strip("()[]-:"):
        return found
    return [*found, _number_fact(piece, bare)]


def _number_fact(piece: str, bare: str) -> Fact:
    """A bound (厚度≤16mm), a range, a value (25℃); or the words as they are."""
    if match := _DOUBLE.match(bare):
        low, _, first, label, second, high, unit = match.groups()
        return _scope(label, unit, low, high, first == "≤", second == "≤", piece)
    if match := _BOUND.match(bare):
        label, sign, number, unit = match.groups()
        upper = sign in ("≤", "<", "不大于", "不超过", "小于", "不高于", "低于")
        closed = sign not in ("<", ">", "大于", "小于", "高于", "低于")
        return _scope(label, unit, None if upper else number, number if upper else None, closed, closed, piece)
    if match := _ABOVE.match(bare):
        label, number, unit, word = match.groups()
        upper = word in ("及以下", "以下", "以内")
        return _scope(label, unit, None if upper else number, number if upper else None, True, True, piece)
    if match := _RANGE.match(bare):
        label, low, _, high, unit = match.groups()
        return _scope(label, unit, low, high, True, True, piece)
    match = _CENTRE.match(bare)
    if match and (match.group(3) or match.group(4)):
        label, number, unit = match.group(1), match.group(2), match.group(3) or match.group(4)
        known = read_unit(unit)
        value = read_number(number)
        if known is not None and value is not None:
            at = known.to_base(value)
            dimension = f"{label}:{known.kind}" if known.kind in _NAMED else known.kind
            dimension = "relative_humidity" if "湿度" in label else dimension
            return Fact(dimension, "measure", piece, Interval(at, at))
    return Fact(bare, "words", bare)


def _scope(
    label: str, unit: str, low: str | None, high: str | None, low_closed: bool, high_closed: bool, piece: str
) -> Fact:
    known = read_unit(unit) if unit else None
    factor = known.factor if known else Fraction(1)
    ends = [None if end is None else read_number(end) for end in (low, high)]
    bounds = [None if end is None else Fraction(end) * factor for end in ends]
    interval = Interval(bounds[0], bounds[1], low_closed, high_closed)
    return Fact(f"{label}:{known.kind if known else unit}", "scope", piece, interval)


@lru_cache(maxsize=16384)
def align_conditions(a: str, b: str) -> tuple[Alignment, ...]:
    """Alignment of two conditions; one of reference oxygen carries a factor for A's values."""
    if normal(a) == normal(b):
        return (aligned("condition", Level.SAME, "condition_same", ("a", a)),) if a else ()
    ones = {fact.dimension: fact for fact in read_condition(a)}
    others = {fact.dimension: fact for fact in read_condition(b)}
    found = []
    for dimension in sorted({*ones, *others}):
        one, other = ones.get(dimension), others.get(dimension)
        if one is not None and other is not None:
            found.append(_both(one, other))
        else:
            found.append(_one(one, other))
    return tuple(found)


def _both(one: Fact, other: Fact) -> Alignment:
    facts = (("a", one.value), ("b", other.value))
    if one.interval is not None and other.interval is not None:
        relation = relate(one.interval, other.interval)
        if relation is Relation.EQUAL:
            return aligned("condition", Level.SAME, "condition_agrees", *facts)
        if one.dimension == "reference_oxygen":
            return _oxygen(one, other)
        if one.kind == "scope" and relation is Relation.INSIDE:
            return aligned("condition", Level.SAME, "condition_within", *facts)
        if one.kind == "scope" and relation is Relation.AROUND:
            return aligned("condition", Level.DOUBT, "condition_beyond", *facts, caution="condition_mismatch")
    elif one.value == other.value:
        return aligned("condition", Level.SAME, "condition_agrees", *facts)
    level = Level.APART if one.kind == "scope" else Level.DOUBT
    return aligned("condition", level, "condition_differs", *facts, caution="condition_mismatch")


def _one(one: Fact | None, other: Fact | None) -> Alignment:
    """One side only says it."""
    fact = one or other
    assert fact is not None
    facts = (("a", one.value if one else "—"), ("b", other.value if other else "—"))
    if fact.kind == "words" and one is not None:
        return aligned("condition", Level.WEAK, "condition_one_sided", *facts, caution="condition_only_in_a")
    if fact.kind == "scope" and one is not None:
        return aligned("condition", Level.NOTED, "condition_narrows", *facts, caution="condition_only_in_a")
    if fact.kind == "measure":
        level = Level.NOTED if one is not None and fact.dimension in ("gas_state",) else Level.WEAK
        return aligned("condition", level, "condition_one_sided", *facts, caution="condition_one_sided")
    return aligned("condition", Level.DOUBT, "condition_missing", *facts, caution="condition_mismatch")


def _oxygen(one: Fact, other: Fact) -> Alignment:
    assert one.interval is not None and other.interval is not None
    a, b = one.interval.low, other.interval.low
    factor = None if a is None or b is None else oxygen_factor(a, b)
    facts = (("a", one.value), ("b", other.value))
    if factor is None:
        return aligned("condition", Level.DOUBT, "condition_differs", *facts, caution="condition_mismatch")
    more = (*facts, ("factor", shown(factor)))
    step, caution = Step("reference_oxygen", more), Caution("condition_mismatch", facts)
    return Alignment("condition", Level.NOTED, (step,), (caution, Caution("reference_oxygen", more)), factor)


@lru_cache(maxsize=4096)
def gas_state(text: str) -> tuple[Fraction, Fraction] | None:
    """Temperature (°C) and pressure (kPa) that a condition states together, or None (DOMAIN 6.11)."""
    plain = normal(text)
    if re.search(r"标准状态|标准状况|标态", plain):
        return Fraction(0), Fraction("101.325")
    heat = re.search(r"(-?\d+(?:\.\d+)?)(?:℃|°C|摄氏度)", plain)
    pressure = re.search(r"(\d+(?:\.\d+)?)(kPa|Pa|atm|hPa)", plain)
    if heat is None or pressure is None:
        return None
    size = {"kPa": Fraction(1), "Pa": Fraction(1, 1000), "hPa": Fraction(1, 10), "atm": Fraction("101.325")}
    return Fraction(heat.group(1)), Fraction(pressure.group(1)) * size[pressure.group(2)]
