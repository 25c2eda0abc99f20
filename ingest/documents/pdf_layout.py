"""Lines and tables of all pages → blocks in reading order.

Running heads and page numbers go, wrapped lines become paragraphs, tables get their caption, unit and notes and are
joined to what continues them on the next page (GB/T 1.1-2020, 9.9: 表1（续）).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.documents.pdf_cells import PlacedTable, join_wrapped
from ingest.documents.pdf_lines import Line

_PAGE_NUMBER = re.compile(r"^[-—–－·\s]*(?:第\s*)?(?:\d{1,4}|[IVXⅠ-Ⅻivxⅰ-ⅻl]{1,6})(?:\s*页)?[-—–－·\s]*$")
_RUNNING = re.compile(
    r"^(?:GB|DB|HJ|T/|Q/|[A-Z]{2}/T)\s*[A-Z\d/]*[\s/]*[\d□.]+\s*[—–\-－-]*\s*[\d□x×]*$", re.IGNORECASE
)
_EDGE = 0.115  # of the page's height, above and below
_LONGEST_HEAD = 30
_TERMINAL = tuple("。；：！？.;:")
START = re.compile(
    r"^(?:第[一二三四五六七八九十百]+[章节条]|附\s*录|[A-Z]?\d{1,3}(?:\.{1,2}\d{1,3})+(?!\d|[.%℃~～－-])|[A-Z]\.\d+|\d{1,2}\s+(?=[^\d\s])|"
    r"注\s*\d*\s*[:：]|示例|图\s*[A-Z]?\d|续?表\s*[A-Z]?[\d.]+|[a-z]{1,2}[)）]|[（(][\da-z一二三四五六七八九十]{1,3}[)）]|"
    r"(?:GB|HJ|DB\d*|[A-Z]{2})(?:/[TZ])?\s*\d{2,}|——|--|·|●|[①-⑳]|[一二三四五六七八九十]{1,3}、|\[来源|前\s*言$|引\s*言$|参\s*考\s*文\s*献$|\d{1,2}[)）])"
)


@dataclass(frozen=True, slots=True)
class PageLayout:
    """What a page holds, from top to bottom, and its size."""

    number: int
    width: float
    height: float
    items: tuple[Line | PlacedTable, ...]
    ocr: bool = False


@dataclass(slots=True)
class Paragraph:
    """Lines that make one paragraph; ``page`` is that of its first line."""

    text: str
    page: int
    first: Line
    last: Line
    style: str | None = None
    hanging: float | None = None  # x of its second line
    ocr: bool = False
    lines: int = 1
    margin: float = 0.0  # white space at the right of its last line
    pages: set[int] = field(default_factory=set)


Flow = Paragraph | PlacedTable


def flow(pages: Sequence[PageLayout]) -> list[Flow]:
    """Paragraphs and tables of the document, in reading order."""
    running = _running_heads(pages)
    counted = _numbered_pages(pages)
    cleaned = [(page, [i for i in page.items if not _is_furniture(i, page, running, counted)]) for page in pages]
    body = _body_size(cleaned)
    width = _text_width(cleaned, body)
    found: list[Flow] = []
    for page, items in cleaned:
        left, right = _margins(items, width)
        for item in items:
            if isinstance(item, PlacedTable):
                found.append(item)
                continue
            before = found[-1] if found else None
            if isinstance(before, Paragraph) and _continues(before, item, page.number, left):
                before.text = join_wrapped(before.text, item.text)
                before.hanging = item.x0 - left
                before.last = item
                before.lines += 1
                before.margin = right - item.x1
                before.pages.add(page.number)
            else:
                style = _style(item, body, left, right)
                margin = right - item.x1
                pages_of = {page.number}
                found.append(Paragraph(item.text, page.number, item, item, style, None, page.ocr, 1, margin, pages_of))
    return found


def _running_heads(pages: Sequence[PageLayout]) -> set[str]:
    seen: Counter[str] = Counter()
    for page in pages:
        lines = [i for i in page.items if isinstance(i, Line)]
        edge = {_key(i.text) for i in (*lines[:2], *lines[-2:]) if _at_edge(i, page) and len(i.text) <= _LONGEST_HEAD}
        seen.update(edge)
    return {text for text, count in seen.items() if count >= 3 and count * 4 >= len(pages)}


def running_numbers(pages: Sequence[PageLayout]) -> tuple[str, ...]:
    """Numbers of standards in the running heads, most frequent first (GB/T 1.1-2020, 9.1)."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update(
            {i.text for i in page.items if isinstance(i, Line) and _at_edge(i, page) and _RUNNING.match(_key(i.text))}
        )
    return tuple(text for text, _ in seen.most_common(3))


def _numbered_pages(pages: Sequence[PageLayout]) -> bool:
    """Whether most pages end or begin with a page number, wherever that stands (cropped and reduced pages)."""
    ends = [[i for i in page.items if isinstance(i, Line)] for page in pages]
    numbered = sum(any(_PAGE_NUMBER.match(line.text) for line in (lines[0], lines[-1])) for lines in ends if lines)
    return numbered >= 3 and numbered * 2 >= len(pages)


def _key(text: str) -> str:
    return re.sub(r"\s", "", text)


def _at_edge(line: Line, page: PageLayout) -> bool:
    return line.base < _EDGE * page.height or line.top > (1 - _EDGE) * page.height


def _is_furniture(item: Line | PlacedTable, page: PageLayout, running: set[str], counted: bool) -> bool:
    if isinstance(item, PlacedTable):
        return False
    if counted and item in (page.items[0], page.items[-1]) and _PAGE_NUMBER.match(item.text):
        return True
    if not _at_edge(item, page):
        return False
    if _PAGE_NUMBER.match(item.text) or _key(item.text) in running:
        return True
    return page.number > 1 and bool(_RUNNING.match(_key(item.text)))


def _lines(items: Sequence[Line | PlacedTable]) -> list[Line]:
    return [i for i in items if isinstance(i, Line)]


def _body_size(pages: Sequence[tuple[PageLayout, list[Line | PlacedTable]]]) -> float:
    sizes: Counter[float] = Counter()
    for _, items in pages:
        for line in _lines(items):
            sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.5


def _text_width(pages: Sequence[tuple[PageLayout, list[Line | PlacedTable]]], body: float) -> float:
    """Width of full lines of the body."""
    widths = []
    for _, items in pages:
        own = [line for line in _lines(items) if abs(line.size - body) < 1 and len(line.text) > 15]
        if len(own) >= 4:
            widths.append(max(line.x1 for line in own) - min(line.x0 for line in own))
    return median(widths) if widths else 420.0


def _margins(items: Sequence[Line | PlacedTable], width: float) -> tuple[float, float]:
    lines = _lines(items)
    if not lines:
        return 0.0, width
    left = min(line.x0 for line in lines)
    full = [line.x1 for line in lines if line.x1 - left > 0.85 * width]
    return left, (max(full) if len(full) < 4 else sorted(full)[-max(1, len(full) // 8)]) if full else left + width


def _style(line: Line, body: float, left: float, right: float) -> str | None:
    if line.size > 1.25 * body:
        return "title"
    off = (line.x0 - left) - (right - line.x1)
    centred = abs(off) < 2.5 * line.size and line.x0 - left > 3 * line.size
    if centred:
        return "centred-heavy" if line.heavy else "centred"
    return "heavy" if line.heavy else None


def _continues(paragraph: Paragraph, line: Line, page: int, left: float) -> bool:
    """Whether the line goes on with the paragraph rather than beginning another."""
    last, size = paragraph.last, line.size
    same_page = page in paragraph.pages
    if abs(last.size - size) > 1.1 or (paragraph.style or "").startswith(("title", "centred")):
        return False
    indent = line.x0 - left
    ended = paragraph.text.endswith(_TERMINAL)
    widest = 2.4 if ended or indent > 0.5 * size else 3.3  # white space between two lines
    if same_page and not 0 < line.base - last.base < widest * size:
        return False
    full = paragraph.margin < 1.6 * size or _word_too_long(line, paragraph.margin)
    hangs = line.x0 > paragraph.first.x0 + 1.8 * size  # under the text after a number or a tab
    if not full and not ended and paragraph.margin < 6 * size and (hangs or indent < 0.8 * size):
        full = len(paragraph.text) > 25  # a line broken early; titles are shorter
    if not full or (not same_page and ended):
        return False
    if last.heavy != line.heavy and paragraph.lines == 1 and len(paragraph.text) < 30:
        return False
    if START.match(line.text):
        at_margin = not ended and indent < 1.2 * size and not re.match(r"[a-z]\)|——|注[:：]", line.text)
        centred = re.match(r"图|续?表|附\s*录", line.text) and indent > 0.5 * size
        if not at_margin or centred or not (_is_plain(line.text) or re.match(r"图|表|附录", line.text)):
            return False
    if ended and indent > 1.2 * size and not hangs:
        return False
    if paragraph.hanging is not None and same_page:
        return abs(indent - paragraph.hanging) < 0.8 * size
    if indent < 1.2 * size or (paragraph.first.x0 - left > indent - 1 and not ended):
        return True
    return not ended and indent > 1.2 * size and line.x0 > paragraph.first.x0 + 0.8 * size  # a hanging paragraph


def _is_plain(text: str) -> bool:
    """A number at the start of a wrapped line that is a quantity or a cross-reference, not a clause number."""
    if re.match(
        r"^\d+(?:\.\d+)*(?:[^\d\s.]|\s?(?:条|款|项|规定|的))", text
    ):  # a clause number stands apart from its text
        return True
    return bool(
        re.match(
            r"^(?:[A-Z]{2}|\d+(?:\.\d+)?\s*(?:[a-zA-Zμµ%℃年月日小个次倍级类种类型款条]|规定|的|和|中|要求|、|或|～|~)|[（(]\d)",
            text,
        )
    )


def _word_too_long(line: Line, margin: float) -> bool:
    word = re.match(r"[A-Za-z\d/.\-—]+", line.text)
    return word is not None and len(word.group()) > 2 and margin < (len(word.group()) * 0.55 + 1.2) * line.size
