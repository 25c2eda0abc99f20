"""To what a standard applies 适用于, and to what not 不适用于: classes of objects in its scope (GB/T 1.1-2020, 8.5).

A class is read where a phrase of the sentence ends in one that the vocabulary knows (:mod:`graph.objects`). Words
before it narrow it, so that other objects of the class may lie outside: such a reading is ``narrowed``.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph import objects

_SENTENCE = re.compile(r"[。\n!?]|;(?!\d)|；")
_LIST = re.compile(r"[、,，/]|以及|及其|及|或者|或|和|与")
_BRACKET = re.compile(r"[（(\[〔][^（()）\]〕]*[)）\]〕]")
_TAIL = re.compile(r"(?:等|类|产品|制品|系列)?(?:等)?$")
_ITEM = re.compile(r"^\s*(?:[a-z]\)|\d+\)|[—–-]{1,2})\s*")


@dataclass(frozen=True, slots=True)
class Applies:
    """One class that a sentence names. ``phrase``: the words that name it; ``sentence``: verbatim."""

    object_class: str
    phrase: str
    sentence: str
    excluded: bool = False
    narrowed: bool = False


def applies_of(scope: str) -> tuple[Applies, ...]:
    """All classes that a scope names as covered or excluded, in printed order; one named both ways is left out."""
    found = list(dict.fromkeys(one for sentence in _sentences(scope) for one in _in_sentence(sentence)))
    inside = {one.object_class for one in found if not one.excluded}
    outside = {one.object_class for one in found if one.excluded and not one.narrowed}
    seen: dict[tuple[str, bool], Applies] = {}
    for one in found:
        if one.excluded and one.narrowed:
            continue  # a part of a class is excluded: which objects lie in it is for a person to say
        if one.object_class in inside & outside:
            continue
        key = (one.object_class, one.excluded)
        if key not in seen or (seen[key].narrowed and not one.narrowed):
            seen[key] = one
    return tuple(seen.values())


def _sentences(scope: str) -> Iterator[str]:
    """Sentences; the items of a list go on from the sentence before (本标准适用于： a) …)."""
    lead = ""
    for piece in _SENTENCE.split(scope):
        text = piece.strip()
        if not text:
            continue
        if _ITEM.match(text) and lead:
            yield lead + _ITEM.sub("", text)
            continue
        lead = text if text.endswith((":", "：")) else lead if _ITEM.match(text) else ""
        yield text


def _in_sentence(sentence: str) -> Iterator[Applies]:
    text = _BRACKET.sub("", sentence)
    marks = [(match.start(), match.end(), excluded) for match, excluded in _marks(text)]
    for position, (_, end, excluded) in enumerate(marks):
        stop = marks[position + 1][0] if position + 1 < len(marks) else len(text)
        yield from _in_phrase(text[end:stop], sentence.strip(), excluded)


def _marks(text: str) -> list[tuple[re.Match[str], bool]]:
    excluded = list(_pattern("excludes").finditer(text))
    taken = [match.span() for match in excluded]
    applied = [m for m in _pattern("applies").finditer(text) if not any(a <= m.start() < b for a, b in taken)]
    return sorted([*((m, True) for m in excluded), *((m, False) for m in applied)], key=lambda one: one[0].start())


def _in_phrase(text: str, sentence: str, excluded: bool) -> Iterator[Applies]:
    opened = ""  # 以燃煤为燃料的 narrows all that follows in the list
    for piece in _LIST.split(text):
        whole = piece.strip(" :：,，.。的")
        phrase = _without_deeds(whole)
        if len(phrase) < 2:
            continue
        for name in _names(phrase):
            found = _class(name)
            if found is None:
                continue
            narrows = _bare(name) != found and objects.canonical(_bare(name)) != found
            yield Applies(found, name, sentence, excluded, narrows or bool(opened))
            break
        if _pattern("condition").match(phrase):
            opened = phrase


def _names(phrase: str) -> Iterator[str]:
    """A phrase, then what stands before its 的 where that is itself a class (纺织产品的…)."""
    yield phrase
    while "的" in phrase:
        phrase = phrase.rpartition("的")[0]
        yield phrase


def _without_deeds(text: str) -> str:
    """A phrase without what is done with the object (家具的生产 is 家具)."""
    while True:
        shorter = _deed_end().sub("", text)
        if shorter == text:
            return text
        text = shorter


def _bare(phrase: str) -> str:
    """A phrase without words that narrow nothing (境内生产的各种, 等)."""
    while True:
        shorter = _pattern("neutral").sub("", phrase)
        if shorter == phrase or not shorter:
            break
        phrase = shorter
    shorter = _TAIL.sub("", phrase)
    return phrase if objects.canonical(phrase) in objects.known_classes() or len(shorter) < 2 else shorter


def _class(phrase: str) -> str | None:
    """The class that a phrase ends in, also through a modifier (婴幼儿…纺织产品); None for none that is known."""
    for name in (phrase, phrase.removesuffix("等"), _TAIL.sub("", phrase)):
        head = objects.class_of(name)
        if head:
            words = frozenset(name[i:j] for i in range(len(name)) for j in range(i + 1, min(len(name), i + 6) + 1))
            composed = objects.composed(head, words)
            return composed[0] if composed else head
    return None


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    text = (files("ingest.extract") / "data" / "applies.csv").read_text("utf-8")
    return tuple((row["use"], row["pattern"]) for row in csv.DictReader(text.splitlines()))


@cache
def _pattern(use: str) -> re.Pattern[str]:
    return re.compile("|".join(pattern for name, pattern in _rows() if name == use))


@cache
def _deed_end() -> re.Pattern[str]:
    return re.compile(f"(?:{_pattern('deed').pattern})$")
