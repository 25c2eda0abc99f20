"""Empty and thin cells of field × aspect × level, measured by what the other fields would let expect.

A field of n standards of a level is expected to have n × s on an aspect, s being the share of that aspect among the
standards of that level in the other fields of its group: the technical priority fields, or the service sectors
(ontologies/domains.ttl); a service sector does not tell how many test methods a technology needs. First the aspect over
the Chinese levels together; where that is not thin, the single levels.
"""

from __future__ import annotations

from collections import Counter

from graph.vocabulary import domains
from search.compare.gaps.model import Found, Gap, GapKind, Labels
from search.compare.gaps.world import INTERNATIONAL, World
from search.compare.thresholds import threshold

ALL_LEVELS = ""


def thin_cells(world: World, field: str, labels: Labels) -> list[Found]:
    """``labels``: names of the field, of aspects and levels, by key (``aspect:limits``), Chinese and English."""
    members = world.members(field)
    if len(members) < threshold("thin_field"):
        few = f"领域中只有 {len(members)} 个现行标准 only {len(members)} standards in use in the field"
        return [Found(kind, (), few) for kind in (GapKind.EMPTY_CELL, GapKind.THIN_CELL)]
    gaps: list[Gap] = []
    levels = [level for level in world.levels if level not in INTERNATIONAL]
    kinds = domains()
    own = kinds[field].broader if field in kinds else None
    peers = [name for name in world.fields if own is None or (name in kinds and kinds[name].broader == own)]
    counts = {name: _counts(world, name) for name in peers}
    for aspect in sorted({aspect for names in world.aspects.values() for aspect in names}):
        whole = _judge(world, field, aspect, levels, ALL_LEVELS, counts, labels)
        gaps += whole or [
            gap for level in levels for gap in _judge(world, field, aspect, [level], level, counts, labels)
        ]
    return [
        Found(kind, tuple(sorted((g for g in gaps if g.kind is kind), key=lambda g: -g.weight)))
        for kind in (GapKind.EMPTY_CELL, GapKind.THIN_CELL)
    ]


def _named(what: str, key: str, labels: Labels) -> tuple[tuple[str, str], ...]:
    zh, en = labels[f"{what}:{key}"]
    return (what, key), (f"{what}_zh", zh), (f"{what}_en", en)


_Counts = tuple[Counter[tuple[str, str]], Counter[str]]


def _counts(world: World, field: str) -> _Counts:
    cells = Counter({cell: len(ids) for cell, ids in world.cells(field).items()})
    return cells, Counter(world.level(one) for one in world.members(field))


def _judge(
    world: World, field: str, aspect: str, levels: list[str], level: str, counts: dict[str, _Counts],
    labels: Labels,
) -> list[Gap]:  # fmt: skip
    expected = 0.0
    for one in levels:
        others = sum(totals[one] for name, (_, totals) in counts.items() if name != field)
        having = sum(cells[aspect, one] for name, (cells, _) in counts.items() if name != field)
        expected += counts[field][1][one] * having / others if others else 0.0
    count = sum(counts[field][0][aspect, one] for one in levels)
    if expected < threshold("thin_expected") or count >= threshold("thin_ratio") * expected:
        return []
    kind = GapKind.THIN_CELL if count else GapKind.EMPTY_CELL
    cells = world.cells(field)
    held = tuple(world.standards[one].number for of in levels for one in cells.get((aspect, of), ()))
    facts = (
        *_named("field", field, labels), *_named("aspect", aspect, labels), *_named("level", level, labels),
        ("count", count), ("expected", round(expected)),
    )  # fmt: skip
    query = f"{labels[f'field:{field}'][0]} {labels[f'aspect:{aspect}'][0]}"
    searched = (("standards_in_field", len(world.members(field))), ("fields_compared", len(counts)),
                ("standards_in_use", len(world.in_use)))  # fmt: skip
    return [Gap(kind, facts, held, query, expected - count, searched)]
