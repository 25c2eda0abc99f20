"""Patents dense where group standards are sparse, by nearness of titles.

Two titles are near from the cosine above which three quarters of known pairs of a product and its test method lie: the
same object, as measured for the encoder (``data/calibration``: ``method_and_product``, p25). An encoder without
calibration gives no answer. Titles of two languages are not compared: there are too few known pairs to calibrate it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.kinds import NodeKind
from graph.vocabulary import domains
from search.compare.calibration import near_cosine
from search.compare.gaps.model import Found, Gap, GapKind
from search.compare.gaps.world import World
from search.compare.thresholds import threshold

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
_MOST = 3_000  # patents compared
_TOPICS = 20


def patents_of(world: World, field: str) -> list[tuple[str, str]]:
    """(number, title) of patents whose title holds a word that decides for the field (ontologies/domains.ttl)."""
    rules = domains()[field].rules
    found = []
    for key, title in world.reader.rows(NodeKind.PATENT, ["title_zh"]):
        if not title or any(word in title for word in rules.excluded):
            continue
        plain = title
        for phrase in rules.masked:
            plain = plain.replace(phrase, "")
        if any(word in plain for word in rules.keywords):
            found.append((key.partition(":")[2], title))
    return sorted(found)[:_MOST]


def dense_patents(world: World, field: str, encoder: str, encode: Encode) -> Found:
    """Topics of the field's patents, the largest first, with the group standards near each."""
    kind = GapKind.DENSE_PATENTS
    patents = patents_of(world, field)
    if not patents:
        return Found(kind, (), "数据中没有该领域的专利 no patents of the field in the data")
    near = near_cosine(encoder)
    if near is None:
        return Found(kind, (), f"编码器 {encoder} 未校准 encoder {encoder} is not calibrated")
    group = [one for one in sorted(world.in_use) if world.level(one) == "group" and world.standards[one].title_zh]
    vectors = encode([title for _, title in patents])
    standards = encode([world.standards[one].title_zh or "" for one in group]) if group else vectors[:0]
    alike = vectors @ vectors.T >= near
    close = (vectors @ standards.T >= near) if group else np.zeros((len(patents), 0), bool)
    searched = (("patents_of_field", len(patents)), ("group_standards", len(group)))
    gaps, left = [], np.ones(len(patents), bool)
    for _ in range(_TOPICS):
        sizes = (alike & left).sum(axis=1) * left
        at = int(sizes.argmax())
        if sizes[at] < threshold("dense_items"):
            break
        topic = np.flatnonzero(alike[at] & left)
        left[topic] = False
        standing = np.flatnonzero(close[topic].any(axis=0))
        if len(standing) > threshold("dense_standing"):
            continue
        facts = (("title", patents[at][1]), ("count", len(topic)), ("group", len(standing)),
                 ("patents", "、".join(patents[one][0] for one in topic[:20])))  # fmt: skip
        held = tuple(world.standards[group[one]].number for one in standing)
        gaps.append(Gap(kind, facts, held, patents[at][1], float(len(topic)), searched))
    return Found(kind, tuple(gaps))
