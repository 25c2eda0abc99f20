"""Between typed nodes and edges and the rows of an engine."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.store.base import Direction
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS, ColumnType

Row = dict[str, Any]


def node_row(node: Node) -> Row:
    """The properties of a node as an engine takes them: enums as text, tuples as lists."""
    return {column.name: _out(getattr(node, column.name)) for column in NODE_COLUMNS[node.kind]}


def edge_row(edge: Edge) -> Row:
    """``start``, ``end`` and the properties of an edge."""
    row: Row = {"start": edge.start, "end": edge.end, "kind": edge.kind.value}
    row |= {c.name: _out(getattr(edge, c.name)) for c in EDGE_COLUMNS[edge.kind] if c.name != "kind"}
    return row


def _out(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.value if hasattr(value, "value") else value


def read_node(kind: NodeKind, row: Mapping[str, Any]) -> Node:
    """A node from the named fields of a row; dates of any driver become ``date``."""
    return NODE_KINDS[kind].model_validate({
        column.name: value
        for column in NODE_COLUMNS[kind]
        if (value := _in(row[column.name], column.type)) is not None
    })  # fmt: skip


def read_edge(node_id: str, direction: Direction, row: Mapping[str, Any]) -> Edge:
    """An edge from a row of ``edges_page``, seen from the node asked for."""
    kind = EdgeKind(row["kind"])
    start, end = (node_id, row["other"]) if direction is Direction.OUT else (row["other"], node_id)
    values: Row = {"start": start, "end": end}
    for column in EDGE_COLUMNS[kind]:
        value = _in(row[column.name], column.type)
        if column.name != "kind" and value is not None:
            values[column.name] = value
    return EDGE_KINDS[kind].model_validate(values)


def _in(value: Any, column: ColumnType) -> object:
    if value is None:
        return None
    if column is ColumnType.TEXTS:
        return tuple(value)
    if column is ColumnType.DATE and not isinstance(value, date):
        return value.to_native()  # the driver's own date class
    return value


def read_field(value: Any) -> Any:
    """One value of a bulk row as the model has it."""
    if isinstance(value, list):
        return tuple(value)
    return value.to_native() if hasattr(value, "to_native") else value
