"""Cutting a title into known words 分词: longest match over the tables, unknown runs kept whole.

A general segmenter splits the names of products badly (jieba measured worse than character bigrams), so the
vocabulary is the tables themselves: classes, synonyms, topics, stages, modifiers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from search.compare import tables

Role = Literal["class", "topic", "modifier", "stage", "connector", "unknown"]

CONNECTORS = frozenset("用中的及和与或、/间之其内等类以对")
_BREAKS = frozenset(" ,，;；。:：()-—~")


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a title: the word, its preferred form, where it begins, and what the tables know it as."""

    text: str
    norm: str
    start: int
    roles: frozenset[Role]

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_unknown(self) -> bool:
        return "unknown" in self.roles


@cache
def vocabulary() -> dict[str, frozenset[Role]]:
    """Every word of the tables with the roles it can play."""
    words: dict[str, set[Role]] = {}

    def add(word: str, role: Role) -> None:
        if word:
            words.setdefault(word, set()).add(role)

    for row in tables.rows("classes"):
        add(row["term"], "class")
        add(row["parent"], "class")
    for row in tables.rows("topics"):
        add(row["phrase"], "topic")
    for row in tables.rows("modifiers"):
        add(row["word"], "modifier")
    for row in tables.rows("stages"):
        add(row["word"], "stage")
    for term, preferred in tables.canonical_terms().items():
        roles = words.get(preferred) or words.get(term)
        for word in (term, preferred):
            for role in roles or {"class"}:
                add(word, role)
    return {word: frozenset(roles) for word, roles in words.items()}


@cache
def _longest() -> int:
    return max(map(len, vocabulary()))


@lru_cache(maxsize=4096)
def cut(text: str) -> tuple[Token, ...]:
    """Tokens of `text` such that few characters stay unknown and few words are used.

    One-character words count only at the end of the text (白茶 ends in 茶), since inside a name they are
    mostly parts of other words.
    """
    words, n = vocabulary(), len(text)
    # cost[i]: best cost of text[i:]; an unknown character costs more than a word, a longer word less
    cost = [0.0] * (n + 1)
    step = [1] * (n + 1)
    for i in range(n - 1, -1, -1):
        lone = 0.5 if text[i] in CONNECTORS else 1.7
        cost[i], step[i] = cost[i + 1] + lone, 1
        for size in range(min(_longest(), n - i), 0, -1):
            if text[i : i + size] in words and (size > 1 or i + 1 == n):
                price = cost[i + size] + 1.0 - 0.01 * size
                if price < cost[i]:
                    cost[i], step[i] = price, size
    found: list[Token] = []
    i = run = 0
    while i <= n:
        word = text[i : i + step[i]] if i < n else ""
        known = i < n and word in words and (len(word) > 1 or i + 1 == n)
        single = i < n and not known and (word in CONNECTORS or word in _BREAKS)
        if known or single or i == n:
            if run < i:
                found.append(Token(text[run:i], text[run:i], run, frozenset({"unknown"})))
            if i == n:
                break
            if known:
                found.append(Token(word, tables.canonical(word), i, words[word]))
            elif word in CONNECTORS:
                found.append(Token(word, word, i, frozenset({"connector"})))
            run = i + len(word)
        i += step[i]
    return tuple(found)
