"""Numbers of a text in groups, each classified by what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from graph.ids import Degree, InvalidIdentifier, Level, Mention, StandardId, find, parse
from graph.references import Relation
from ingest.extract.references.entries import entries_of
from ingest.extract.references.fold import bare, fold
from ingest.extract.references.numbers import listed_numbers
from ingest.extract.references.rules import Context, Rule, classify, kind_of
from ingest.extract.references.sections import BY_LINE, FRONT, Sentence, State, sentences

_JOINTS = re.compile(r"[、,/和及与或以等~至到其()\[\]\"《》.-]*")
_BRACKETED = re.compile(r"\([^()]{0,80}\)")
_LEFT, _RIGHT, _GAP = 260, 160, 200
_ROW, _MOST_COLUMNS = 1000, 100  # how much of a row is looked at
METHOD_COLUMN = re.compile("方法|检测|试验|检验|测定|分析")
_METHOD_TITLE = re.compile("的测定|方法|测定法|试验法|光度法|色谱法|[重容]量法|滴定法")
_EDGE_LEFT, _EDGE_RIGHT = "([《》\"'", ")]》《\"'"


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a relation, with its place in the text."""

    id: StandardId
    relation: Relation
    degree: Degree | None
    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    rule: str


def subject_of(number: str | None) -> StandardId | None:
    """The standard that speaks, where its number can be read."""
    try:
        return parse(number) if number else None
    except InvalidIdentifier:
        return None


def scan(text: str, section: str, subject: StandardId | None = None) -> Iterator[Found]:
    """Every reference of ``text``, which begins in the element ``section``. Linear in its length."""
    for sentence in sentences(text, section):
        if sentence.section == "contents":
            continue
        piece = text[sentence.start : sentence.end]
        listed = sentence.state is State.TABLE or sentence.section in BY_LINE
        mentions = listed_numbers(piece) if listed else find(piece)
        if not mentions:
            continue
        if subject is None and sentence.section == "cover" and not _claims(piece, mentions[0]):
            subject = mentions[0].id
        if sentence.section in BY_LINE and sentence.section != "cover":
            found = entries_of(piece, mentions, sentence, partial(is_self, subject=subject))
            yield from (_found(m, relation, None, sentence, rule) for m, relation, rule in found)
            continue
        yield from _running(piece, mentions, sentence, subject)


def is_self(one: StandardId, subject: StandardId | None) -> bool:
    """Whether a number is the subject's own: the same edition, or its number without a year."""
    if subject is None or one.lineage != subject.lineage:
        return False
    return one.year is None or subject.year is None or one.year == subject.year


def _claims(piece: str, first: Mention) -> bool:
    return re.search("代替|替代|取代", piece[: first.start]) is not None


def _running(piece: str, mentions: list[Mention], sentence: Sentence, subject: StandardId | None) -> Iterator[Found]:
    own = [is_self(mention.id, subject) for mention in mentions]
    for mention, is_own in zip(mentions, own, strict=True):
        if is_own and sentence.section in FRONT:
            yield from (_adopted(mention, one.target, one.degree, sentence) for one in mention.id.adopts)
    if _heads_page(piece, mentions):
        return
    masked = _mask(piece, mentions, own)
    for first, last in _groups(masked, mentions, own):
        group = mentions[first : last + 1]
        yield from _classified(group, _context(masked, group, sentence), sentence, subject)


def _classified(
    group: list[Mention], context: Context, sentence: Sentence, subject: StandardId | None
) -> Iterator[Found]:
    """What stands around a group holds for all of it; who the target is, for each."""
    known: dict[tuple[bool, ...], Rule] = {}
    for mention in group:
        parent, sibling = _kinship(mention.id, subject)
        own = replace(context, target=mention.id, parent_of_subject=parent, sibling_of_subject=sibling)
        key = kind_of(own)
        rule = known[key] = known.get(key) or classify(own)
        if sentence.section != "cover" or rule.relation is not Relation.MENTION:
            yield _related(mention, rule, sentence)


def _kinship(one: StandardId, subject: StandardId | None) -> tuple[bool, bool]:
    """Whether a number is the whole that the subject is a part of, or another part of it."""
    if subject is None or subject.part is None or one.number != subject.number or one.prefix != subject.prefix:
        return False, False
    return one.part is None, one.part is not None and one.part != subject.part


def _related(mention: Mention, rule: Rule, sentence: Sentence) -> Found:
    series = rule.relation is Relation.SERIES and mention.id.part is None
    one = replace(mention, id=replace(mention.id, all_parts=True)) if series else mention  # dated or not
    return _found(one, rule.relation, rule.degree, sentence, rule.name)


def _found(mention: Mention, relation: Relation, degree: Degree | None, sentence: Sentence, rule: str) -> Found:
    return Found(
        mention.id, relation, degree, sentence.start + mention.start, sentence.start + mention.end, mention.text,
        (sentence.start, sentence.end), rule,
    )  # fmt: skip


def _adopted(mention: Mention, target: StandardId, degree: Degree, sentence: Sentence) -> Found:
    known = Degree.IDT if degree is Degree.UNKNOWN else degree  # a dual number is identical (GB/T 1.2-2020, 9.1)
    return replace(_found(mention, Relation.ADOPTS, known, sentence, "own-number"), id=target)


def _heads_page(piece: str, mentions: list[Mention]) -> bool:
    """A line of numbers only, as at the head of pages."""
    rest = (piece[: mentions[0].start] + piece[mentions[-1].end :]).strip()
    return (
        len(rest) <= 2
        and not re.search("[\u3400-\u9fff]", rest)
        and len({m.start for m in mentions}) <= 2
        and mentions[0].id.level is not Level.INTERNATIONAL
    )


def _mask(piece: str, mentions: list[Mention], own: list[bool]) -> str:
    """The folded sentence with numbers as signs, of the same length."""
    parts, at = [], 0
    for mention, is_own in zip(mentions, own, strict=True):
        if mention.start < at:
            continue
        parts.append(fold(piece[at : mention.start]))
        parts.append(("§" if is_own else "№") + "\x00" * (mention.end - mention.start - 1))
        at = mention.end
    parts.append(fold(piece[at:]))
    return "".join(parts)


def _groups(masked: str, mentions: list[Mention], own: list[bool]) -> Iterator[tuple[int, int]]:
    """Runs of numbers with nothing but joints, titles and brackets between them; the subject's own left out."""
    first: int | None = None
    for at in range(len(mentions)):
        if own[at]:
            if first is not None:
                yield first, at - 1
            first = None
            continue
        if first is not None and not _joined(masked, mentions[at - 1], mentions[at]):
            yield first, at - 1
            first = None
        first = at if first is None else first
    if first is not None:
        yield first, len(mentions) - 1


def _joined(masked: str, before: Mention, after: Mention) -> bool:
    if after.start <= before.end:
        return True
    if after.start - before.end > _GAP:
        return False
    gap = _BRACKETED.sub("", _plain(masked[before.end : after.start]))
    return _JOINTS.fullmatch(gap) is not None


def _plain(masked: str) -> str:
    return bare(masked).replace("\x00", "")


def _context(masked: str, group: list[Mention], sentence: Sentence) -> Context:
    start, end = group[0].start, group[-1].end
    left = _plain(masked[max(0, start - _LEFT) : start])
    right = _plain(masked[end : end + _RIGHT])
    stripped = left.rstrip(_EDGE_LEFT)
    opened = left[len(stripped) :]
    if sentence.state is State.TABLE:
        stripped = _in_cell(masked, start, sentence.header)
    state = sentence.state.value
    return Context(stripped, right.lstrip(_EDGE_RIGHT), opened, sentence.section, state, group[0].id)


def _in_cell(masked: str, start: int, header: str) -> str:
    """What stands before a number in its cell; where nothing does, the head of its column or the cell before."""
    window = masked[max(0, start - _ROW) : start]
    sign = "|" if "|" in window else "\t"
    cells = window.split(sign)
    within = _plain(cells[-1]).rstrip(_EDGE_LEFT + "№、,;:")
    if within:
        return within
    column = masked.count(sign, 0, start) if start <= 4 * _ROW else _MOST_COLUMNS
    heads = header.split(sign, column + 1) if column < _MOST_COLUMNS else []
    head = bare(heads[column]) if column < len(heads) else ""
    if METHOD_COLUMN.search(head) or any(_METHOD_TITLE.search(bare(cell)) for cell in cells[:-1]):
        return "方法"
    return next((text for cell in reversed(cells[:-1]) if (text := _plain(cell).rstrip("№、,;:()"))), head)


def scan_cell(text: str, head: str, before: str, sentence: Sentence, subject: StandardId | None) -> Iterator[Found]:
    """References of one cell; ``head`` is the text of its column head, ``before`` of the cell before it."""
    mentions = listed_numbers(text)
    if not mentions:
        return
    own = [is_self(mention.id, subject) for mention in mentions]
    masked = _mask(text, mentions, own)
    lead = "方法" if METHOD_COLUMN.search(bare(head)) else bare(before)
    for first, last in _groups(masked, mentions, own):
        group = mentions[first : last + 1]
        context = _context(masked, group, sentence)
        yield from _classified(group, context if context.left else replace(context, left=lead), sentence, subject)
