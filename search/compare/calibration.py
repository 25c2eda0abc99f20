"""What is known of one encoder: the map from its cosines to similarity, and the weights of the features.

Cosines of different encoders do not compare (multilingual USE: unrelated titles near 0, editions of one
standard .69–.96; compressed e5: .80–.99 throughout), so every encoder has its own file in
``data/calibration``, made by :mod:`search.compare.calibrate` from pairs of the registry.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from search.compare import tables


@dataclass(frozen=True, slots=True)
class Calibration:
    """`unrelated` and `same` are the cosines read as similarity 0 and 1 (linear between)."""

    encoder: str
    version: str
    unrelated: float
    same: float
    weights: Mapping[str, float]

    def similarity(self, cosine: float | None) -> float | None:
        """A cosine as similarity from 0 (as far as random pairs) to 1 (as near as editions of one work)."""
        if cosine is None:
            return None
        return min(1.0, max(0.0, (cosine - self.unrelated) / (self.same - self.unrelated)))


@cache
def written_weights() -> Mapping[str, float]:
    """The weights of ``data/weights.csv``, each with its meaning beside it."""
    return MappingProxyType({row["feature"]: float(row["weight"]) for row in tables.rows("weights")})


def uncalibrated(encoder: str = "") -> Calibration:
    """For an encoder without a calibration: cosines say nothing, only what titles and scopes say counts."""
    return Calibration(encoder, "uncalibrated", 1.0, 2.0, written_weights())


@cache
def load_calibration(encoder: str) -> Calibration:
    """The shipped calibration of an encoder; LookupError naming the script when there is none."""
    name = encoder.replace("/", "_").replace(":", "_")
    path = files("search.compare") / "data" / "calibration" / f"{name}.json"
    if not path.is_file():
        raise LookupError(
            f"no calibration for encoder {encoder!r}: run `python -m search.compare.calibrate {encoder} FILES`"
        )
    data = json.loads(path.read_text("utf-8"))
    ends, fitted = data["map"], data.get("fitted_weights")
    weights = MappingProxyType(dict(fitted)) if fitted else written_weights()
    return Calibration(encoder, data["version"], ends["unrelated"], ends["same"], weights)


@cache
def near_cosine(encoder: str) -> float | None:
    """The cosine from which two titles are of one object: three of four known pairs of a product and its method.

    None for an encoder without calibration, or where that does not lie clear of random pairs.
    """
    path = files("search.compare") / "data" / "calibration" / f"{encoder.replace('/', '_').replace(':', '_')}.json"
    if not path.is_file():
        return None
    cosines = json.loads(path.read_text("utf-8"))["cosines"]
    near, random = float(cosines["method_and_product"]["p25"]), float(cosines["random"]["p95"])
    return near if near > random else None
