"""Find every standard number in running text: candidates, plausibility, attachments, lists, adoption."""

from __future__ import annotations

import re
from dataclasses import replace

from graph.ids import attachments, lists
from graph.ids.chinese import Hit, scan_chinese
from graph.ids.foreign import scan_foreign
from graph.ids.model import Level, Mention
from graph.ids.normalize import normalize
from graph.ids.plausible import plausible

_CANDIDATE = re.compile(r"[A-Za-zÖö]{1,12}|3GPP|农业(?:农村)?部")
_BRACKET_AHEAD = re.compile(r"[ \t]{0,2}(?:\n[ \t]{0,2})?[(\[]")
_TILDE = re.compile(r"[ \t]{0,2}(?:~|至)")
_RANGE_JOINT = re.compile(r"[ \t]{0,2}(?:~|至|到|-{1,2})[ \t]{0,2}$")

MOST_EXPANDED = 20_000  # ranges are no longer spread out behind this many identifiers of one text


def find(text: str) -> list[Mention]:
    """All identifiers in `text`, in document order.

    Lists, ranges and elided codes are expanded; each expanded identifier carries the span of its piece.
    Correspondences in brackets, dual numbers and `idt` signs go to `adopts` of the standard they follow
    and are not listed again. Spans are offsets into `text` as given.
    """
    normal = normalize(text)
    hits = _scan(normal.text)
    return [Mention(hit.id, a := normal.start(hit.start), b := normal.end(hit.end), text[a:b]) for hit in hits]


def _scan(text: str) -> list[Hit]:
    hits: list[Hit] = []
    pos = 0
    while candidate := _CANDIDATE.search(text, pos):
        at = candidate.start()
        if hits:
            closed = _adopted(text, hits, at)
            if closed > at:
                pos = closed
                continue
        hit = at_place(text, at)
        if hit is None or not (plausible(text, hit, hits[-1].end if hits else -1) or _leads_range(text, hit)):
            pos = _skip(text, candidate.end())
            continue
        hit = attachments.attach(text, hit)
        pos = _add(text, hits, hit)
    attach_slips(text, hits)
    return hits


def at_place(text: str, at: int, *, strict: bool = False) -> Hit | None:
    """The identifier whose code begins at `at`: Chinese codes first, then foreign bodies."""
    return scan_chinese(text, at, strict=strict) or scan_foreign(text, at)


def _leads_range(text: str, hit: Hit) -> bool:
    """An undated number that a dated range begins with (`GA 248.1～248.11-2000`) is one."""
    if _TILDE.match(text, hit.end) is None:
        return False
    members = lists.expand_range(text, hit, lists.far_end(text, hit, at_place))
    return members is not None and members[0].id.dated


def _skip(text: str, end: int) -> int:
    """Past the rest of a letter run (runs longer than a code are words)."""
    while end < len(text) and text[end].isascii() and text[end].isalpha():
        end += 1
    return end


def _add(text: str, hits: list[Hit], hit: Hit) -> int:
    """Append a hit, joined into a range with the one before or expanded into a list; the new position."""
    if hits and _RANGE_JOINT.match(text[hits[-1].end : hit.start]) and hits[-1].end < hit.start:
        members = lists.expand_range(text, hits[-1], hit)
        if members:
            hits.pop()
            hits.extend(members)
            return hit.end
    members = lists.expand_range(text, hit, None) if len(hits) < MOST_EXPANDED else None
    hits.extend(members or [hit])
    last = hits[-1]
    end = last.end
    while more := lists.next_elided(text, last):
        more = attachments.attach(text, more)
        spread = lists.expand_range(text, more, None) if len(hits) < MOST_EXPANDED else None
        hits.extend(spread or [more])
        last = hits[-1]
        end = last.end
    return end


def _adopted(text: str, hits: list[Hit], at: int) -> int:
    """If `at` lies in a bracket of correspondence after the last Chinese number, record it; its end or 0.

    A title may stand between (`GB/T 23707—2009 地理信息 空间模式(ISO 19107:2003, IDT)`), or a line break
    right before the bracket, as on covers; a sentence end or another identifier may not.
    """
    last = hits[-1]
    if last.id.level in (Level.INTERNATIONAL, Level.FOREIGN) or at - last.end > 160:
        return 0
    gap = text[last.end : at]
    opened = max(gap.rfind("("), gap.rfind("["))
    if opened < 0 or ")" in gap[opened:] or "]" in gap[opened:] or "。" in gap[:opened] or ";" in gap[:opened]:
        return 0
    if gap[:opened].count("\n") > 3:
        return 0
    adjacent = not gap[:opened].strip()
    found = attachments.bracket_adoptions(text, last.end + opened, adjacent=adjacent)
    if found is None:
        return 0
    adoptions, end = found
    for adoption in adoptions:
        last.id = attachments.add_adoption(last.id, adoption.target, adoption.degree)
    if adjacent:
        last.end = end
    return end


def attach_slips(text: str, hits: list[Hit]) -> None:
    """Amendments named in words behind a Chinese number, up to the next identifier."""
    for number, hit in enumerate(hits):
        if hit.id.level in (Level.INTERNATIONAL, Level.FOREIGN) or hit.id.amendments:
            continue
        limit = hits[number + 1].start if number + 1 < len(hits) else len(text)
        if found := attachments.amendment_slips(text, hit, limit):
            hit.id = replace(hit.id, amendments=found)
