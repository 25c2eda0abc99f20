"""Shingles of a wording: overlapping runs of characters, of which winnowing keeps a spread-out part.

Winnowing (Schleimer, Wilkerson, Aiken: SIGMOD 2003) keeps the least hash of each window. Two texts that share a run of
``LENGTH + WINDOW - 1`` characters share a kept shingle for certain, and the index stays a fraction of all shingles.
"""

from __future__ import annotations

import zlib

LENGTH, WINDOW = 5, 5  # any nine characters in common are found


def shingles(wording: str) -> list[str]:
    """Kept shingles of a wording (see :func:`search.clauses.sentences.normal`) as short index terms."""
    grams = [wording[i : i + LENGTH] for i in range(max(1, len(wording) - LENGTH + 1))]
    hashes = [zlib.crc32(gram.encode()) for gram in grams]
    kept: dict[int, None] = {}
    for at in range(max(1, len(hashes) - WINDOW + 1)):
        kept[min(hashes[at : at + WINDOW])] = None
    return [f"{value:08x}" for value in kept]
