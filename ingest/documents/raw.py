"""What a reader of any format hands to the structure step: blocks in reading order, and what was done to get them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from graph.document import Block, Repair


class RawDocument(BaseModel):
    """Blocks of a file as printed. Their ``index`` counts from 0 in order; ``structure.build`` numbers them anew."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    blocks: tuple[Block, ...]
    media_type: str
    pages: int | None = None  # of a format that has pages
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[str, ...] = ()
    ocr_pages: tuple[int, ...] = ()
    running_heads: tuple[str, ...] = ()  # numbers of standards at the head of pages, most frequent first
