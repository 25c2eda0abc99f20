"""Drafts that come as files in memory."""

from __future__ import annotations

import io
import threading
import zipfile
import zlib
from pathlib import PurePath

from pypdfium2 import PdfiumError

from ingest.documents.draft import Draft, read_draft
from ingest.errors import UnreadableFile

MAX_UNPACKED = 300 * 2**20  # bytes: a Word file is a zip archive, and a small one may unpack to gigabytes
_pdfium = threading.Lock()  # PDFium is not thread-safe, not even with different documents (pypdfium2, README)


def read_file(name: str, content: bytes) -> Draft:
    """Read a draft; may be called from several threads.

    Raises :class:`~ingest.errors.UnreadableFile` for a file of an unknown type, a damaged one, or one without text.
    """
    try:
        if PurePath(name).suffix.lower() == ".pdf":
            with _pdfium:
                return read_draft(name, content)
        _refuse_bomb(name, content)
        return read_draft(name, content)
    except (zlib.error, zipfile.BadZipFile, NotImplementedError, PdfiumError) as error:  # damage inside a part or page
        raise UnreadableFile(f"{name}: damaged ({error})") from error


def _refuse_bomb(name: str, content: bytes) -> None:
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MAX_UNPACKED:
        raise UnreadableFile(f"{name}: unpacks to {unpacked >> 20:,} MB; at most {MAX_UNPACKED >> 20} MB are read")
