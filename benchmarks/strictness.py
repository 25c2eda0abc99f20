"""Strictness: every limit of one document against every limit of another, beside comparing them by embeddings.

Embeddings say which sentences are alike, not which limit is stricter; they are the usual first stage of such a
comparison, so their cost for the same pairs is the measure.
"""

from __future__ import annotations

import random
from decimal import Decimal

import numpy as np

from benchmarks.library import show, timed
from search.compare.strictness import Demand, Side, StandardFacts, compare
from search.compare.strictness.data import rows
from search.embed import load_encoder

LIMITS = 300
UNITS = ("mg/kg", "mg/L", "mg/m3", "%", "ug/kg", "g/100g", "dB(A)", "MPa", "grade", "s")
OBJECTS = ("胶合板", "人造板", "婴幼儿针织服装", "大米", "生活饮用水", "工业废水", "燃气锅炉", "内墙涂料", "毛绒玩具")
CONDITIONS = ("", "", "", "夜间", "昼间", "基准氧含量3.5%", "23℃±2℃", "厚度≤16 mm")


def limits(seed: int, standard: StandardFacts) -> list[Side]:
    """Limits of an invented document: names of the tables with chance values; the same for every run."""
    chance = random.Random(seed)
    names = [row["core"] for row in rows("quantities")] + [row["name"] for row in rows("elements")]
    return [
        Side(
            standard,
            Demand(
                characteristic=chance.choice(names), op=chance.choice(("le", "le", "lt", "ge")),
                object=chance.choice(OBJECTS), value=Decimal(chance.randrange(1, 500)) / 10,
                unit=chance.choice(UNITS), condition=chance.choice(CONDITIONS),
            ),
        )
        for _ in range(LIMITS)
    ]  # fmt: skip


def sentence(side: Side) -> str:
    """A limit as a sentence, for the encoder."""
    limit = side.limit
    return f"{limit.object}{limit.characteristic}{limit.op}{limit.value}{limit.unit}，{limit.condition}"


def main() -> None:
    ours = limits(1, StandardFacts("T/EX 001-2026", mandatory=False))
    theirs = limits(2, StandardFacts("GB 00000-0000", mandatory=True))
    compare(ours[0], theirs[0])  # tables are read
    encoder = load_encoder()
    encoder.encode_queries(["预热"])

    def judge() -> None:
        for a in ours:
            for b in theirs:
                compare(a, b)

    def embed() -> None:
        one, other = (np.asarray(encoder.encode_queries([sentence(s) for s in side])) for side in (ours, theirs))
        np.argsort(one @ other.T, axis=1)

    first, again, vectors = timed(judge), timed(judge), timed(embed)
    pairs = LIMITS * LIMITS
    show(f"strictness, {LIMITS} × {LIMITS} limits = {pairs:,} pairs", [
        ("verdicts with derivation, first time", f"{pairs / first:,.0f} pairs/s ({first:.2f} s)"),
        ("verdicts with derivation, again", f"{pairs / again:,.0f} pairs/s ({again:.2f} s)"),
        ("embedding and all cosines (no verdict)", f"{pairs / vectors:,.0f} pairs/s ({vectors:.2f} s)"),
        ("embedding / verdicts, first time", f"{vectors / first:.1f}"),
    ])  # fmt: skip


if __name__ == "__main__":
    main()
