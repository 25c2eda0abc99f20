"""A document made ready for the comparison: its limits with what their places say, and its clauses on tables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from graph.document import Document
from graph.limits import Limit, Period
from search.compare.align import data
from search.compare.align.clauses import Application, analogies_of, applications_of
from search.compare.align.model import Located, Note, Source
from search.compare.strictness import StandardFacts
from search.compare.strictness.data import normal

_PIECES = re.compile("[；;]")
_BRACKET = re.compile(r"^(.*?)\(([^()]+)\)$")
_TAIL_OF = re.compile(r"的$")


def source_of(facts: StandardFacts, document: Document, limits: Iterable[Limit]) -> Source:
    """The limits of a document with their surroundings."""
    titles = _titles(document)
    captions = {block.index: block.table.caption or "" for block in document.blocks if block.table is not None}
    located = [
        replace(locate(limit, _headings(limit, titles)), caption=captions.get(limit.places[0].block, ""))
        if limit.places
        else locate(limit)
        for limit in limits
    ]
    applications = applications_of(document)
    industry = data.said("industry", normal(document.cover.title_zh or ""))
    shown = [_dated(one, applications) for one in located]
    return Source(facts, (*shown, *_derived(located, applications)), analogies_of(document), industry)


def locate(limit: Limit, headings: tuple[str, ...] = ()) -> Located:
    """A limit with its object read: stage, name, special or not, region."""
    stage, said, name = read_object(limit.object or "")
    condition = clean_condition(limit.condition or "")
    aside = f"{limit.grade or ''}{condition}"
    if not stage:
        stage, said = stage_of(limit.grade or "")
    special = data.said("special", f"{limit.object or ''}{aside}") or any(data.said("special", h) for h in headings)
    return Located(
        limit, name, stage, said, bool(special), data.said("region", condition), condition,
        "" if limit.method and limit.method not in _methods(limit) else limit.method or "", headings, valid=limit.valid,
    )  # fmt: skip


def _methods(limit: Limit) -> str:
    """The method, unless it stands in a provision that names no method (应满足 GB 16297 的要求)."""
    dropped = [p for p in _PIECES.split(limit.condition or "") if data.said("provision", normal(p)) and "方法" not in p]
    method = limit.method or ""
    return "" if re.fullmatch(r"表[A-Z]?\.?\d+", method) or any(method in piece for piece in dropped) else method


def stage_of(text: str) -> tuple[str, str]:
    """Class and word of the stage that a text names."""
    for name, pattern in data.words("stage"):
        if found := pattern.search(text):
            return name, found.group()
    return "", ""


def read_object(text: str) -> tuple[str, str, str]:
    """Stage class, stage word and the name without them: 在用锅炉大气污染物(燃煤锅炉) is 燃煤锅炉, 在用."""
    plain = normal(text)
    stage, said = stage_of(plain)
    if said:
        plain = plain.replace(said, "", 1)
    for _, pattern in data.words("noise"):
        shorter = pattern.sub("", plain)
        plain = shorter if len(shorter) >= 2 and not shorter.startswith("(") else plain
    bracketed = _BRACKET.match(plain)
    if bracketed and bracketed[1] and bracketed[2].endswith(bracketed[1]):
        plain = bracketed[2]
    return stage, said, plain


def clean_condition(text: str) -> str:
    """A condition without the provisions that stand beside it (应满足GB 16297的要求, 按表4规定执行)."""
    kept = [_TAIL_OF.sub("", p.strip()) for p in _PIECES.split(text) if p.strip()]
    return "；".join(p for p in kept if not data.said("provision", normal(p)))


def _titles(document: Document) -> dict[str, str]:
    return {clause.number: clause.title for clause in document.walk() if clause.number and clause.title}


def _headings(limit: Limit, titles: dict[str, str]) -> tuple[str, ...]:
    """Titles above a limit, nearest first."""
    number = limit.places[0].clause if limit.places else None
    parts = number.split(".") if number else []
    found = [titles.get(".".join(parts[:length])) for length in range(len(parts), 0, -1)]
    return tuple(title for title in found if title)


def _table(one: Located) -> str:
    return (one.limit.places[0].table or "") if one.limit.places else ""


def _concerns(application: Application, one: Located) -> bool:
    """Whether the table of a limit is applied to its objects, apart from the stage."""
    _, _, name = read_object(application.subject)
    return _table(one) == application.table and bool(name) and (name in one.name or one.name in name)


def _dated(one: Located, applications: Iterable[Application]) -> Located:
    """A limit with the period that a clause gives its table."""
    if one.valid is not None:
        return one
    for application in applications:
        if _concerns(application, one) and stage_of(application.subject)[0] == one.stage:
            period = Period(start=application.start, end=application.end, text=application.text.strip())
            return replace(one, valid=period) if application.end else one
    return one


def _derived(located: list[Located], applications: Iterable[Application]) -> list[Located]:
    """Limits that a clause applies to objects of another stage: 在用锅炉自2020年7月1日起执行表2."""
    found = []
    for application in applications:
        stage, said = stage_of(application.subject)
        for one in located:
            if not stage or not one.stage or stage == one.stage or not _concerns(application, one):
                continue
            if read_object(application.subject)[2] not in one.name:
                continue  # the clause speaks of a part of the objects only
            facts = (
                ("start", application.start or "—"), ("subject", application.subject),
                ("table", application.table), ("text", application.text.strip()),
            )  # fmt: skip
            period = Period(start=application.start, end=application.end, text=application.text.strip())
            found.append(
                replace(
                    one, stage=stage, stage_said=said, valid=period, notes=(Note("applied", facts),), derived=True
                )
            )
    return found
