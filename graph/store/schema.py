"""Tables of a store, derived from the model: nothing here is written twice.

The fingerprint is part of every generation's manifest: another model means a rebuild.
"""

import hashlib
import types
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Union, get_args, get_origin

from pydantic import BaseModel

from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS, NODE_KINDS


class ColumnType(StrEnum):
    """Types both engines have."""

    TEXT = "STRING"
    INTEGER = "INT64"
    NUMBER = "DOUBLE"
    BOOLEAN = "BOOL"
    DATE = "DATE"
    TEXTS = "STRING[]"


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: ColumnType


def _column_type(annotation: object) -> ColumnType:
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (arg for arg in get_args(annotation) if arg is not type(None))
    if get_origin(annotation) is tuple:
        return ColumnType.TEXTS
    if isinstance(annotation, type):
        for python, column in ((bool, ColumnType.BOOLEAN), (int, ColumnType.INTEGER), (float, ColumnType.NUMBER),
                               (date, ColumnType.DATE), (str, ColumnType.TEXT)):  # fmt: skip
            if issubclass(annotation, python):
                return column
    raise TypeError(f"no column type for {annotation!r}")


def _columns(model: type[BaseModel], leave_out: tuple[str, ...] = ()) -> tuple[Column, ...]:
    return tuple(
        Column(name, _column_type(info.annotation))
        for name, info in model.model_fields.items()
        if name not in leave_out
    )


NODE_COLUMNS: dict[NodeKind, tuple[Column, ...]] = {kind: _columns(model) for kind, model in NODE_KINDS.items()}
# ``kind`` is a property of every edge, since the engines name a relation's type differently (label(r), type(r)).
EDGE_COLUMNS: dict[EdgeKind, tuple[Column, ...]] = {
    kind: (Column("kind", ColumnType.TEXT), *_columns(model, ("start", "end"))) for kind, model in EDGE_KINDS.items()
}
ALL_EDGE_COLUMNS: tuple[Column, ...] = tuple(
    {column.name: column for columns in EDGE_COLUMNS.values() for column in columns}.values()
)


def fingerprint() -> str:
    """Changes whenever a kind, an end or a property changes."""
    text = repr((sorted(NODE_COLUMNS.items()), sorted(EDGE_COLUMNS.items()),
                 sorted((kind, model.ends) for kind, model in EDGE_KINDS.items())))  # fmt: skip
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
