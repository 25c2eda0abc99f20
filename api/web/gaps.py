"""Pages of an analyst: the hub of analyses, gaps of a field as a heat map, conflicts of limits and terms."""

from __future__ import annotations

import math
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.messages import Messages
from api.usecases.conflicts import ConflictsView
from api.usecases.gaps import CellView, FieldGaps, GapsView, aspect_name, field_key, gap_kinds
from api.web.pages import page_language, render
from api.web.parameters import choice, number, word
from api.web.waiting import ask
from graph.vocabulary import aspects
from search.compare.gaps import GapKind

router = APIRouter(include_in_schema=False)
_SHADES = 5
_SHOWN, _ALL = 5, 200  # gaps of a kind: of all kinds, of one
_PAIRS = 100


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the heat map. ``shade``: 0 (none) to 5, by the logarithm of the number."""

    level: str
    count: int
    shade: int
    here: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Standards of one aspect by level."""

    aspect: str
    label: str
    cells: tuple[Cell, ...]


@router.get("/analyses", name="page_analyses")
def get_analyses(request: Request) -> Response:
    return render(request, "analyses.html")


@router.get("/gaps", name="page_gaps")
def get_gaps(request: Request) -> Response:
    field, kind = word(request, "field"), word(request, "kind")
    if field is None:
        return render(request, "gaps.html", view=None)
    key, kinds = field_key(field), gap_kinds([kind] if kind else ())
    asked = ask(
        request, GapsView, "gaps", fields=(key,), kinds=tuple(one.value for one in kinds) if kind else (),
        limit=_ALL if kind else _SHOWN,
    )  # fmt: skip
    if asked.answer is None:
        return asked.page
    found = asked.answer.fields[0]
    aspect, level = word(request, "aspect"), word(request, "level")
    return render(
        request, "gaps.html", view=asked.answer, field=found, kind=kind, kinds=tuple(GapKind),
        rows=heat_map(Messages(page_language(request)), found, aspect, level),
        cell=_cell(found, aspect, level), chosen=(aspect, level),
    )  # fmt: skip


def heat_map(t: Messages, field: FieldGaps, aspect: str | None = None, level: str | None = None) -> list[Row]:
    """Every aspect by every level that the field has, empty cells too: they are what an analyst looks for."""
    counts = {(cell.aspect, cell.level): cell.count for cell in field.matrix}
    top = max(counts.values(), default=0)
    keys = [*(key for key in aspects() if any(one == key for one, _ in counts)),
            *sorted({one for one, _ in counts} - set(aspects()))]  # fmt: skip
    return [
        Row(key, aspect_name(t, key), tuple(
            Cell(one, counts.get((key, one), 0), shade(counts.get((key, one), 0), top), (key, one) == (aspect, level))
            for one in field.levels
        ))
        for key in keys
    ]  # fmt: skip


def shade(count: int, top: int) -> int:
    """0 for none, else 1 to 5: counts differ by orders of magnitude, so by logarithms."""
    return 0 if count == 0 else 1 + round((_SHADES - 1) * math.log(count) / math.log(top)) if top > 1 else 1


def _cell(field: FieldGaps, aspect: str | None, level: str | None) -> CellView | None:
    return next((cell for cell in field.matrix if (cell.aspect, cell.level) == (aspect, level)), None)


@router.get("/conflicts", name="page_conflicts")
def get_conflicts(request: Request) -> Response:
    field = choice(request, "field", field_key)
    asked = ask(request, ConflictsView, "conflicts", field=field, limit=number(request, "limit", _PAIRS, 1, 1000))
    if asked.answer is None:
        return asked.page
    return render(request, "conflicts.html", found=asked.answer)
