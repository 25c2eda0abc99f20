"""Nodes, edges, statements and sources → quads → a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import IO

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple, serialize

from graph.errors import RdfError
from graph.model import Edge, Node
from graph.rdf.terms import (
    DATATYPES,
    EDGE_TYPE,
    FIRST,
    NIL,
    OBJECT,
    ORDERED,
    PREDICATE,
    PREDICATES,
    PREFIXES,
    REST,
    SOURCE_TERMS,
    SOURCE_TYPE,
    STATEMENT_COLUMNS,
    STATEMENT_TYPE,
    SUBJECT,
    TYPE,
    Format,
    Iris,
    term,
)
from graph.statements import Source, Statement
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS, ColumnType
from graph.vocabulary import ONTOLOGY


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes quads, one thing after the other; holds nothing, so that any number can be written."""

    iris: Iris = field(default_factory=Iris)

    def node(self, node: Node) -> Iterator[Quad]:
        """The type and the fields of a node."""
        subject = self.iris.node(node.id)
        yield Quad(subject, TYPE, NamedNode(ONTOLOGY + node.kind))
        for column in NODE_COLUMNS[node.kind]:
            if column.name != "id":
                yield from _field(subject, column.name, column.type, getattr(node, column.name))

    def edge(self, edge: Edge) -> Iterator[Quad]:
        """The plain triple, and the statement about it."""
        start, relation, end = self.iris.node(edge.start), term(edge.kind), self.iris.node(edge.end)
        digest = hashlib.blake2b((edge.kind + edge.model_dump_json()).encode(), digest_size=12).hexdigest()
        about = self.iris.other("edge", digest)
        yield Quad(start, relation, end)
        yield Quad(about, TYPE, EDGE_TYPE)
        yield Quad(about, SUBJECT, start)
        yield Quad(about, PREDICATE, relation)
        yield Quad(about, OBJECT, end)
        for column in EDGE_COLUMNS[edge.kind]:
            if column.name != "kind":
                yield from _field(about, column.name, column.type, getattr(edge, column.name))

    def statement(self, said: Statement) -> Iterator[Quad]:
        """A fact as one source said it, in the graph of that source.

        :raises RdfError: when its predicate is not in the ontology.
        """
        if said.predicate not in PREDICATES:
            raise RdfError(
                "statement {statement}: predicate {predicate!r} is not in the ontology",
                statement=said.id,
                predicate=said.predicate,
            )
        graph = self.iris.other("source", said.source)
        about = self.iris.other("statement", str(said.id))
        subject, predicate = self.iris.node(said.subject), PREDICATES[said.predicate]
        value = self.iris.node(said.object) if said.object is not None else Literal(said.value or "")
        if said.live:
            yield Quad(subject, predicate, value, graph)
        yield Quad(about, TYPE, STATEMENT_TYPE, graph)
        yield Quad(about, SUBJECT, subject, graph)
        yield Quad(about, PREDICATE, predicate, graph)
        yield Quad(about, OBJECT, value, graph)
        for name, kind in STATEMENT_COLUMNS.items():
            for quad in _field(about, name, kind, getattr(said, name)):
                yield Quad(quad.subject, quad.predicate, quad.object, graph)
        if said.qualifiers:
            text = json.dumps(said.qualifiers, ensure_ascii=False, sort_keys=True)
            yield Quad(about, term("qualifiers"), Literal(text), graph)
        if said.span is not None:
            yield Quad(about, term("span"), Literal(f"{said.span[0]}-{said.span[1]}"), graph)

    def source(self, source: Source) -> Iterator[Quad]:
        """What is known of a source, in public terms."""
        subject = self.iris.other("source", source.key)
        yield Quad(subject, TYPE, SOURCE_TYPE)
        for name, iri in SOURCE_TERMS.items():
            if (value := getattr(source, name)) is not None:
                yield Quad(subject, NamedNode(iri), Literal(value))


def write(quads: Iterable[Quad], output: IO[bytes] | Path, notation: Format, iris: Iris | None = None) -> None:
    """Write quads of a :class:`Writer` one after the other; memory does not grow with their number.

    :param iris: for the prefixes of the file, the same the writer has
    :raises RdfError: when a quad of a source's graph is to be written as Turtle.
    """
    base = (iris or Iris()).base
    prefixes = PREFIXES | {name: f"{base}{name}/" for name in ("standard", "work", "org", "source", "edge")}
    target = str(output) if isinstance(output, Path) else output
    if notation is Format.TURTLE:
        serialize(_triples(quads), target, notation.oxigraph, prefixes=prefixes)
    else:
        serialize(quads, target, notation.oxigraph, prefixes=prefixes)


def _triples(quads: Iterable[Quad]) -> Iterator[Triple]:
    for quad in quads:
        if not isinstance(quad.graph_name, DefaultGraph):
            raise RdfError("Turtle has no named graphs: write what sources said as trig, json-ld or n-quads")
        yield quad.triple


def _field(subject: NamedNode, name: str, kind: ColumnType, value: object) -> Iterator[Quad]:
    if isinstance(value, tuple):
        if name in ORDERED:
            yield from _ordered(subject, name, value)
        else:
            yield from (Quad(subject, term(name), Literal(str(one))) for one in value)
    elif value is not None:
        yield Quad(subject, term(name), _literal(name, kind, value))


def _ordered(subject: NamedNode, name: str, values: tuple[object, ...]) -> Iterator[Quad]:
    cells = [BlankNode() for _ in values]
    for at, value in enumerate(values):
        if at == 0:
            yield Quad(subject, term(name), cells[0])
        yield Quad(cells[at], FIRST, Literal(str(value)))
        yield Quad(cells[at], REST, cells[at + 1] if at + 1 < len(cells) else NIL)


def _literal(name: str, kind: ColumnType, value: object) -> Literal:
    if kind is ColumnType.TEXT:
        text = value.value if isinstance(value, StrEnum) else str(value)
        return Literal(text, language=name[-2:] if name.endswith(("_zh", "_en")) else None)
    if isinstance(value, bool):
        return Literal(str(value).lower(), datatype=DATATYPES[kind])
    text = value.isoformat() if isinstance(value, date) else repr(value)
    return Literal(text, datatype=DATATYPES[kind])
