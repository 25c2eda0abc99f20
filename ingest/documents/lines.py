"""Files of text (.txt, .md, .docx, .pdf) → lines in reading order, without page numbers and running heads."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from pathlib import PurePath

import docx
import pypdfium2
from charset_normalizer import from_bytes
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table

from ingest.errors import UnreadableFile

TEXTS = (".txt", ".md", ".docx", ".pdf")
MAX_BYTES = 50 * 2**20
_PAGE_NUMBER = re.compile(r"[-—–\s]*(?:\d{1,4}|[IVXⅠ-Ⅻivx]{1,6})[-—–\s]*")


def read_lines(name: str, content: bytes) -> list[str]:
    """The lines of a document; ``name`` tells its type and appears in errors.

    Raises :class:`UnreadableFile` for an unknown type, a damaged file, or one without any text (a scan).
    """
    suffix = PurePath(name).suffix.lower()
    if not content:
        raise UnreadableFile(f"{name}: the file is empty")
    if len(content) > MAX_BYTES:
        raise UnreadableFile(f"{name}: {len(content) >> 20} MB; documents of up to {MAX_BYTES >> 20} MB are read")
    match suffix:
        case ".docx":
            lines = _docx(name, content)
        case ".pdf":
            lines = _pdf(name, content)
        case ".txt" | ".md":
            lines = _text(name, content).splitlines()
        case _:
            raise UnreadableFile(f"{name}: documents of type {suffix or 'none'} are not read; give {', '.join(TEXTS)}")
    kept = [line.strip() for line in lines if line.strip()]
    if not kept:
        raise UnreadableFile(f"{name}: holds no text; a scanned document must go through character recognition first")
    return kept


def _text(name: str, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            if b"\0" not in content:
                return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(content).best()
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16
    if best is None or (b"\0" in content and not marked):
        raise UnreadableFile(f"{name}: this is not text in UTF-8 or GB18030")
    return str(best)


def _docx(name: str, content: bytes) -> list[str]:
    try:
        document = docx.Document(io.BytesIO(content))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise UnreadableFile(f"{name}: damaged or not a Word document ({error})") from error
    lines: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            lines.extend("\t".join(cell.text for cell in row.cells) for row in block.rows)
        else:
            lines.extend(block.text.splitlines())
    return lines


def _pdf(name: str, content: bytes) -> list[str]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFile(f"{name}: damaged, encrypted or not a PDF ({error})") from error
    with document:
        pages = [page.get_textpage().get_text_bounded().splitlines() for page in document]
    edges = Counter(line.strip() for page in pages for line in {*page[:2], *page[-2:]} if line.strip())
    running = {line for line, count in edges.items() if count > max(2, len(pages) // 3)}
    lines = [line.strip() for page in pages for line in page]
    return [line for line in lines if line not in running and not _PAGE_NUMBER.fullmatch(line)]


def compact(line: str) -> str:
    """Normal width and no white space, for comparing headings: 范　围 is 范围."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", line))
