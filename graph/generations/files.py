"""Files of a generation: shared or copied, marked against damage, written through to the disk."""

from __future__ import annotations

import os
import shutil
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class FileMark(BaseModel):
    """Size and CRC-32 of a file, to notice damage."""

    model_config = ConfigDict(frozen=True)
    bytes: int
    crc32: int


def link_or_copy(source: str, target: str) -> None:
    """Files that are never changed in place are shared between generations; the rest is copied."""
    if Path(source).name.startswith("base."):
        os.link(source, target)
    else:
        shutil.copyfile(source, target)


def marks(folder: Path, before: Mapping[str, FileMark] | None = None) -> dict[str, FileMark]:
    """Marks of all files but the manifest and lease; those of shared files are taken from ``before``."""
    marks: dict[str, FileMark] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name in ("manifest.json", "lease"):
            continue
        shared = path.name.startswith("base.") and before and name in before
        marks[name] = before[name] if shared and before else FileMark(bytes=path.stat().st_size, crc32=_crc32(path))
    return marks


def _crc32(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            sync_folder(path)
        else:
            with path.open("rb") as file:
                os.fsync(file.fileno())
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
