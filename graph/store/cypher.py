"""Queries that follow from the model: one a kind, built once from its closed lists, never from input.

Questions about several kinds have their own files in :mod:`graph.queries`.
"""

from collections.abc import Sequence
from functools import cache

from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS
from graph.store.base import Direction
from graph.store.schema import ALL_EDGE_COLUMNS, EDGE_COLUMNS, NODE_COLUMNS, Column


def _fields(kind: NodeKind) -> str:
    return ", ".join(f"n.{column.name} AS {column.name}" for column in NODE_COLUMNS[kind])


@cache
def nodes_by_id(kind: NodeKind) -> str:
    """``$ids``: the ids wanted."""
    return f"UNWIND $ids AS wanted MATCH (n:{kind.value} {{id: wanted}}) RETURN {_fields(kind)}"


@cache
def nodes_page(kind: NodeKind) -> str:
    """``$after``: the last id of the page before, or ''; ``$limit``."""
    return f"MATCH (n:{kind.value}) WHERE n.id > $after RETURN {_fields(kind)} ORDER BY id LIMIT $limit"


@cache
def edges_page(kind: NodeKind, direction: Direction) -> str:
    """``$id``, ``$kinds`` (names), ``$skip``, ``$limit``.

    ``place`` in the order is the printed one of drafting organisations; other edges have none.
    """
    arrow = "-[r]->" if direction is Direction.OUT else "<-[r]-"
    names = [column.name for column in ALL_EDGE_COLUMNS if column.name != "kind"]
    fields = ", ".join(f"r.{name} AS {name}" for name in names)
    return (
        f"MATCH (a:{kind.value} {{id: $id}}){arrow}(b) WHERE r.kind IN $kinds "
        f"RETURN r.kind AS kind, b.id AS other, {fields} "
        "ORDER BY kind, coalesce(r.position, 0), other, coalesce(r.relation, '') SKIP $skip LIMIT $limit"
    )


def node_rows(kind: NodeKind, fields: Sequence[str]) -> str:
    """Every node of a kind. ``ValueError`` for a field the kind has not."""
    names = _known(kind, fields, NODE_COLUMNS[kind])
    return f"MATCH (n:{kind.value}) RETURN n.id AS id{''.join(f', n.{name} AS {name}' for name in names)}"


def edge_rows(kind: EdgeKind, fields: Sequence[str]) -> str:
    """Every edge of a kind. ``ValueError`` for a field the kind has not."""
    names = _known(kind, fields, EDGE_COLUMNS[kind])
    return (
        f"MATCH (a)-[r:{kind.value}]->(b) "
        f"RETURN a.id AS start, b.id AS stop{''.join(f', r.{name} AS {name}' for name in names)}"
    )


def _known(kind: NodeKind | EdgeKind, fields: Sequence[str], columns: Sequence[Column]) -> Sequence[str]:
    if unknown := sorted(set(fields) - {column.name for column in columns}):
        raise ValueError(f"{kind.value} has no field {', '.join(unknown)}")
    return fields


@cache
def able(kind: NodeKind, direction: Direction) -> frozenset[EdgeKind]:
    """Kinds of edges that may have a node of this kind as their start (OUT) or end (IN)."""
    at = 0 if direction is Direction.OUT else 1
    return frozenset(name for name, edge in EDGE_KINDS.items() if any(pair[at] is kind for pair in edge.ends))


@cache
def edges_of(kind: NodeKind, direction: Direction, kinds: tuple[EdgeKind, ...]) -> str:
    """``$ids``: nodes of this kind, ``$skip``, ``$limit``. The pattern names the kinds of edges: no others are read.

    The edges are an optional match of the nodes found first: as one pattern the embedded engine reads the whole table
    of edges instead (100,000 standards: 0.4 s for the citations of one, against 3 ms). The kinds must be such as may
    have a node of this kind at that end (:func:`able`): an optional match of others answers with edges of other nodes.
    """
    pattern = f"[r:{'|'.join(kind.value for kind in kinds)}]"
    arrow = f"-{pattern}->" if direction is Direction.OUT else f"<-{pattern}-"
    names = {column.name for one in kinds for column in EDGE_COLUMNS[one] if column.name != "kind"}
    fields = "".join(f", r.{name} AS {name}" for name in sorted(names))
    place = "coalesce(r.position, 0), " if "position" in names else ""
    relation = ", coalesce(r.relation, '')" if "relation" in names else ""
    return (
        f"UNWIND $ids AS wanted MATCH (a:{kind.value} {{id: wanted}}) WITH a, wanted "
        f"OPTIONAL MATCH (a){arrow}(b) WITH wanted, r, b WHERE b.id IS NOT NULL "
        f"RETURN wanted AS node, r.kind AS kind, b.id AS other{fields} "
        f"ORDER BY node, kind, {place}other{relation} SKIP $skip LIMIT $limit"
    )


@cache
def count_nodes(kind: NodeKind) -> str:
    return f"MATCH (n:{kind.value}) RETURN count(n) AS n"


@cache
def count_edges(kind: EdgeKind) -> str:
    return f"MATCH ()-[r:{kind.value}]->() RETURN count(r) AS n"


@cache
def clear_edges(kind: NodeKind) -> str:
    """Remove the edges that start at the nodes of ``$ids``."""
    return f"UNWIND $ids AS wanted MATCH (a:{kind.value} {{id: wanted}})-[r]->() DELETE r"


@cache
def remove_nodes(kind: NodeKind) -> str:
    return f"UNWIND $ids AS wanted MATCH (n:{kind.value} {{id: wanted}}) DETACH DELETE n"
