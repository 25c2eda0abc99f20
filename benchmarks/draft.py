"""A draft of 40 pages checked in full, beside comparing its limits with all limits of the data by embeddings.

Among the standards of ``benchmarks.ingest`` stand invented limits (200,000; small: 5,000), written straight into an
index of limits; the draft cites twenty of the standards that hold some. The alternative holds one vector a limit,
encoded beforehand and not timed; timed is encoding the draft's limits, all cosines and the nearest ten of each. It
gives no verdict.
"""

from __future__ import annotations

import random
import tempfile
from decimal import Decimal
from pathlib import Path

import numpy as np

from api.settings import Settings
from api.usecases.check import check
from api.usecases.library import Library, library
from benchmarks import ingest
from benchmarks.library import percentile, show, timed
from graph.limits import Limit, Op
from graph.model import Limit as LimitNode
from graph.resolve import Resolved
from ingest.documents.draft import read_draft
from search.compare.strictness.data import rows
from search.limits import LimitBuilder, LimitIndex

PAGES, A_PAGE = 40, 3  # pages, and limits on each
FULL, SMALL = 200_000, 5_000
_ENCODED = 5_000  # sentences encoded for the alternative; more limits repeat them
CITED, EACH = 20, 40  # standards cited; limits of one standard
THINGS = ("锅炉", "燃气锅炉", "热水锅炉", "印染企业", "纺织面料", "胶合板", "大米", "茶叶", "内墙涂料", "毛绒玩具")


def names() -> list[str]:
    return [row["core"] for row in rows("quantities")] + [row["name"] for row in rows("elements")]


def invented(chance: random.Random, known: list[str]) -> Limit:
    thing, name, value = chance.choice(THINGS), chance.choice(known), Decimal(chance.randrange(1, 500)) / 10
    text = f"{thing}的{name}应不大于{value} mg/m³"
    return Limit(object=thing, characteristic=name, op=Op.LE, value=value, unit="mg/m3", text=text,
                 value_text=f"不大于{value} mg/m³")  # fmt: skip


def draft(cited: list[str]) -> bytes:
    """40 pages on boilers: clauses of prose with limits among them."""
    chance, known = random.Random(5), names()
    lines = ["T/EXBENCH 1—2026", "燃气热水锅炉技术规范", "1 范围", "本文件适用于燃气热水锅炉。"]
    lines += ["2 规范性引用文件", *cited, "4 要求"]
    for page in range(1, PAGES + 1):
        lines.append(f"4.{page} 第{page}组要求")
        for item in range(1, A_PAGE + 1):
            limit = invented(chance, known)
            lines.append(f"4.{page}.{item} 燃气锅炉的{limit.characteristic}应{limit.value_text}。")
        lines += [f"本组要求由制造商在交付前逐台核对，并保存记录，第{page}页第{at}段。" * 3 for at in range(12)]
    return "\n\n".join(lines).encode()


def fill(opened: Library, folder: Path, count: int) -> list[str]:
    """An index of that many limits, spread over standards of the data; their sentences."""
    chance, known = random.Random(7), names()
    numbers = opened.index.documents["number"].to_pylist()
    builder = LimitBuilder(folder, opened.encoder, folder / "embeddings.db")
    sentences: list[str] = []
    for at in range(count):
        limit = invented(chance, known)
        node = LimitNode(id=f"limit:{numbers[at // EACH % len(numbers)]}#{at}", characteristic=limit.characteristic,
                         text=limit.text, reading=limit.model_dump_json(exclude_defaults=True))  # fmt: skip
        builder.add(Resolved(node, ()))
        sentences.append(limit.text)
    builder.finish()
    return sentences


def main(counts: list[int], donors: list[Path], *, small: bool) -> None:
    for count in counts:
        if not ingest.folder(count).exists():
            ingest.build(count, donors)
        measure(ingest.folder(count), count, SMALL if small else FULL)


def measure(data: Path, count: int, limits: int) -> None:
    with tempfile.TemporaryDirectory() as folder, library(Settings(data=data)) as opened:
        sentences = fill(opened, Path(folder), limits)
        opened.__dict__["limits"] = LimitIndex(Path(folder), opened.encoder)
        content = draft(opened.index.documents["number"].to_pylist()[:CITED])
        report = check(opened, read_draft("draft.txt", content))
        assert report.limits is not None
        warm = [timed(lambda: check(opened, read_draft("draft.txt", content))) for _ in range(3)]
        asked = [row.a.sentence for view in report.limits.against for row in view.rows] or sentences[:100]
        encoded = opened.encoder.encode_documents(sentences[:_ENCODED])
        vectors = np.resize(encoded, (limits, encoded.shape[1]))

        def nearest() -> None:
            np.argpartition(-(opened.encoder.encode_queries(asked[: PAGES * A_PAGE]) @ vectors.T), 10, axis=1)

        plain = [timed(nearest) for _ in range(3)]
        compared = sum(len(view.rows) for view in report.limits.against)
        opened.limits.close()
    show(f"a draft of {PAGES} pages, {report.limits.limits} limits, among {count:,} standards and {limits:,} limits", [
        ("full check with verdicts, warm, median", f"{percentile(warm, .5):.2f} s"),
        ("standards whose limits were compared / rows", f"{len(report.limits.against)} / {compared}"),
        ("all-pairs embedding compare, no verdict, median", f"{percentile(plain, .5):.2f} s"),
        ("check / embedding", f"{percentile(warm, .5) / percentile(plain, .5):.1f}"),
    ])  # fmt: skip
