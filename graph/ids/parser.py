"""Parse one standard number, as registries keep it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from graph.ids import attachments, lists
from graph.ids.chinese import Hit
from graph.ids.errors import InvalidIdentifier
from graph.ids.finder import at_place, attach_slips
from graph.ids.model import Level, Nature, StandardId
from graph.ids.normalize import normalize
from graph.ids.tables import prefix_info

_CLEAN = re.compile(
    r"((?:GB|HJ|NY|LY|GA|SJ|YY|JB|WS|SN|DB[0-9]{2}(?:[0-9]{2})?|QX|SB|MZ|JR|CY|HG|QB|YD|NB|DL|JT|FZ)(?:/[TZ])?"
    r"|T/[A-Z]{2,16}|GBZ(?:/T)?) ([0-9]{1,7})(?:\.([0-9]{1,5}))?(?:-((?:19|20)[0-9]{2}))?"
)
_UNREAD = re.compile(r"[ ]?[-/~.][ ]?[0-9A-Z]")
_START = re.compile(r"[A-Za-z]|3GPP|农业(?:农村)?部")


def parse(text: str) -> StandardId:
    """The standard number in a registry field.

    The first identifier is the subject: in `GBZ2.2-2007代替GBZ2-2002` it is GBZ 2.2-2007. A range
    (`GB 3100～3102-1993`) gives its first member, wanting review.

    Raises `InvalidIdentifier` when there is none.
    """
    clean = _CLEAN.fullmatch(text)
    if clean is not None:
        prefix, number, part, year = clean.groups()
        if year is not None and (part is None or len(part) < 5) and len(number) < 8:
            level, nature, org = _kind(prefix)
            return StandardId(prefix, level, nature, number, part, int(year), org)
    return _parse(text)


@lru_cache(maxsize=4096)
def _kind(prefix: str) -> tuple[Level, Nature, str | None]:
    info = prefix_info(prefix)
    return Level(info.level), Nature(info.nature), prefix[2:] if prefix.startswith(("T/", "Q/")) else None


def _parse(text: str) -> StandardId:
    normal = normalize(text).text
    if not normal.strip():
        raise InvalidIdentifier(text, "empty")
    for start in _START.finditer(normal[:400]):
        at = start.start()
        if at and (normal[at - 1] == "/" or (normal[at - 1].isascii() and normal[at - 1].isalnum())):
            continue
        hit = at_place(normal, at, strict=True)
        if hit is None:
            continue
        hit = attachments.attach(normal, hit)
        return _finish(normal, hit)
    raise InvalidIdentifier(text, "no known code followed by a serial")


def _finish(text: str, hit: Hit) -> StandardId:
    rest = text[hit.end :]
    if rest.lstrip()[:1] in ("(", "["):
        opened = hit.end + len(rest) - len(rest.lstrip())
        found = attachments.bracket_adoptions(text, opened, adjacent=True)
        if found and hit.id.level not in (Level.INTERNATIONAL, Level.FOREIGN):
            for adoption in found[0]:
                hit.id = attachments.add_adoption(hit.id, adoption.target, adoption.degree)
    attach_slips(text, [hit])
    if members := lists.expand_range(text, hit, lists.far_end(text, hit, at_place)):
        note = "a range: this is its first member; use find() for all"
        return replace(members[0].id, needs_review=True, notes=(*hit.id.notes, note))
    if _UNREAD.match(text, hit.end):
        return replace(hit.id, needs_review=True, notes=(*hit.id.notes, f"unread rest {text[hit.end :][:20]!r}"))
    return hit.id
