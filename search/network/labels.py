"""What a community is about: the terms that its titles hold and others do not.

Weighted log-odds with an informative Dirichlet prior (Monroe, Colaresi, Quinn 2008, Fightin' Words): a term counts by
how sure it is that the community uses it more than the rest, so that neither rare nor general words win. Chinese terms
are the objects that titles name and their words; English ones are words and pairs of words of English titles.
"""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.objects import ancestors
from search.compare.titles import analyse

TITLES = 400  # titles of a community that are read, evenly over all: terms are known from less
_PRIOR = 500.0  # weight of the whole collection, in terms
_ENGLISH = 4  # one title of so many must be in English for English terms
_HALF = 0.5  # a term: where all other terms are none at all
_LEAST = 2  # titles that hold a term
SURE = 1.96  # z from which a term is distinctive beyond chance (two-sided, 5 %)
_WORD = re.compile(r"[a-z][a-z-]{1,}|[a-z]+\d+\w*")
_HANZI = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Term:
    """A distinctive term: how many of the titles read hold it, and how sure it is that it sets them apart (z)."""

    text: str
    titles: int
    z: float


@dataclass(frozen=True, slots=True)
class Titled:
    """The titles of a lineage, and English names of the classes it is in."""

    zh: str
    en: str
    classes: tuple[str, ...] = ()


@cache
def _function_words(language: str) -> frozenset[str]:
    text = (files("search.network") / "data" / "function_words.csv").read_text("utf-8")
    return frozenset(row["word"] for row in csv.DictReader(io.StringIO(text)) if row["language"] == language)


def terms_zh(title: str) -> set[str]:
    """The objects a title names, the words they are made of, and the classes right above them (焊接机器人: 机器人)."""
    found: set[str] = set()
    for one in analyse(title).objects:
        found |= {one.text, one.head, *one.tokens}
        found |= {name for name, steps in ancestors(one.head).items() if steps == 1}
    return {t for t in found if 2 <= len(t) <= 12 and _HANZI.search(t) and t not in _function_words("zh")}


def terms_en(title: str) -> set[str]:
    """Words of a title and pairs of neighbours among them."""
    words = _WORD.findall(title.lower())
    plain = [word if word not in _function_words("en") else "" for word in words]
    pairs = {f"{a} {b}" for a, b in itertools.pairwise(plain) if a and b}
    return {word for word in plain if len(word) > 2} | pairs


def distinctive(communities: Sequence[Sequence[Titled]], *, count: int = 8) -> list[tuple[list[Term], list[Term]]]:
    """For each community its Chinese and English terms, the surest first.

    Where too few titles are in English, the English terms are the names of classes (ICS).
    """
    samples = [titles[:: max(1, len(titles) // TITLES)][:TITLES] for titles in communities]
    zh = _scored([[terms_zh(title.zh) for title in sample if title.zh] for sample in samples], count)
    en = _scored([[terms_en(title.en) for title in sample if title.en] for sample in samples], count)
    classes = _scored([[set(title.classes) for title in sample if title.classes] for sample in samples], count)
    told = [sum(bool(title.en) for title in sample) * _ENGLISH >= len(sample) > 0 for sample in samples]
    return [(a, b if sure and b else c) for a, b, c, sure in zip(zh, en, classes, told, strict=True)]


def label(terms: Sequence[Term], joint: str) -> str:
    """The three surest terms; where none is beyond chance, the best one."""
    return joint.join(term.text for term in ([term for term in terms if term.z >= SURE] or list(terms[:1]))[:3])


def _scored(communities: Sequence[Sequence[set[str]]], count: int) -> list[list[Term]]:
    each = [Counter(term for terms in titles for term in terms) for titles in communities]
    everything: Counter[str] = Counter()
    for counted in each:
        everything.update(counted)
    total = sum(everything.values())
    return [_best(counted, everything, total, count) for counted in each]


def _best(counted: Counter[str], everything: Counter[str], total: int, count: int) -> list[Term]:
    own, least = sum(counted.values()), min(_LEAST, max(counted.values(), default=0))
    scored = []
    for term, n in counted.items():
        if n < least:
            continue
        if everything[term] == total:  # the only term there is: it tells nobody apart, and its odds are infinite
            scored.append(Term(term, n, 0.0))
            continue
        prior = _PRIOR * everything[term] / total
        rest = everything[term] - n
        inside = (n + prior) / max(own + _PRIOR - n - prior, _HALF)
        outside = (rest + prior) / max(total - own + _PRIOR - rest - prior, _HALF)
        z = (math.log(inside) - math.log(outside)) / math.sqrt(1 / (n + prior) + 1 / (rest + prior))
        scored.append(Term(term, n, round(z, 2)))
    return _without_repeats(sorted(scored, key=lambda one: (-one.z, -len(one.text), one.text)), count)


def _without_repeats(terms: Iterable[Term], count: int) -> list[Term]:
    """A term that another, surer one contains or is contained in says nothing new."""
    kept: list[Term] = []
    for term in terms:
        if not any(term.text in one.text or one.text in term.text for one in kept):
            kept.append(term)
        if len(kept) == count:
            break
    return kept
