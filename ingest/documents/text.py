"""Plain text and Markdown → blocks: headings, pipe tables, page marks, numbered lines as they stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from charset_normalizer import from_bytes

from graph.document import BlockKind
from ingest.documents.assemble import CellGrid, Piece, assemble
from ingest.documents.captions import CAPTION
from ingest.documents.elements import compact
from ingest.documents.raw import RawDocument
from ingest.errors import UnreadableFile

_COMMENT = re.compile(r"<!--(?P<inside>(?:(?!-->)[\s\S])*)(?:-->|\Z)")
_PAGE = re.compile(r"\s*page\s+(\d{1,5})\s*")
_HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_PAGE_NUMBER = re.compile(r"[-—–\s]{0,4}(?:\d{1,4}|[IVXⅠ-Ⅻivxⅰ-ⅻ]{1,6})[-—–\s]{0,4}")
_MARK = "\x00page "
_LEADER = re.compile(
    r"[\u3400-\u9fff）)A-Za-z] ?(?:…{1,40}|[.·]{4,400}|(?:\. ){4,200})[ ]?(?:\d{1,3}|[ivxIVXⅰ-ⅻⅠ-Ⅻ]{1,5})$"
)
_FRAMED = re.compile(r"={3,}\s*(?:表格\s*[:：])?\s*(.{2,80}?)\s*={3,}")
_SETEXT = re.compile(r"(=+|-{3,})\s*")


def read_blocks(name: str, content: bytes) -> RawDocument:
    """Read ``content``; ``name`` appears in errors and tells Markdown from plain text.

    HTML comments go (but ``<!-- page 3 -->`` gives pages). Raises :class:`UnreadableFile` for bytes that are no text.
    """
    text = decode(name, content)
    markdown = name.lower().endswith((".md", ".markdown"))
    lines = _without_comments(text).splitlines()
    pages = [int(line[len(_MARK) :]) for line in lines if line.startswith(_MARK)]
    heads = _running_heads(lines, len(pages))
    return RawDocument(
        blocks=assemble(_pieces(_without_contents(_without_heads(lines, heads)))),
        media_type="text/markdown" if markdown else "text/plain",
        pages=max(pages, default=None),
        running_heads=tuple(heads),
    )


def decode(name: str, content: bytes) -> str:
    """Text in UTF-8, UTF-16 with its mark, or GB18030; anything else is guessed or refused."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                "{name}: damaged UTF-16 ({reason}); save it as UTF-8", name=name, reason=error.reason
            ) from error
    if b"\0" in content:
        raise UnreadableFile("{name}: holds binary data, no text; give the document itself", name=name)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content[:200_000]).best()
    if best is None:
        raise UnreadableFile("{name}: this is not text in UTF-8 or GB18030; save it as UTF-8", name=name)
    return content.decode(best.encoding, "replace")


def _without_comments(text: str) -> str:
    def mark(comment: re.Match[str]) -> str:
        page = _PAGE.fullmatch(comment["inside"])
        return f"\n{_MARK}{page[1]}\n" if page else ""

    return _COMMENT.sub(mark, text)


def _running_heads(lines: list[str], pages: int) -> list[str]:
    """Lines that stand first on more than a third of the pages, most frequent first."""
    tops = [text for at, line in enumerate(lines) if line.startswith(_MARK) and (text := _top(lines, at))]
    printed = Counter(map(compact, tops))
    heads = dict.fromkeys(text for text in tops if printed[compact(text)] > max(2, pages // 3))
    return sorted(heads, key=lambda text: -printed[compact(text)])


def _top(lines: list[str], mark: int) -> str:
    return next((line.strip() for line in lines[mark + 1 : mark + 4] if line.strip()), "")


def _without_heads(lines: list[str], heads: list[str]) -> list[str]:
    """Running heads go, except on the first page, where the same line is the number of the cover."""
    first = next((at for at, line in enumerate(lines) if line.startswith(_MARK)), 0)
    second = next((at for at, line in enumerate(lines) if line.startswith(_MARK) and at > first), 0)
    return [line for at, line in enumerate(lines) if at < second or line.strip() not in heads] if heads else lines


def _without_contents(lines: list[str]) -> list[str]:
    """Entries of a contents page (``1 范围…1``) go: the structure is read from the headings themselves."""
    entries = {at for at, line in enumerate(lines) if _LEADER.search(line.rstrip(" |"))}
    return [line for at, line in enumerate(lines) if at not in entries] if len(entries) >= 3 else lines


def _pieces(lines: list[str]) -> Iterator[Piece]:
    page: int | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        at += 1
        if line.startswith(_MARK):
            page = int(line[len(_MARK) :])
            continue
        text = line.strip().strip("\ufeff\f")
        if not text or _PAGE_NUMBER.fullmatch(text):
            continue
        if _is_row(text):
            rows = [text]
            while at < len(lines) and _is_row(lines[at].strip()):
                rows.append(lines[at].strip())
                at += 1
            yield from _table(rows, page)
            continue
        if (framed := _FRAMED.fullmatch(text)) and CAPTION.match(framed[1]):
            text = framed[1]  # ===== 表格：表2.0.2 规模 =====
        heading = _HEADING.fullmatch(text)
        if heading is not None:
            yield Piece(heading[2], BlockKind.HEADING, level=len(heading[1]), page=page)
        elif at < len(lines) and len(text) < 80 and _SETEXT.fullmatch(lines[at]) and _underlines(lines, at):
            yield Piece(text, BlockKind.HEADING, level=1 if lines[at].startswith("=") else 2, page=page)
            at += 1
        elif not _SETEXT.fullmatch(text):
            yield Piece(text, page=page)


def _underlines(lines: list[str], at: int) -> bool:
    return len(lines[at].strip()) >= 3 and (at + 1 >= len(lines) or not lines[at + 1].strip())


def _is_row(text: str) -> bool:
    return text.startswith("|") and text.endswith("|") and len(text) > 2


def _table(rows: list[str], page: int | None) -> Iterator[Piece]:
    """A pipe table; equal neighbours are kept as they stand, since nothing tells a merged cell from a repeated one."""
    grid = CellGrid()
    ruled = next((at for at, row in enumerate(rows) if _RULE.fullmatch(row)), None)
    count = 0
    for row in rows:
        if _RULE.fullmatch(row):
            continue
        grid.start_row()
        count += 1
        for cell in _cells(row):
            grid.add(cell, header=ruled is not None and count <= ruled)
    cells = grid.cells()
    if any(cell.text for cell in cells):
        yield Piece("", BlockKind.TABLE, cells=cells, page=page)


def _cells(row: str) -> list[str]:
    inside = row[1:-1].replace("\\|", "\x01")
    return [re.sub(r"<br\s*/?>", "\n", cell.strip()).replace("\x01", "|") for cell in inside.split("|")]
