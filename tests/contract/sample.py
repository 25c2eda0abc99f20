"""Records from which every kind of node and edge follows, with texts that break naive stores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from graph.facts import Fact, check_fact
from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node, node_id
from graph.statements import Record
from tests.support import DAY, edge, edition, record, value

AWKWARD = "引号 ' \" ` 反斜线 \\ 换\n行 表格\t 🙂 𠀀𪚥 $id {x} -- // % é ß"
_DERIVED = {"id", "sources", "described", "status_claimed_on", "in_force_to", "succeeded_by"}
_KEYS = {
    NodeKind.WORK: "GB/T 1.1", NodeKind.STANDARD: "GB/T 1.1-2020", NodeKind.AMENDMENT: "GB/T 1.1-2020/XG1",
    NodeKind.CLASSIFICATION: "ICS 01.120", NodeKind.COMMITTEE: "SAC/TC 286",
}  # fmt: skip


def key_of(kind: NodeKind, which: int = 1) -> str:
    """An id of each kind; ``which`` tells several of one kind apart."""
    key = _KEYS.get(kind, f"甲'{kind.value}\"{AWKWARD}")
    return node_id(kind, key if which == 1 else key.replace("1.1", "1.2") + ("" if "1.1" in key else " 2"))


def full_node(kind: NodeKind) -> Node:
    """A node with every property set."""
    model = NODE_KINDS[kind]
    values: dict[str, Any] = {
        name: _value(info.annotation, name) for name, info in model.model_fields.items() if name not in _DERIVED
    }
    if kind is NodeKind.STANDARD:
        values |= {"described": True, "status_claimed_on": DAY, "in_force_to": values["withdrawn_on"]}
    return model.model_validate({**values, "id": key_of(kind), "sources": ("std.samr",)})


def full_edges() -> Iterator[Edge]:
    """An edge of every kind between every pair of kinds of ends, with every property set."""
    for model in EDGE_KINDS.values():
        for start, end in model.ends:
            names = set(model.model_fields) - {"start", "end", "sources"}
            values = {name: _value(model.model_fields[name].annotation, name) for name in names}
            other = 2 if start is end else 1
            yield model.model_validate(
                {**values, "start": key_of(start), "end": key_of(end, other), "sources": ("std.samr",)}
            )


def node_facts(node: Node) -> list[Fact]:
    facts = [
        value(node.id, name, _text(getattr(node, name)))
        for name in type(node).model_fields
        if name not in _DERIVED and getattr(node, name) is not None
    ]
    for fact in facts:
        check_fact(fact)
    return facts


def edge_fact(one: Edge) -> Fact:
    names = set(type(one).model_fields) - {"start", "end", "sources"}
    fact = edge(one.start, one.kind, one.end, **{name: _plain(getattr(one, name)) for name in names})
    check_fact(fact)
    return fact


def everything() -> list[Record]:
    """One record with a node and an edge of every kind."""
    facts = [fact for kind in NodeKind for fact in node_facts(full_node(kind))]
    return [record("std.samr", "everything", *facts, *map(edge_fact, full_edges()))]


def _value(annotation: Any, name: str) -> Any:
    if get_origin(annotation) is Union or type(annotation).__name__ == "UnionType":
        (annotation,) = (one for one in get_args(annotation) if one is not type(None))
    if get_origin(annotation) is tuple:
        return (AWKWARD, "", "乙")
    if issubclass(annotation, StrEnum):
        return list(annotation)[-2]
    if annotation is bool:
        return True
    if annotation is int:
        return 2**40
    if annotation is float:
        return 0.1
    if annotation is date:
        return date(2020, 2, 29)
    return f"{name} {AWKWARD}"


def _text(one: Any) -> str:
    if isinstance(one, tuple):
        return json.dumps(one, ensure_ascii=False)
    return str(one).lower() if isinstance(one, bool) else str(one)


def _plain(one: Any) -> Any:
    if isinstance(one, date):
        return one.isoformat()
    return one.value if isinstance(one, StrEnum) else one


def _chain(new: str, old: str) -> Fact:
    return edge(f"standard:{new}", EdgeKind.REPLACES, f"standard:{old}")


def sample() -> list[Record]:
    """Lineages, long lists, ids in an order that depends on how texts are compared."""
    years = (2000, 2009, 2020)
    records = [edition(f"GB/T 1.1-{year}", ("implemented", f"{year}-10-01")) for year in years]
    records += [edition(f"GB {n}-2010") for n in ("9", "10", "２", "𠀀", "丙", "Ａ", "a", "A", "é", "~", "￿")]
    records += [
        record("std.samr", "chain", _chain("GB/T 1.1-2020", "GB/T 1.1-2009"), _chain("GB/T 1.1-2009", "GB/T 1.1-2000")),
        record("std.samr", "joined", *(_chain("GB 3-2020", f"GB {n}-2010") for n in (9, 10)),
               _chain("GB 4-2024", "GB 3-2020"), _chain("GB 4-2024", "GB 9-2010")),
        record("std.samr", "circle", _chain("GB 5-2001", "GB 6-2001"), _chain("GB 6-2001", "GB 7-2001"),
               _chain("GB 7-2001", "GB 5-2001")),
    ]  # fmt: skip
    busy = "standard:GB/T 1.1-2020"
    names = [f"单位{n}" for n in range(25)]
    records.append(
        record(
            "ttbz", "drafters",
            *(edge(busy, EdgeKind.DRAFTED_BY, f"org:{name}", position=at) for at, name in enumerate(names[::-1], 1)),
            *(edge(busy, EdgeKind.CLASSIFIED_AS, f"class:ICS {n:02}") for n in (3, 1, 2)),
            *(edge(busy, EdgeKind.REFERENCES, "work:GB 9", relation=relation, dated=False)
              for relation in ("test_method", "normative", "mention")),
        )
    )  # fmt: skip
    return records
