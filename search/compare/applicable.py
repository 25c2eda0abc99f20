"""Which standards apply to a draft through what its object is: by graph, not by likeness of titles.

Every class that the draft falls under is asked for the standards that apply to it, by the clause of a curated table or
by a scope sentence as printed; a scope that excludes a nearer class takes its standard out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.kinds import EdgeKind, NodeKind
from graph.model import AppliesTo, kind_of, node_id
from graph.store.base import Direction, GraphReader
from search.compare.recognition import ClassPath

SURE = 0.6  # an edge less sure than this is shown for a person to judge
_PAGES = 5  # of edges that are read; classes of more standards than that are named in the answer


@dataclass(frozen=True, slots=True)
class Application:
    """One standard and the reason it applies. ``subject``: the node that said so, an edition or a work."""

    subject: str
    path: ClassPath
    edge: AppliesTo

    @property
    def is_sure(self) -> bool:
        return (self.edge.confidence or 0.0) >= SURE

    @property
    def number(self) -> str:
        """Of the edition, or of the work."""
        return self.subject.partition(":")[2]

    @property
    def is_work(self) -> bool:
        return kind_of(self.subject) is NodeKind.WORK


@dataclass(frozen=True, slots=True)
class Applications:
    """``applying`` surest and nearest first; ``excluded``: those whose scope takes the draft's object out."""

    applying: tuple[Application, ...]
    excluded: tuple[Application, ...]
    complete: bool  # whether all edges were read


def applications(graph: GraphReader, classes: Mapping[str, ClassPath]) -> Applications:
    """Standards that say, or of which it is known, that they apply to a class the draft falls under."""
    by_node = {node_id(NodeKind.OBJECT_CLASS, name): path for name, path in classes.items()}
    applying: dict[str, Application] = {}
    excluded: dict[str, Application] = {}
    edges, complete = _edges(graph, by_node)
    for edge in edges:
        found = Application(edge.start, by_node[edge.end], edge)
        kept = excluded if edge.excluded else applying
        if edge.start not in kept or _order(found) < _order(kept[edge.start]):
            kept[edge.start] = found
    out = {
        subject: one
        for subject, one in excluded.items()
        if subject not in applying or one.path.steps <= applying[subject].path.steps
    }
    return Applications(
        tuple(sorted((one for subject, one in applying.items() if subject not in out), key=_order)),
        tuple(sorted(out.values(), key=_order)),
        complete,
    )


def _edges(graph: GraphReader, by_node: Mapping[str, ClassPath]) -> tuple[list[AppliesTo], bool]:
    found: list[AppliesTo] = []
    after: str | None = None
    for _ in range(_PAGES):
        page = graph.edges_of(list(by_node), Direction.IN, [EdgeKind.APPLIES_TO], after=after)
        found += [edge for edge in page.items if isinstance(edge, AppliesTo)]
        after = page.next
        if after is None:
            return found, True
    return found, False


def _order(one: Application) -> tuple[bool, int, float, str]:
    return (not one.is_sure, one.path.steps, -(one.edge.confidence or 0.0), one.subject)
