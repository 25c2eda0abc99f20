"""Forms with files, kept in memory whatever their size; :class:`api.middleware.BodyLimit` bounds the whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from fastapi import Request
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from api.refusals import Refusal
from ingest.documents.reader import SUFFIXES

_ENVELOPE = 16 << 10  # bytes of a multipart body around a file
_TYPES = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/html": ".html",
    "application/xml": ".xml",
}


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A document as it was sent. ``name`` is a plain file name, whatever the sender wrote, with a known ending."""

    name: str
    content: bytes


class InMemory(MultiPartParser):
    """Keeps parts in memory: never moved to a temporary file."""

    spool_max_size = 0


def upload_limit(max_upload_mb: int, files: int = 1) -> int:
    """Largest body of a form with ``files`` documents in bytes, with room for texts beside them."""
    return files * ((max_upload_mb << 20) + _ENVELOPE)


async def multipart(request: Request, *, files: int = 1, fields: int = 0) -> FormData:
    """The form of a request. Raises ``HTTPException`` 400 or 415."""
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise Refusal(415, "send the file as multipart/form-data under `file`")
    try:
        parser = InMemory(request.headers, request.stream(), max_files=files, max_fields=fields)
        return await parser.parse()
    except (MultiPartException, KeyError) as error:  # KeyError: no boundary named
        reason = error.message if isinstance(error, MultiPartException) else "no boundary"
        raise Refusal(400, "the form cannot be parsed: {reason}", reason=reason) from error


async def form(request: Request) -> FormData:
    """The fields of a form without files."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
        raise Refusal(415, "send a plain form")
    return await FormParser(request.headers, request.stream()).parse()


def form_text(form: FormData, name: str) -> str:
    """A text of a form, its line ends as they are here; empty where there is none."""
    value = form.get(name)
    return re.sub(r"\r\n?", "\n", value).strip() if isinstance(value, str) else ""


async def uploaded(form: FormData, field: str) -> Uploaded | None:
    """The document under a name; None where none was chosen. Raises ``HTTPException`` 415."""
    given = form.get(field)
    if not isinstance(given, UploadFile) or (not given.filename and not given.size):
        return None
    content = await given.read()
    return Uploaded(named(given), content)


def named(upload: UploadFile) -> str:
    """The file name, with the ending that tells its type."""
    name = PurePath((upload.filename or "").replace("\\", "/").replace("\0", "")).name
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES:
        return name
    media_type = (upload.content_type or "").partition(";")[0].strip().lower()
    if not suffix and media_type in _TYPES:
        return (name or "draft") + _TYPES[media_type]
    kind = suffix or media_type or "?"
    raise Refusal(415, "{kind} is not read; documents are read as {known}", kind=kind[:100], known=", ".join(SUFFIXES))
