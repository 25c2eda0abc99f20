"""The entry: a file of any format → :class:`graph.document.Document`.

The content decides what a file is, its name only where the content does not say; a wrong extension is read with a
warning. What cannot be read raises :class:`~ingest.errors.UnreadableFile` with the reason and what to do.
"""

from __future__ import annotations

import importlib
import io
import zipfile
from collections.abc import Callable
from pathlib import PurePath
from typing import cast

from graph.document import Document
from ingest.documents import structure
from ingest.documents.options import ReadOptions
from ingest.documents.raw import RawDocument
from ingest.errors import UnreadableFile

_SUFFIXES = {
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".xml": "sts",
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
}
SUFFIXES = tuple(_SUFFIXES)
_NAMES = {"pdf": "PDF", "docx": "Word", "html": "HTML", "sts": "NISO STS XML", "text": "text"}


def read_document(name: str, content: bytes, options: ReadOptions | None = None) -> Document:
    """Read a standard or a draft. ``name`` appears in errors and helps where the content does not tell its format."""
    options = options or ReadOptions()
    if not content:
        raise UnreadableFile("{name}: the file is empty; fetch or export it again", name=name)
    if len(content) > options.max_bytes:
        raise UnreadableFile(
            "{name}: {size} MB; documents of up to {most} MB are read. Split the file",
            name=name,
            size=len(content) >> 20,
            most=options.max_bytes >> 20,
        )
    kind = _kind(name, content)
    raw = _read(kind, name, content, options)
    if not any(block.text.strip() for block in raw.blocks):
        raise UnreadableFile("{name}: holds no text", name=name)
    expected = _SUFFIXES.get(PurePath(name).suffix.lower())
    if expected is not None and expected != kind:
        warning = f"the file is {_NAMES[kind]} although its name ends in {PurePath(name).suffix}"
        raw = raw.model_copy(update={"warnings": (*raw.warnings, warning)})
    return structure.build(name, raw)


def _kind(name: str, content: bytes) -> str:
    head = content[:1024]
    if b"%PDF-" in head:
        return "pdf"
    if content.startswith(b"PK\x03\x04"):
        return _zip_kind(name, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableFile(
            "{name}: an old Office or an encrypted document; save it as .docx without a password", name=name
        )
    if (
        content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8", b"BM"))
        and b"\0" in content[:4096]
    ):
        raise UnreadableFile(
            "{name}: a picture; put the pages into a PDF to have their characters recognised", name=name
        )
    if content.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise UnreadableFile("{name}: an archive; unpack it and give the document in it", name=name)
    start = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    suffix = _SUFFIXES.get(PurePath(name).suffix.lower())
    if start.startswith((b"<!doctype html", b"<html")) or (start.startswith(b"<?xml") and b"<html" in start):
        return "html"
    if start.startswith(b"<?xml") or b"<standard" in start[:2000]:
        return "sts" if b"<html" not in start else "html"
    if suffix == "html" and b"<" in start:
        return "html"
    if (
        PurePath(name).suffix
        and suffix is None
        and b"\0" in content[:4096]
        and not content.startswith((b"\xff\xfe", b"\xfe\xff"))
    ):
        raise UnreadableFile(
            "{name}: of no known format; documents are read from {known}", name=name, known=", ".join(SUFFIXES)
        )
    return "text"


def _zip_kind(name: str, content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableFile(
            "{name}: truncated or damaged ({error}); fetch it again", name=name, error=error
        ) from error
    if "word/document.xml" in members:
        return "docx"
    known = ", ".join(SUFFIXES)
    if any(member.startswith("xl/") for member in members):
        raise UnreadableFile("{name}: a workbook; documents are read from {known}", name=name, known=known)
    raise UnreadableFile(
        "{name}: an archive or unknown Office file; documents are read from {known}", name=name, known=known
    )


def _read(kind: str, name: str, content: bytes, options: ReadOptions) -> RawDocument:
    module = importlib.import_module(f"ingest.documents.{kind}")  # only the reader that is needed, with its libraries
    if kind == "pdf":
        with_options = cast(Callable[[str, bytes, ReadOptions], RawDocument], module.read_blocks)
        return with_options(name, content, options)
    return cast(Callable[[str, bytes], RawDocument], module.read_blocks)(name, content)
