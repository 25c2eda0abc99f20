"""Why a standard was found: which field holds which words of the query, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from search.documents import IndexDocument
from search.tokens import fold, token_texts, tokens


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """Words of the query in a field. ``spans``: their places in ``text``, joined where they touch."""

    field: str  # title_zh, title_en, scope
    text: str
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def field_matches(query: str, document: IndexDocument, excerpt: int = 160) -> tuple[FieldMatch, ...]:
    """One match a field in which the query is found; long fields are cut to the densest ``excerpt`` characters."""
    wanted = set(token_texts(query))
    single = {word for word in wanted if len(word) == 1 and not word.isascii()}
    found: list[FieldMatch] = []
    for name in ("title_zh", "title_en", "scope"):
        text: str | None = getattr(document.standard, name)
        if not text:
            continue
        spans = [(token.start, token.end) for token in tokens(text) if token.text in wanted]
        spans += [(at, at + 1) for at, sign in enumerate(fold(text)) if sign in single]
        if not spans:
            continue
        begin, end = _densest(spans, len(text), excerpt)
        shown = [(a - begin, b - begin) for a, b in _joined(spans) if a >= begin and b <= end]
        part = text[begin:end]
        found.append(FieldMatch(name, part, tuple(dict.fromkeys(part[a:b] for a, b in shown)), tuple(shown)))
    return tuple(found)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _densest(spans: list[tuple[int, int]], length: int, excerpt: int) -> tuple[int, int]:
    if length <= excerpt:
        return 0, length
    best = max((start for start, _ in spans), key=lambda at: sum(at <= a and b <= at + excerpt for a, b in spans))
    begin = max(0, min(best - excerpt // 8, length - excerpt))
    return begin, begin + excerpt
