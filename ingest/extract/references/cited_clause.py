"""The clause of the cited document, as printed behind its number (GB/T 1.1-2020, 9.5.4.1 and 8.7.3.5)."""

from __future__ import annotations

import re

_JOINT = r"[ \t]*[,，、中的]?[ \t]*(?:《[^《》\n]{1,80}》)?[ \t]*[,，、中的]?[ \t]*(?:定义|术语|第)?[ \t]*"
_CLAUSE = re.compile(
    _JOINT
    + r"(?P<clause>(?:[0-9]{1,2}|[A-Z])(?:\.[0-9]{1,3}){1,5}(?![0-9%])(?:[ \t]*[a-z][)）])?"
    + r"|附录[ \t]*[A-Z](?:\.[0-9]{1,2})*|表[ \t]*[A-Z]?\.?[0-9]{1,3}|第[ \t]*[0-9]{1,2}[ \t]*章"
    + r"|第[一二三四五六七八九十0-9]{1,3}法)"
)
_CHAPTER = re.compile(r"[ \t]*[,，中的]?[ \t]*第?[ \t]*(?P<clause>[0-9]{1,2})[ \t]*章")
_TERM = re.compile(
    r"[ \t]*[,，][ \t]*(?:定义)?[ \t]*(?P<clause>[0-9]{1,2}(?:\.[0-9]{1,3})*)[ \t]*(?=[,，\]］】)）]|有修改)"
)


def cited_clause(text: str, end: int) -> str | None:
    """The clause named right behind a number that ends at ``end``: ``GB/T 20000.1—2014, 5.2`` → ``5.2``."""
    window = text[end : end + 120]
    found = _CHAPTER.match(window) or _CLAUSE.match(window) or _TERM.match(window)
    if found is None:
        return None
    return re.sub(r"[ \t第章]", "", found["clause"]) if "法" not in found["clause"] else found["clause"]
