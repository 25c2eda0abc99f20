"""Gaps: the matrix of a field (aspect × level) and where standards are missing, each with what was searched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray

from api.errors import BadRequest
from api.messages import Messages
from api.usecases.library import Library
from api.usecases.views import FindingView, View, finding_view
from graph.kinds import NodeKind
from graph.model import Standard
from graph.vocabulary import aspects, code_list, domains
from search.compare.gaps import Found, Gap, GapKind, Tools, World, certify, find_gaps, load_world

MAX_LIMIT = 500
MEMBERS = 200  # members of a cell that are listed


class CellView(View):
    """One cell of the matrix: standards in use of an aspect and level; ``members`` are the first of them."""

    aspect: str
    level: str
    count: int
    members: tuple[str, ...]


class NeighbourView(View):
    """What comes nearest, and why it does not fill the gap. ``cosine`` None: found by words alone."""

    number: str
    title: str
    cosine: float | None
    reason: str
    zh: str
    en: str


class GapView(View):
    """A gap with its certificate: ``searched`` tells how much of what was looked through."""

    kind: GapKind
    finding: FindingView
    facts: dict[str, str | int | float]
    searched: dict[str, int]
    neighbours: tuple[NeighbourView, ...]


class KindView(View):
    """Gaps of a kind: ``total`` found, of which some are shown; ``missing``: there is no data for it."""

    kind: GapKind
    total: int
    missing: str
    gaps: tuple[GapView, ...]


class FieldGaps(View):
    """One field. ``standards``: members in use on the day; a standard may lie in several aspects."""

    field: str
    name_zh: str
    name_en: str
    standards: int
    levels: dict[str, int]
    matrix: tuple[CellView, ...]
    kinds: tuple[KindView, ...]


class GapsView(View):
    """Fields asked for, in the data of a day. ``in_data``: standards known, in use or not."""

    on: date
    generation: int
    data_date: date | None
    encoder: str
    in_data: int
    in_use: int
    fields: tuple[FieldGaps, ...]


def field_key(given: str) -> str:
    """Key of a field, from its key or name. Raises :class:`~api.errors.BadRequest` with those that exist."""
    for key, concept in domains().items():
        if given.casefold() in (key, concept.label_zh, concept.label_en.casefold()):
            return key
    known = "、".join(f"{concept.label_zh} {key}" for key, concept in domains().items())
    raise BadRequest("no field {given!r}; known fields: {known}", given=given, known=known)


def gap_kinds(given: Sequence[str]) -> tuple[GapKind, ...]:
    """Kinds by name; all without any. Raises :class:`~api.errors.BadRequest`."""
    unknown = sorted(set(given) - {kind.value for kind in GapKind})
    if unknown:
        known = ", ".join(kind.value for kind in GapKind)
        raise BadRequest("no kind of gap {unknown}; known kinds: {known}", unknown=", ".join(unknown), known=known)
    return tuple(GapKind(one) for one in given) or tuple(GapKind)


def gaps(library: Library, fields: Sequence[str] = (), *, kinds: Sequence[str] = (), limit: int = 10) -> GapsView:
    """Gaps of fields (all without any), at most ``limit`` of a kind with their certificates.

    Raises :class:`~api.errors.BadRequest` for an unknown field or kind.
    """
    if not 0 <= limit <= MAX_LIMIT:
        raise BadRequest("limit is 0 to {most}", most=MAX_LIMIT)
    wanted = gap_kinds(kinds)
    keys = [field_key(one) for one in fields] or list(domains())
    world = load_world(library.graph, library.settings.day)
    tools = _tools(library)
    manifest = library.generation.manifest
    return GapsView(
        on=library.settings.day,
        generation=manifest.number,
        data_date=manifest.data_date,
        encoder=library.encoder.version,
        in_data=len(world.standards),
        in_use=len(world.in_use),
        fields=tuple(_field(world, key, tools, wanted, limit) for key in keys),
    )


def _tools(library: Library) -> Tools:
    index, encoder = library.index, library.encoder

    def nearest(text: str, count: int) -> list[tuple[Standard, float | None]]:
        found = index.candidates(text, max(count, 50))[:count]
        documents = index.rows([one.row for one in found])
        return [(document.standard, one.cosine) for one, document in zip(found, documents, strict=True)]

    known: dict[str, NDArray[np.float32]] = {}  # group standards are compared in every field

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        if new := list(dict.fromkeys(text for text in texts if text not in known)):
            known.update(zip(new, np.asarray(encoder.encode_documents(new), np.float32), strict=True))
        return np.stack([known[text] for text in texts])

    labels = {"level:": ("标准（各级合计）", "standard of any level"), "level:unknown": ("级别不明的标准", "standard")}
    for prefix, scheme in (("field", domains()), ("aspect", aspects()), ("level", code_list("level"))):
        labels |= {f"{prefix}:{key}": (one.label_zh, one.label_en) for key, one in scheme.items()}
    classes = {
        key.removeprefix("class:ICS "): name
        for key, name in library.graph.rows(NodeKind.CLASSIFICATION, ["name_zh"])
        if name and key.startswith("class:ICS ")
    }
    return Tools(nearest, encoder.name, encode, labels, classes)


def _field(world: World, key: str, tools: Tools, kinds: Sequence[GapKind], limit: int) -> FieldGaps:
    concept, members = domains()[key], world.members(key)
    levels = [world.level(one) for one in members]
    return FieldGaps(
        field=key,
        name_zh=concept.label_zh,
        name_en=concept.label_en,
        standards=len(members),
        levels={level: levels.count(level) for level in world.levels if level in levels},
        matrix=tuple(
            CellView(
                aspect=aspect, level=level, count=len(ids),
                members=tuple(world.standards[one].number for one in ids[:MEMBERS]),
            )
            for (aspect, level), ids in sorted(world.cells(key).items())
        ),
        kinds=tuple(_kind(world, key, found, tools, limit) for found in find_gaps(world, key, tools, kinds)),
    )  # fmt: skip


def _kind(world: World, field: str, found: Found, tools: Tools, limit: int) -> KindView:
    shown = certify(world, field, found.gaps[:limit], tools)
    return KindView(kind=found.kind, total=len(found.gaps), missing=found.missing, gaps=tuple(map(_gap, shown)))


def _gap(gap: Gap) -> GapView:
    certificate = gap.certificate
    return GapView(
        kind=gap.kind,
        finding=finding_view(gap.finding),
        facts={name: value if isinstance(value, int | float) else str(value) for name, value in gap.facts},
        searched=dict(certificate.searched) if certificate else {},
        neighbours=tuple(
            NeighbourView(
                number=one.number, title=one.title, reason=one.reason, zh=one.zh, en=one.en,
                cosine=None if one.cosine is None else round(one.cosine, 3),
            )
            for one in (certificate.neighbours if certificate else ())
        ),
    )  # fmt: skip


def aspect_name(t: Messages, key: str) -> str:
    concept = aspects().get(key)
    return key if concept is None else concept.label_zh if t.language == "zh" else concept.label_en
