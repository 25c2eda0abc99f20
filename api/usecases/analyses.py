"""Long analyses are kept for their generation: the same question on the same data is answered from the cache.

Only what follows from published data goes here, never a draft. Kept answers of older generations are removed.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from api.usecases.library import Library
from api.usecases.views import View
from graph.generations import DataFolder

V = TypeVar("V", bound=View)


def kept(library: Library, model: type[V], name: str, question: tuple[object, ...], ask: Callable[[], V]) -> V:
    """The answer to a question, from the cache where it was asked before. ``question``: everything it depends on
    besides the generation, the encoder, the day and the version of the program."""
    path = _path(library, name, question)
    with suppress(OSError, ValidationError):  # absent, or written by another version
        return model.model_validate_json(path.read_bytes())
    answer = ask()
    with suppress(OSError):  # a folder that cannot be written, a full disk: the answer stands all the same
        path.parent.mkdir(parents=True, exist_ok=True)
        for other in path.parent.parent.iterdir():
            if other != path.parent:
                _remove(other)
        partial = path.with_suffix(".partial")
        partial.write_bytes(answer.model_dump_json().encode())
        partial.replace(path)
    return answer


def _path(library: Library, name: str, question: tuple[object, ...]) -> Path:
    manifest = library.generation.manifest
    depends_on = (
        importlib.metadata.version("biaotu"),
        manifest.created.isoformat(),
        library.encoder.version,
        library.settings.day.isoformat(),
        *question,
    )
    digest = hashlib.blake2b(repr(depends_on).encode(), digest_size=9).hexdigest()
    folder = DataFolder(library.settings.data).cache / "analyses" / f"{manifest.number:06}"
    return folder / f"{name}-{digest}.json"


def _remove(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink(missing_ok=True)
    folder.rmdir()
