"""Lists and ranges (列举, 起止): `GB 4789.2、4789.3`, `GB/T 5009.1～5009.3—2003`, `GB 3100-3102-1993`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from graph.ids.chinese import Hit
from graph.ids.foreign import scan_foreign
from graph.ids.model import Level, StandardId
from graph.ids.numbers import read_number

_LIST = re.compile(r"[ \t]{0,2}(?:[、,;]|和|及|与|或|以及|/)[ \t]{0,2}(?=\.?[0-9])")
_RANGE = re.compile(r"[ \t]{0,2}(?:~|至|到)[ \t]{0,2}")
_SHORT = re.compile(r"\.?([0-9]{1,3})(?![0-9.])")
_ELIDED = re.compile(r"([0-9]{1,6}[A-Z]?)((?:-[0-9]{1,3})*)(?:[:\-]((?:19|20)[0-9]{2})(?![0-9]))?(?![0-9A-Za-z])")
_AFTER_BARE = frozenset(" \t\n、,;。)》]~和及与或等的中之规要标")
MAX_RANGE = 250  # GB/T 5009.1～5009.203-2003 is a real one


def range_members(first: StandardId, last_part: str | None, last_number: str, year: int | None) -> list[StandardId]:
    """All members from `first` to the last one; empty when the ends do not span a range."""
    base = replace(first, year=year)
    if first.part is not None and last_part is not None and first.number == last_number:
        lead, _, low = first.part.rpartition(".")
        lead2, _, high = last_part.rpartition(".")
        if lead == lead2 and low.isdigit() and high.isdigit() and 0 < int(high) - int(low) <= MAX_RANGE:
            dot = f"{lead}." if lead else ""
            width = len(low) if low.startswith("0") else 0
            return [replace(base, part=f"{dot}{n:0{width}d}") for n in range(int(low), int(high) + 1)]
        return []
    low, high = first.number, last_number
    plain = first.part is None and last_part is None and low.isdigit() and high.isdigit()
    if plain and len(low) > 2 and 0 < int(high) - int(low) <= MAX_RANGE:
        width = len(low) if low.startswith("0") else 0
        return [replace(base, number=f"{n:0{width}d}") for n in range(int(low), int(high) + 1)]
    return []


def expand_range(text: str, hit: Hit, next_hit: Hit | None) -> list[Hit] | None:
    """Members of the range that begins with `hit`, or None.

    `next_hit` is a complete identifier right behind the range sign (`GA 434.1～GA 434.4-2003`).
    Every member between the ends carries the span of the whole range.
    """
    if hit.joined_range is not None:
        serial, _, part = hit.joined_range.partition(".")
        members = range_members(hit.id, part or None, serial, hit.id.year)
        return _spread(hit, members, hit.end, None) if members else None
    sign = _RANGE.match(text, hit.end)
    if next_hit is not None:
        if next_hit.id.prefix != hit.id.prefix:
            return None
        year = hit.id.year or next_hit.id.year
        if hit.id.year is not None and next_hit.id.year not in (None, hit.id.year):
            return None
        members = range_members(hit.id, next_hit.id.part, next_hit.id.number, year)
        return _spread(hit, members, next_hit.end, next_hit) if members else None
    if sign is None:
        return None
    foreign = hit.id.level in (Level.INTERNATIONAL, Level.FOREIGN)
    if foreign:
        return None
    number = read_number(text, sign.end(), letters=False, hyphens=False, spaced_year=False)
    short = _SHORT.match(text, sign.end())
    if number is not None:
        year = hit.id.year or number.year
        members = range_members(hit.id, number.part, number.number, year)
        if members:
            return _spread(hit, members, number.end, None)
        if short and hit.id.part is not None and number.part is None:
            members = range_members(hit.id, number.number, hit.id.number, year)
            if members:
                return _spread(hit, members, number.end, None)
    return None


def far_end(text: str, hit: Hit, at_place: Callable[[str, int], Hit | None]) -> Hit | None:
    """The complete identifier at the far end of a range (`GA 434.1～GA 434.4-2003`), if there is one."""
    sign = _RANGE.match(text, hit.end)
    return at_place(text, sign.end()) if sign else None


def _spread(hit: Hit, members: list[StandardId], end: int, last: Hit | None) -> list[Hit]:
    out = [Hit(m, hit.start, end, hit.info, True, hit.gap, hit.printed) for m in members]
    out[0].end = hit.end if last is not None else end
    if last is not None:
        out[-1].start = last.start
    return out


def next_elided(text: str, hit: Hit) -> Hit | None:
    """The next member of a list with the code left out: `GB 4789.2、4789.3`, `GB 2760、2762`."""
    joint = _LIST.match(text, hit.end)
    if joint is None:
        return None
    at = joint.end()
    if hit.id.level in (Level.INTERNATIONAL, Level.FOREIGN):
        return _next_foreign(text, hit, at, joint.group().strip())
    number = read_number(text, at, letters=False, hyphens=False, spaced_year=False)
    if number is None or number.review or number.joined_range:
        return None
    same_serial = number.number == hit.id.number and number.part is not None and hit.id.part is not None
    sign = joint.group().strip()
    if not same_serial:
        if sign in ("/", ";") or len(number.number) < 3:
            return None
        if number.year is None and not _bare_member(text, hit, number.number, number.part, number.end, sign):
            return None
    elif len(number.number) < 3 and number.year is None and hit.id.dated:
        return None  # GB/T 1.1-2020、1.2: a clause more likely
    standard = replace(
        hit.id,
        number=number.number,
        part=number.part,
        year=number.year,
        all_parts=False,
        amendments=(),
        adopts=(),
        needs_review=False,
        notes=(),
    )
    return Hit(standard, at, number.end, hit.info, hit.marked, "", hit.printed)


def _bare_member(text: str, hit: Hit, number: str, part: str | None, end: int, sign: str) -> bool:
    """An undated member of another serial: beside an undated one, four digits or more, closed behind."""
    if hit.id.dated or sign not in ("、", ",", "和", "及", "与", "或", "以及") or len(number) < 4:
        return False
    if part is None and (hit.id.part is not None or len(hit.id.number) < 3):
        return False
    if sign == "," and len(number) == 4 and number.startswith(("19", "20")):
        return False
    after = text[end : end + 1]
    return not after or after in _AFTER_BARE


def _next_foreign(text: str, hit: Hit, at: int, sign: str) -> Hit | None:
    found = _ELIDED.match(text, at)
    if found is None or sign in ("/", ";"):
        return None
    number, part, year = found.group(1), found.group(2).lstrip("-"), found.group(3)
    same = number == hit.id.number and bool(part) and hit.id.part is not None
    after = text[found.end() : found.end() + 1]
    if not same:
        if len(number) < 4 or (year is None and (hit.id.dated or (after and after not in _AFTER_BARE))):
            return None
        if year is None and sign == "," and number.startswith(("19", "20")) and len(number) == 4:
            return None
    probe = scan_foreign(f"{hit.id.prefix} {found.group()}", 0)
    if probe is None:
        return None
    return Hit(probe.id, at, found.end(), hit.info, hit.marked, "", hit.printed)
