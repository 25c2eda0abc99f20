"""Numbers of a line, also the short ones that running text would take for something else (``HJ 57``, ``GB 12``)."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.ids import Mention, find

_CUE = "按"  # what a list of numbers is understood to begin with
_BARE = re.compile(r"\s*[A-Z]{2,4}(?:/[TZ])? ?[0-9]{1,3}(?![0-9])")
_CELL = re.compile(r"[^|\t\n]+")


def listed_numbers(text: str) -> list[Mention]:
    """Numbers of an entry, a cell or a row of cells: where one begins with a code, it names a standard.

    Numbers are found in the whole text; where a cell begins with a short undated one, that cell is read once more.
    """
    found = find(text)
    starts = {mention.start for mention in found}
    more: list[Mention] = []
    for cell in _CELL.finditer(text):
        bare = _BARE.match(cell.group())
        if bare is None or cell.start() + len(bare.group()) - len(bare.group().lstrip()) in starts:
            continue
        shift = cell.start() - len(_CUE)
        inside = [replace(m, start=m.start + shift, end=m.end + shift) for m in find(_CUE + cell.group())]
        more += [m for m in inside if m.start not in starts]
    return sorted([*found, *more], key=lambda m: m.start) if more else found
