"""Cursors of a ranked list: where the next page starts, for this question, on this generation.

A cursor is opaque to the one who holds it. It is refused for another question, and it ends with its generation: the
ranking of other data is another one, and a page of it would repeat or leave out.
"""

from __future__ import annotations

import base64
import hashlib
import json

from api.errors import BadRequest, CursorExpired


def write_cursor(generation: int, offset: int, *question: object) -> str:
    """The cursor of the page that starts at ``offset``. ``question``: everything the ranking depends on."""
    content = json.dumps([generation, offset, _digest(question)], separators=(",", ":"))
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def read_cursor(cursor: str, generation: int, *question: object) -> int:
    """The offset. Raises :class:`~api.errors.BadRequest`, or :class:`~api.errors.CursorExpired` after a publish."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        of, offset, digest = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        if not isinstance(offset, int) or not 0 < offset < 10_000:
            raise ValueError(offset)
    except (ValueError, TypeError, RecursionError) as error:
        raise BadRequest("cursor is not one that was given out: use `next` as it is") from error
    if of != generation:
        raise CursorExpired(
            "the data has changed to generation {generation} since that page: start again without cursor",
            generation=generation,
        )
    if digest != _digest(question):
        raise BadRequest("cursor belongs to another query or other filters")
    return offset


def _digest(question: tuple[object, ...]) -> str:
    return hashlib.blake2b(repr(question).encode(), digest_size=9).hexdigest()
