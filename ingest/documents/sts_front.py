"""The front matter of STS as the lines of a cover: number, titles, classification, dates, replaced documents."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from ingest.documents.assemble import Piece
from ingest.documents.sts_inline import inline, local

_METAS = ("nat-meta", "std-meta", "reg-meta", "iso-meta", "std-doc-meta")


def front_pieces(front: Element) -> Iterator[Piece]:
    """Lines in the order of a cover (GB/T 1.1-2020, 8.1); national metadata before that of an adopted document."""
    metas = sorted((one for one in front if local(one) in _METAS), key=lambda one: _METAS.index(local(one)))
    if not metas:
        return
    meta = metas[0]
    for ics in _texts(meta, "ics"):
        yield Piece(f"ICS {ics.removeprefix('ICS').strip()}")
    for ccs in _texts(meta, "ccs"):
        yield Piece(f"CCS {ccs.removeprefix('CCS').strip()}")
    number = next(iter(_texts(meta, "std-ref")), None) or _number(meta)
    if number:
        yield Piece(number)
    for replaced in (one for one in meta.iter() if local(one) == "std-xref" and _is_replaced(one)):
        yield Piece(f"代替 {inline(replaced)}")
    for title in (one for one in meta.iter() if local(one) == "title-wrap"):
        full = _texts(title, "full") or [" ".join(inline(part) for part in title)]
        yield Piece(full[0].replace("\n", " "))
    for what, name in (("发布", "release-date"), ("实施", "effective-date"), ("实施", "implementation-date")):
        for day in _texts(meta, name)[:1]:
            yield Piece(f"{day} {what}")
    for issuer in _texts(meta, "sdo") or _texts(meta, "copyright-holder"):
        yield Piece(issuer)


def _is_replaced(reference: Element) -> bool:
    return (reference.get("type") or "").lower() in ("revises", "replaces", "supersedes", "代替")


def _number(meta: Element) -> str | None:
    for ident in (one for one in meta.iter() if local(one) in ("std-ident", "doc-ident")):
        parts = {local(part): inline(part) for part in ident}
        serial = parts.get("doc-number")
        if serial:
            part = f".{parts['part-number']}" if parts.get("part-number") else ""
            year = f"—{parts['edition']}" if len(parts.get("edition", "")) == 4 else ""
            return f"{parts.get('originator', '')} {serial}{part}{year}".strip()
    return None


def _texts(meta: Element, name: str) -> list[str]:
    return [text for one in meta.iter() if local(one) == name and (text := inline(one))]
