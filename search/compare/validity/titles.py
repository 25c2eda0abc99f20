"""Whether a printed title is that of a number."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz import fuzz

from graph.model import Standard
from search.compare.thresholds import threshold

_SIGNS = re.compile(r"[\W_]+")
_PART = re.compile(r"第[0-9一二三四五六七八九十]+部分")
_HANZI = re.compile(r"[\u3400-\u9fff]")
_SHORT = 3  # signs up to which a title says nothing


def plain(title: str) -> str:
    """Letters, digits and hanzi of a title, without the number of its part."""
    return _SIGNS.sub("", _PART.sub("", unicodedata.normalize("NFKC", title))).casefold()


def likeness(printed: str, registered: str) -> float:
    """0 to 100; 100 where one holds the other, since lists shorten titles and registries leave the series out."""
    one, other = plain(printed), plain(registered)
    if min(len(one), len(other)) > _SHORT and (one in other or other in one):
        return 100.0
    return float(fuzz.ratio(one, other))


def titles_of(standard: Standard) -> tuple[str, ...]:
    """Its titles, the Chinese one first."""
    return tuple(filter(None, (standard.title_zh, standard.title_en)))


def fits(printed: str, standard: Standard) -> bool | None:
    """None where there is nothing to compare: no title, or titles in two languages."""
    if len(plain(printed)) <= _SHORT:
        return None
    same_script = [one for one in titles_of(standard) if bool(_HANZI.search(one)) == bool(_HANZI.search(printed))]
    if not same_script:
        return None
    return max(likeness(printed, title) for title in same_script) >= threshold("title_same")


def owner(printed: str, standards: Iterable[Standard]) -> Standard | None:
    """The standard whose title this is; of several the newest."""
    found = [(likeness(printed, title), one.year or 0, one) for one in standards for title in titles_of(one)]
    best = max(found, key=lambda one: one[:2], default=None)
    return best[2] if best is not None and best[0] >= threshold("title_other") else None
