"""The gaps of a field, kind by kind, those that are shown each with its certificate."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from graph.model import Standard
from search.compare.gaps.cells import thin_cells
from search.compare.gaps.citations import citation_gaps
from search.compare.gaps.contents import method_gaps, term_gaps
from search.compare.gaps.density import Encode, dense_patents
from search.compare.gaps.international import international_gaps
from search.compare.gaps.model import Certificate, Found, Gap, GapKind, Labels, Nearest, Neighbour
from search.compare.gaps.world import INTERNATIONAL, World
from search.compare.registry import work_id

_NEAR = 5  # neighbours of a certificate
_SOUGHT = frozenset(GapKind) - {GapKind.CITED_MISSING}


@dataclass(frozen=True)
class Tools:
    """What the analysis asks beside the graph: a search of titles, an encoder by name, names of things by key."""

    nearest: Nearest
    encoder: str
    encode: Encode
    labels: Labels
    classes: dict[str, str]


def find_gaps(world: World, field: str, tools: Tools, kinds: Collection[GapKind] = tuple(GapKind)) -> list[Found]:
    """All gaps of a field, without certificates; see :func:`certify`."""
    found: list[Found] = []
    wanted = set(kinds)
    if wanted & {GapKind.EMPTY_CELL, GapKind.THIN_CELL}:
        found += thin_cells(world, field, tools.labels)
    if GapKind.NO_TEST_METHOD in wanted:
        found.append(method_gaps(world, field))
    if wanted & {GapKind.CITED_MISSING, GapKind.CITED_WITHDRAWN}:
        found += citation_gaps(world, field)
    if wanted & {GapKind.NOT_ADOPTED, GapKind.NEWER_INTERNATIONAL, GapKind.DENSE_CLASS}:
        found += international_gaps(world, field, tools.classes)
    if GapKind.DENSE_PATENTS in wanted:
        found.append(dense_patents(world, field, tools.encoder, tools.encode))
    if GapKind.UNDEFINED_TERM in wanted:
        found.append(term_gaps(world, field))
    order = {kind: at for at, kind in enumerate(GapKind)}
    return sorted((one for one in found if one.kind in wanted), key=lambda one: order[one.kind])


def certify(world: World, field: str, gaps: Iterable[Gap], tools: Tools) -> list[Gap]:
    """Gaps with what was searched and what came nearest."""
    found = []
    for gap in gaps:
        neighbours: list[Neighbour] = []
        if gap.kind in _SOUGHT and gap.query:
            own = set(gap.standards)
            for standard, cosine in tools.nearest(gap.query, _NEAR + len(own)):
                if standard.number in own and gap.kind not in (GapKind.THIN_CELL, GapKind.DENSE_PATENTS):
                    continue
                reason = _reason(world, field, gap, standard)
                title = standard.title_zh or standard.title_en or ""
                neighbours.append(Neighbour(standard.number, title, cosine, reason))
        found.append(replace(gap, certificate=Certificate(gap.searched, tuple(neighbours[:_NEAR]))))
    return found


def _reason(world: World, field: str, gap: Gap, standard: Standard) -> str:
    """Why a neighbour does not fill the gap; a code of ``data/gap_reasons.csv``."""
    key = standard.id
    if key in world.standards and key not in world.in_use:
        return "ended"
    match gap.kind:
        case GapKind.EMPTY_CELL | GapKind.THIN_CELL:
            return _outside_cell(world, field, gap, key)
        case GapKind.NO_TEST_METHOD:
            return "method_not_cited" if "test-method" in world.aspects.get(key, ()) else "not_a_method"
        case GapKind.CITED_WITHDRAWN:
            works = {work_id(number) for number in gap.standards}
            return "other_edition" if work_id(standard.number) in works else "other_work"
        case GapKind.NOT_ADOPTED | GapKind.NEWER_INTERNATIONAL | GapKind.DENSE_CLASS:
            return "near" if str(standard.level) in INTERNATIONAL else "no_adoption_said"
        case _:
            return "near"


def _outside_cell(world: World, field: str, gap: Gap, key: str) -> str:
    if key not in world.members(field):
        return "other_field"
    if gap.fact("aspect") not in world.aspects.get(key, ()):
        return "other_aspect"
    level = gap.fact("level")
    return "other_level" if level and world.level(key) != level else "counted"
