"""Entries of chapter 2 and of the bibliography, one a line (GB/T 1.1-2020, 8.6.3 and 8.13)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graph.ids import Mention, StandardId
from graph.references import Relation
from ingest.extract.references.fold import bare, fold
from ingest.extract.references.sections import Sentence

_IN_TITLE = re.compile(r"(?:基于|映射到|根据|符合|遵循|与|关于|用于|应用于|采用|依据|对|支持|\)及|\)和)$")
_NOTE = re.compile(r"注[0-9]{0,2}[:： ]|\*?注:")
Entry = tuple[Mention, Relation, str]


def entries_of(
    piece: str, mentions: list[Mention], sentence: Sentence, is_self: Callable[[StandardId], bool]
) -> Iterator[Entry]:
    """The entries of a line. A number inside the title or the bracket of another entry is none of its own."""
    bibliography = sentence.section == "bibliography"
    relation = Relation.BIBLIOGRAPHY if bibliography else Relation.NORMATIVE
    rule = "bibliography-entry" if bibliography else "chapter-2-entry"
    folded = fold(piece)
    if _NOTE.match(folded.lstrip()):
        yield from ((m, Relation.MENTION, "note-to-entry") for m in mentions if not is_self(m.id))
        return
    depths = _depths(folded, [mention.start for mention in mentions])
    before: Mention | None = None
    for mention, depth in zip(mentions, depths, strict=True):
        own = is_self(mention.id)
        inside = before is not None and mention.start > before.end and _inside(folded, before, mention, depth)
        if not own and not inside:
            yield mention, relation, rule
        before = mention if before is None or not inside else before


def _inside(folded: str, before: Mention, mention: Mention, depth: int) -> bool:
    lead = bare(folded[max(before.end, mention.start - 40) : mention.start])
    if depth > 0 and not lead.rstrip("(").endswith("》"):
        return True
    return _IN_TITLE.search(lead) is not None


def _depths(folded: str, starts: list[int]) -> list[int]:
    """How many round brackets are open at each place."""
    depths, depth, at = [], 0, 0
    for start in starts:
        depth = max(0, depth + folded.count("(", at, start) - folded.count(")", at, start))
        depths.append(depth)
        at = max(at, start)
    return depths
