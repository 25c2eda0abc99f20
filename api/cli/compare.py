"""``biaotu compare``: limits of two documents, or pairs of limits in batch."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from api.settings import Settings


def run_compare(of: Settings, files: list[Path], as_of: str | None, jsonl: bool, as_json: bool) -> None:
    from api.cli.compare_lines import run_compare_lines
    from api.errors import BadRequest

    if jsonl:
        run_compare_lines()
        return
    raise BadRequest("请用 --jsonl 给出成对的限值；give pairs of limits with --jsonl")
