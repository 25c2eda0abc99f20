"""What kind of standard a title announces: terminology, test method, limits ... Pure.

The cues are those of ``ontologies/aspects.ttl`` (GB/T 20000.1-2014, 7; GB/T 1.1-2020, 4). A title without
any cue is that of a product standard: 标题只写产品名称.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graph.vocabulary import aspects
from ingest.extract.keywords import Words

CUE = Decimal("0.90")
NO_CUE = Decimal("0.50")
PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class AspectAssignment:
    """An aspect (key of ``graph.vocabulary.aspects()``), how sure, and the cue that names it."""

    aspect: str
    confidence: Decimal
    evidence: str
    rule: str


def assign_aspects(title_zh: str | None, title_en: str | None = None) -> tuple[AspectAssignment, ...]:
    """The aspects of a title, in the order of the scheme; ``product`` where no cue says otherwise.

    >>> [a.aspect for a in assign_aspects("人造板甲醛释放量试验方法")]
    ['test-method']
    """
    title = "\n".join(text for text in (title_zh, title_en) if text)
    if not title:
        return ()
    found = {
        key: cues
        for key, roles in _words().find(title).items()
        if (cues := _visible(roles.get("cue", []), roles.get("masked", []), title.lower()))
    }
    if not found:
        return (AspectAssignment(PRODUCT, NO_CUE, "title: no cue", "title without cue"),)
    return tuple(
        AspectAssignment(key, CUE, f"title: {', '.join(found[key])}", f"title {found[key][0]}")
        for key in aspects()
        if key in found
    )


def _visible(cues: list[str], masked: list[str], title: str) -> list[str]:
    """The cues that also stand outside the masked phrases of their aspect: 服务 in 服务器 is none."""
    for phrase in masked:
        title = title.replace(phrase, "\x00")
    return [cue for cue in cues if cue in title] if masked else cues


@cache
def _words() -> Words:
    return Words(
        (word, key, role)
        for key, concept in aspects().items()
        for role, words in (("cue", concept.rules.keywords), ("masked", concept.rules.masked))
        for word in words
    )
