"""Where one class of closeness ends and the next begins, for one encoder.

Set by :mod:`search.compare.coverage.calibrate` from labelled pairs; cosines of different encoders do not compare.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Thresholds:
    """``copied``: least likeness of wordings; ``adapted``: least part of the sentence in runs both share.

    ``paraphrased`` and ``translated``: least cosines, with ``words`` the least part of pairs of hanzi two paraphrases
    share; None: this encoder decides nothing.
    """

    encoder: str
    version: str
    copied: float
    adapted: float
    words: float
    paraphrased: float | None
    translated: float | None


@cache
def load_thresholds(encoder: str) -> Thresholds:
    """The shipped thresholds of an encoder; for any other those of wordings alone, which need no encoder."""
    folder = files("search.compare.coverage") / "data" / "thresholds"
    path = folder / f"{encoder.replace('/', '_').replace(':', '_')}.json"
    if not path.is_file():
        data = json.loads((folder / "usem3.json").read_text("utf-8"))
        return Thresholds(encoder, "uncalibrated", data["copied"], data["adapted"], data["words"], None, None)
    data = json.loads(path.read_text("utf-8"))
    return Thresholds(
        encoder, data["version"], data["copied"], data["adapted"], data["words"], data["paraphrased"],
        data["translated"],
    )  # fmt: skip
