"""Looking up many words and code prefixes at once. Pure; shared by the rules for fields and aspects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    latin: bool
    uses: tuple[tuple[str, str], ...]  # (concept, role)


class Words:
    """Many words found in one pass over a text, through an index by their first two characters.

    A Latin word counts only where no Latin letter or digit touches it; a Chinese one counts anywhere.
    """

    def __init__(self, words: Iterable[tuple[str, str, str]]) -> None:
        """:param words: (word, concept, role); the role is handed back by :meth:`find`."""
        uses: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word, concept, role in words:
            uses[word.lower()].append((concept, role))
        self._by_start: dict[str, list[_Word]] = defaultdict(list)
        for text in sorted(uses, key=len, reverse=True):
            self._by_start[text[:2]].append(_Word(text, text.isascii(), tuple(uses[text])))

    def find(self, text: str) -> dict[str, dict[str, list[str]]]:
        """``{concept: {role: [words]}}``, the words in the order of the text, each once."""
        text = text.lower()
        found: dict[str, dict[str, list[str]]] = {}
        by_start = self._by_start
        for at in range(len(text)):
            for word in (*by_start.get(text[at : at + 2], ()), *by_start.get(text[at], ())):
                if not text.startswith(word.text, at):
                    continue
                if not word.latin or _whole(text, at, at + len(word.text)):
                    for concept, role in word.uses:
                        hits = found.setdefault(concept, {}).setdefault(role, [])
                        if word.text not in hits:
                            hits.append(word.text)
        return found


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start] if start else "", text[end : end + 1]
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())


class Prefixes:
    """The longest prefix of each concept a code falls under; answers are remembered."""

    def __init__(self, prefixes: Mapping[str, tuple[str, ...]]) -> None:
        self._prefixes = prefixes
        self._seen: dict[str, tuple[tuple[str, str], ...]] = {}

    def find(self, code: str) -> tuple[tuple[str, str], ...]:
        """``((concept, prefix), ...)`` of a code."""
        if code not in self._seen:
            self._seen[code] = tuple(
                (concept, max(hits, key=len))
                for concept, prefixes in self._prefixes.items()
                if (hits := [prefix for prefix in prefixes if code.startswith(prefix)])
            )
        return self._seen[code]
