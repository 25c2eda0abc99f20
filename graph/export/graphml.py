"""GraphML 1.0: typed attributes, labels and weights as Gephi, yEd, igraph and networkx read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import IO
from xml.sax.saxutils import escape, quoteattr

from graph.export.selection import Selection
from graph.store.base import GraphReader
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS, Column, ColumnType

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TYPES = {ColumnType.INTEGER: "long", ColumnType.NUMBER: "double", ColumnType.BOOLEAN: "boolean"}
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0 has no way to write them
_LABELS = ("title_zh", "name_zh", "term_zh", "characteristic", "title_en", "name_en", "number", "code")


def write_graphml(graph: GraphReader, selection: Selection, output: IO[bytes]) -> tuple[int, int]:
    """Write nodes and edges one after the other; how many of each.

    Dates are text (GraphML has no date), lists are joined by ``; ``, signs XML cannot hold become U+FFFD. The weight
    of an edge is its confidence, 1 where it has none.
    """
    node_keys = _keys("n", [c for kind in selection.nodes for c in NODE_COLUMNS[kind] if c.name != "id"])
    edge_keys = _keys("e", [c for kind in selection.edges for c in EDGE_COLUMNS[kind] if c.name != "kind"])
    _put(output, _HEAD)
    for domain, keys in (("node", node_keys), ("edge", edge_keys)):
        fixed = {"label": ("label", "string"), "kind": ("kind", "string")} | (
            {"weight": ("weight", "double")} if domain == "edge" else {}
        )
        for key, (name, kind) in (fixed | keys).items():
            ident = key if key in keys else f"{domain[0]}_{key}"
            _put(output, f'<key id="{ident}" for="{domain}" attr.name="{name}" attr.type="{kind}"/>\n')
    _put(output, '<graph id="biaotu" edgedefault="directed">\n')
    nodes = edges = 0
    for node_kind, row in selection.node_rows(graph):
        nodes += 1
        label = next((str(row[name]) for name in _LABELS if row.get(name)), str(row["id"]).partition(":")[2])
        data = _data("n", {"label": label, "kind": node_kind.value}) + _data("n", row, node_keys)
        _put(output, f"<node id={_attribute(row['id'])}>{data}</node>\n")
    for edge_kind, row in selection.edge_rows(graph):
        ends = f"source={_attribute(row.pop('start'))} target={_attribute(row.pop('end'))}"
        weight = row.get("confidence")
        fixed_data = {"label": edge_kind.value, "kind": edge_kind.value, "weight": 1.0 if weight is None else weight}
        _put(output, f'<edge id="e{edges}" {ends}>{_data("e", fixed_data)}{_data("e", row, edge_keys)}</edge>\n')
        edges += 1
    _put(output, "</graph>\n</graphml>\n")
    return nodes, edges


def _keys(prefix: str, columns: list[Column]) -> dict[str, tuple[str, str]]:
    """Key id → name and type of an attribute; a name is of one type over all kinds, or text."""
    found: dict[str, tuple[str, str]] = {}
    for column in columns:
        key, kind = f"{prefix}_{column.name}", _TYPES.get(column.type, "string")
        name = f"{column.name}_" if column.name in ("label", "kind", "weight") else column.name
        found[key] = (name, kind if found.get(key, ("", kind))[1] == kind else "string")
    return found


def _data(prefix: str, row: Mapping[str, object], keys: Mapping[str, object] | None = None) -> str:
    return "".join(_cells(prefix, row, keys))


def _cells(prefix: str, row: Mapping[str, object], keys: Mapping[str, object] | None) -> Iterator[str]:
    for name, value in row.items():
        key = f"{prefix}_{name}"
        if value is None or value == () or (keys is not None and key not in keys):
            continue
        yield f'<data key="{key}">{escape(_text(value))}</data>'


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    if isinstance(value, date):
        return value.isoformat()
    return _ILLEGAL.sub("\ufffd", str(value))


def _attribute(value: object) -> str:
    return quoteattr(_text(value))


def _put(output: IO[bytes], text: str) -> None:
    output.write(text.encode("utf-8"))
