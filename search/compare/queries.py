"""The questions put to the index for one draft 检索扩展.

Plain search with title and scope misses above all the standards that do not share the draft's words: the
class above the object, its synonyms, and horizontal standards. So the parts of the title are asked one by
one, and works known to apply are looked up by number.
"""

from __future__ import annotations

import re

from graph import objects as classes
from search.compare import horizontals, tables
from search.compare.candidates import OverlapQuery, QueryKind, RetrievalQuery
from search.compare.titles import TitleParts, analyse, relevant_scope

_SCOPE_LEAD = re.compile(
    r"本(?:文件|标准|部分|规范)(?:规定|确立|描述|提供|给出|界定)了|(?:本(?:文件|标准)?)?适用于"
)
_REASONS: dict[QueryKind, tuple[str, str]] = {
    "title": ("标题相近", "similar title"),
    "title_scope": ("标题与范围相近", "similar title and scope"),
    "object": ("标准化对象相近", "similar object"),
    "head": ("同一核心对象", "same head object"),
    "hypernym": ("上位类别", "class above the object"),
    "synonym": ("同义名称", "synonymous name"),
    "characteristic": ("对象与特性", "object and characteristic"),
    "scope": ("范围相近", "similar scope"),
    "works": ("因对象类别适用", "applies through the class of the object"),
}


def reason(kind: str) -> tuple[str, str]:
    """Why a candidate was looked at, in Chinese and English."""
    return next((text for key, text in _REASONS.items() if key == kind), (kind, kind))


def scope_words(scope: str, limit: int = 120) -> str:
    """The scope without its fixed phrases (GB/T 1.1-2020, 8.5), cut to what an index query can use."""
    return _SCOPE_LEAD.sub("", relevant_scope(scope))[:limit]


def _synonymous(draft: TitleParts) -> list[str]:
    """Object names with a known word replaced by its preferred form or by another variant."""
    found: list[str] = []
    for one in draft.objects:
        if one.norm != one.text:
            found.append(one.norm)
        for token in (one.head, *one.tokens):
            found += [v for v in tables.variants_of().get(token, ())[:3] if len(v) > 1]
    return [name for name in dict.fromkeys(found) if name]


def expand(query: OverlapQuery) -> list[RetrievalQuery]:
    """All questions for one draft, most telling first; equal texts are asked once."""
    draft = analyse(query.title, query.scope)
    asked: list[RetrievalQuery] = []
    seen: set[str] = set()

    def ask(kind: QueryKind, text: str, k: int) -> None:
        text = text.strip()
        if len(text) > 1 and text not in seen:
            seen.add(text)
            asked.append(RetrievalQuery(kind, text, (), k, *_REASONS[kind]))

    ask("title", draft.title, 60)
    scope = scope_words(query.scope)
    if scope:
        ask("title_scope", f"{draft.title} {scope}", 50)
    for one in draft.objects[:2]:
        ask("object", one.text, 50)
        ask("head", one.head, 40)
    subject = draft.head or draft.object
    for topic in sorted(draft.topics)[:3]:
        ask("characteristic", f"{subject} {topic}", 30)
    if draft.characteristic:
        ask("characteristic", f"{subject} {draft.characteristic}", 30)
    for name in _synonymous(draft)[:5]:
        ask("synonym", name, 30)
    above = sorted(
        ((steps, name) for one in draft.objects[:2] for name, steps in classes.ancestors(one.head).items())
    )
    for steps, name in above[:4]:
        if steps <= 2:
            ask("hypernym", name, 30)
            for topic in sorted(draft.topics | draft.scope_topics)[:3]:
                ask("hypernym", f"{name} {topic}", 20)
    for term in sorted(draft.scope_classes)[:4]:
        ask("scope", term, 20)
    if scope:
        ask("scope", scope, 30)
    hits = horizontals.applicable(draft)
    known = tuple(dict.fromkeys((*horizontals.works(hits.values()), *map(_work, query.references))))
    if known:
        asked.append(RetrievalQuery("works", "", known, len(known), *_REASONS["works"]))
    return asked


def _work(number: str) -> str:
    return re.sub(r"[-:]\d{2,4}$", "", number.strip())
