"""Aligning objects: A's object must lie within B's (DOMAIN 6.1).

The vocabulary of classes (``graph/data/objects/classes.csv``) is asked first, then the words themselves: a Chinese
compound is a kind of its head (富硒大米 is 大米), a bracket narrows or renames, 及 and 、 list. What neither says is
left open: unlike objects are never taken for one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from graph import objects as classes
from search.compare import tables
from search.compare.strictness.alignment import Alignment, Level, aligned
from search.compare.strictness.data import index, normal, rows

_BRACKET = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_LIST = re.compile(r"[、,;；，]|及其|以及|或|和|及|与")
_EXCEPT = re.compile(r"除外|不含|不包括|除.*外|以外")
_DENIED = re.compile(r"(?:非|无|不含|未)(.+)$")
_LATIN = re.compile(r"^[A-Za-z0-9 .+/-]+$")
_ZONE = re.compile(r"\d+[a-zA-Z]?类|[IVX]+类|[一二三四五]类|[ABC]类|[甲乙丙]类|\d+级|[一二三]级")


class Kinship(StrEnum):
    """Of object A to object B."""

    SAME = "same"
    WITHIN = "within"
    BEYOND = "beyond"  # A is the wider one
    NEAR = "near"  # neighbours below one class
    UNKNOWN = "unknown"
    APART = "apart"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Name:
    """An object as read: its main words, what brackets add, what is excepted."""

    main: str
    inner: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()


@cache
def _above() -> dict[str, tuple[str, ...]]:
    """Own supplements to the class table: ``data/objects.csv``."""
    found: dict[str, list[str]] = {}
    for row in rows("objects"):
        found.setdefault(_preferred(row["term"]), []).append(_preferred(row["parent"]))
    return {term: tuple(parents) for term, parents in found.items()}


@cache
def _words(use: str) -> tuple[str, ...]:
    return tuple(sorted((row["word"] for row in rows("object_words") if row["use"] == use), key=len, reverse=True))


@lru_cache(maxsize=16384)
def _preferred(term: str) -> str:
    row = index("object_names", "name").get(term)
    return tables.canonical(row["preferred"] if row else term)


@lru_cache(maxsize=16384)
def read_name(text: str) -> Name:
    """Main words and brackets of an object, without words that narrow nothing (产品, 家用和类似用途)."""
    plain = normal(text)
    inner: list[str] = []
    excepted: list[str] = []
    for content in _BRACKET.findall(plain):
        if _EXCEPT.search(content):
            excepted.extend(piece for piece in _LIST.split(_EXCEPT.sub("", content).strip("除")) if piece)
        elif content:
            inner.append(content)
    main = _BRACKET.sub("", plain)
    return Name(_bare(main) or main, tuple(inner), tuple(excepted))


@cache
def _terms() -> frozenset[str]:
    """Words that the vocabulary knows as they are: 纺织产品 keeps its 产品."""
    own = {row[key] for row in rows("objects") for key in ("term", "parent")}
    return frozenset({*own, *classes.known_classes(), *tables.canonical_terms(), *index("object_names", "name")})


def _is_term(text: str) -> bool:
    return text in _terms()


def _shorter(text: str) -> str:
    """A name without one of the words that narrow nothing."""
    for word in _words("tail"):
        if text.endswith(word) and len(text) - len(word) >= 2:
            return text.removesuffix(word)
    for word in _words("lead"):
        if text.startswith(word) and len(text) - len(word) >= 2:
            return text.removeprefix(word)
    return text


def _bare(text: str) -> str:
    while not _is_term(text):
        shorter = _shorter(text)
        if shorter == text:
            break
        text = shorter
    return text


@lru_cache(maxsize=8192)
def names_nothing(text: str) -> bool:
    """Whether an object is unsaid, or only 产品: what the standard covers is then meant."""
    return not text or _bare(normal(text)) in _words("any")


@lru_cache(maxsize=32768)
def kinship(a: str, b: str) -> Kinship:
    """How the object named ``a`` lies to the one named ``b``."""
    one, other = read_name(a), read_name(b)
    if not one.main or not other.main:
        return Kinship.UNSAID
    if normal(a).casefold() == normal(b).casefold():
        return Kinship.SAME
    if any(_contains(one.main, word) for word in other.excepted):
        return Kinship.APART
    zones = set(_ZONE.findall("".join((one.main, *one.inner)))), set(_ZONE.findall("".join((other.main, *other.inner))))
    if zones[0] and zones[1] and zones[0] != zones[1]:
        return Kinship.APART
    found = _plain_kinship(one.main, other.main)
    if found not in (Kinship.SAME, Kinship.WITHIN):
        for inner in one.inner:  # 锅炉(燃气) is 燃气锅炉
            turned = _plain_kinship(inner + one.main, other.main)
            found = turned if turned in (Kinship.SAME, Kinship.WITHIN) else found
    return _narrowed(found, one, other)


def _narrowed(found: Kinship, one: Name, other: Name) -> Kinship:
    """Brackets of B that A does not meet narrow B; those of A narrow A."""
    if found not in (Kinship.SAME, Kinship.WITHIN):
        aliases = [_bare(piece) for alias in other.inner for piece in _LIST.split(alias.removesuffix("等")) if piece]
        if found in (Kinship.UNKNOWN, Kinship.NEAR) and any(_is_kind(one.main, alias) for alias in aliases):
            return Kinship.WITHIN
        return found
    said = "".join((one.main, *one.inner))
    for inner in other.inner:
        listed = [_bare(piece) for piece in _LIST.split(inner.removesuffix("等")) if piece]
        if len(listed) > 1:
            if inner.endswith("等") or any(_is_kind(one.main, piece) for piece in listed):
                continue
            return Kinship.BEYOND
        if inner in said or _LATIN.match(inner) or _contains(said, inner):
            continue
        if _plain_kinship(other.main, _bare(inner)) is Kinship.SAME:
            continue
        return Kinship.BEYOND
    added = [inner for inner in one.inner if inner not in other.main and inner not in other.inner]
    if found is Kinship.SAME and not all(_LATIN.match(inner) for inner in added):
        return Kinship.WITHIN
    return found


def _contains(text: str, word: str) -> bool:
    return bool(word) and (word in text or _preferred(word) in (text, _preferred(text)))


@lru_cache(maxsize=32768)
def _plain_kinship(a: str, b: str) -> Kinship:
    if a == b or _preferred(a) == _preferred(b):
        return Kinship.SAME
    if b in _words("any") or a in _words("any"):
        return Kinship.UNSAID  # what B's standard covers is not known here
    whole = [piece for piece in (_bare(p) for p in _LIST.split(b)) if piece]
    parts = [piece for piece in (_bare(p) for p in _LIST.split(a)) if piece]
    if len(whole) > 1 or len(parts) > 1:
        listed = (*whole, *_spread(whole), b)
        below = all(any(_is_kind(p, w) for w in listed) for p in parts or [a])
        above = all(any(_is_kind(w, p) for p in (*parts, a)) for w in whole or [b])
        if below:
            return Kinship.SAME if above else Kinship.WITHIN
        return Kinship.BEYOND if above else Kinship.UNKNOWN
    if _is_kind(a, b):
        return Kinship.WITHIN
    if _is_kind(b, a):
        return Kinship.BEYOND
    return _apart_or_near(a, b)


def _spread(pieces: list[str]) -> list[str]:
    """The pieces of a list with the head that they share: 传染病 of 传染病、结核病医疗机构 is 传染病医疗机构."""
    head = classes.class_of(pieces[-1]) if pieces else ""
    if not head or head == pieces[-1] or not pieces[-1].endswith(head):
        return []
    return [piece + head for piece in pieces[:-1] if not piece.endswith(head) and not _is_term(piece)]


@lru_cache(maxsize=32768)
def _is_kind(narrow: str, broad: str) -> bool:
    if _preferred(narrow) == _preferred(broad):
        return True
    if (narrow, broad) in _no_kinds():
        return False
    seen, layer = {narrow}, _ups(narrow)
    goal = _preferred(broad)
    for _ in range(6):
        if goal in layer:
            return True
        seen |= layer
        layer = {up for term in layer for up in _above().get(term, ())} | {
            up for term in layer for up in classes.ancestors(term, classes.ANY)
        }
        layer -= seen
        if not layer:
            break
    return _by_words(narrow, broad)


def _ups(term: str) -> set[str]:
    """Classes directly above a term: by table, by its head, by modifier and head."""
    preferred = _preferred(term)
    found = {*_above().get(preferred, ()), *classes.ancestors(preferred, classes.ANY)}
    head = classes.class_of(preferred)
    for start in range(1, len(preferred) - 1):
        if _allowed(preferred[:start], preferred[start:]) and _preferred(preferred[start:]) in _above():
            found.add(_preferred(preferred[start:]))
            break
    if head and head != preferred and preferred.endswith(head) and _allowed(preferred.removesuffix(head), head):
        words = frozenset(_modifiers(preferred.removesuffix(head)))
        found |= {head, *classes.ancestors(head, classes.ANY), *classes.composed(head, words)}
    return found


def _modifiers(text: str) -> list[str]:
    return [text[i:j] for i in range(len(text)) for j in range(i + 1, min(len(text), i + 6) + 1)]


@cache
def _no_kinds() -> frozenset[tuple[str, str]]:
    return frozenset((row["term"], row["parent"]) for row in rows("not_kinds"))


def _negated(words: str) -> bool:
    return any(word in words for word in _words("negation"))


def _allowed(lead: str, head: str) -> bool:
    """Whether lead + head is a kind of head: 非医用口罩 is no 医用口罩, 豆腐乳 no 乳."""
    denied = _DENIED.search(lead)
    if denied is not None and denied.group(1) in _preferred(head):
        return False  # 非医用外科口罩: 外科口罩 alone would mean the medical one
    return not any(lead.endswith(word) for word in _words("negation")) and (lead + head, head) not in _no_kinds()


def _by_words(narrow: str, broad: str) -> bool:
    if len(broad) >= 2 and narrow.endswith(broad) and _allowed(narrow.removesuffix(broad), broad):
        return True
    for cut in range(min(len(narrow), len(broad)) - 2, 1, -1):  # 综合医院 is a 综合医疗机构: 医院 is a 医疗机构
        if narrow[:cut] == broad[:cut] and broad[cut:] in classes.ancestors(_preferred(narrow[cut:]), classes.IS_A):
            return True
    # one part of one place: 阳台栏杆垂直杆件 within 防护栏杆垂直杆件 when 阳台栏杆 is a 防护栏杆
    shared = 0
    while shared < min(len(narrow), len(broad)) and narrow[-1 - shared] == broad[-1 - shared]:
        shared += 1
    for cut in range(1, shared + 1):
        one, other = narrow[: len(narrow) - cut], broad[: len(broad) - cut]
        if cut >= 2 and len(other) >= 2 and other in one and not _negated(one.replace(other, "", 1)):
            return True  # 燃气热水锅炉 is a 燃气锅炉: words put in between narrow
        if one and other and _preferred(other) in _above().get(_preferred(one), ()):
            return True
    return False


def _apart_or_near(a: str, b: str) -> Kinship:
    heads = classes.class_of(a) or a, classes.class_of(b) or b
    ups = [{h, *classes.ancestors(h, classes.IS_A), *_above().get(_preferred(h), ())} for h in heads]
    if heads[0] == heads[1] or (ups[0] & ups[1] and all(h in classes.known_classes() for h in heads)):
        return Kinship.NEAR
    return Kinship.UNKNOWN


_RULES = {
    Kinship.SAME: (Level.SAME, "object_same", ""),
    Kinship.WITHIN: (Level.SAME, "object_within", ""),
    Kinship.BEYOND: (Level.DOUBT, "object_beyond", ""),
    Kinship.NEAR: (Level.DOUBT, "object_near", "object_near"),
    Kinship.UNKNOWN: (Level.DOUBT, "object_unknown", ""),
    Kinship.APART: (Level.APART, "object_apart", ""),
}


@lru_cache(maxsize=16384)
def is_speciated(thing: str) -> bool:
    """Whether total and soluble or migrated contents are both limited for an object, so that a bare name is open."""
    return any(word in thing for word in _words("speciated"))


@lru_cache(maxsize=32768)
def align_objects(a: str, b: str) -> Alignment:
    """The alignment of two objects."""
    if not a and not b:
        return aligned("object", Level.NOTED, "object_unsaid", caution="object_not_stated")
    found = kinship(a, b)
    if found is Kinship.UNSAID:
        return aligned("object", Level.DOUBT, "object_missing", ("a", a or "—"), ("b", b or "—"))
    level, rule, caution = _RULES[found]
    return aligned("object", level, rule, ("a", a), ("b", b), caution=caution)
