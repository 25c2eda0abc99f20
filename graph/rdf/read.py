"""A file → quads → nodes, edges, statements and sources. Nothing is passed over in silence."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, TypeVar

from pydantic import BaseModel, ValidationError
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, parse

from graph.errors import RdfError
from graph.kinds import EdgeKind, NodeKind, ReviewState
from graph.model import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.rdf.terms import (
    EDGE_TYPE,
    FIRST,
    NAMES,
    NIL,
    OBJECT,
    ORDERED,
    PREDICATE,
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

M = TypeVar("M", bound=BaseModel)
_Values = dict[str, list[Any]]  # predicate IRI: objects
_RELATIONS = {term(kind).value: kind for kind in EdgeKind}
_NODE_FIELDS = {k: {c.name: c.type for c in cs if c.name != "id"} for k, cs in NODE_COLUMNS.items()}
_EDGE_FIELDS = {k: {c.name: c.type for c in cs if c.name != "kind"} for k, cs in EDGE_COLUMNS.items()}


@dataclass(frozen=True, slots=True)
class Content:
    """What an export holds."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    statements: tuple[Statement, ...] = ()
    sources: tuple[Source, ...] = ()


def read(data: bytes | IO[bytes], notation: Format, iris: Iris | None = None) -> Content:
    """What was written with :mod:`graph.rdf.write`. A relation without a statement beside it counts too.

    :raises RdfError: when the data is no such export: not of this notation, under another base, with a kind,
        property, relation or value the ontology does not have.
    """
    shown: dict[str, _Values] = {}
    said: dict[str, _Values] = {}
    try:
        for quad in parse(data, format=notation.oxigraph):
            table = shown if isinstance(quad.graph_name, DefaultGraph) else said
            values = table.setdefault(_key(quad.subject), {})
            values.setdefault(quad.predicate.value, []).append(quad.object)
    except SyntaxError as error:
        raise RdfError("not readable as {notation}: {error}", notation=notation, error=error) from error
    return _Reader(iris or Iris(), shown, said).content()


def _key(node: object) -> str:
    return f"_:{node.value}" if isinstance(node, BlankNode) else str(getattr(node, "value", node))


@dataclass(frozen=True, slots=True)
class _Reader:
    iris: Iris
    shown: dict[str, _Values]
    said: dict[str, _Values]

    def content(self) -> Content:
        nodes: list[Node] = []
        edges: list[Edge] = []
        sources: list[Source] = []
        for subject, values in self.shown.items():
            kind = values.get(TYPE.value, [None])[0]
            if kind == EDGE_TYPE:
                edges.append(self._edge(subject, values))
            elif kind == SOURCE_TYPE:
                sources.append(self._source(subject, values))
            elif kind is not None:
                nodes.append(self._node(subject, kind.value, values))
            elif FIRST.value not in values:
                self._refuse(subject, values, set(_RELATIONS))  # a node of elsewhere: relations only
        statements = [
            self._statement(subject, values)
            for subject, values in self.said.items()
            if STATEMENT_TYPE in values.get(TYPE.value, ())
        ]
        return Content(tuple(nodes), (*edges, *self._bare(edges)), tuple(statements), tuple(sources))

    def _node(self, subject: str, kind: str, values: _Values) -> Node:
        name = kind.removeprefix(ONTOLOGY)
        if name not in {k.value for k in NodeKind}:
            raise RdfError("{subject}: {kind} is no kind of node of the ontology", subject=subject, kind=kind)
        model, fields = NODE_KINDS[NodeKind(name)], _NODE_FIELDS[NodeKind(name)]
        self._refuse(subject, values, {TYPE.value, *_RELATIONS, *(term(field).value for field in fields)})
        return _valid(model, subject, {"id": self.iris.id(subject)} | self._fields(subject, fields, values))

    def _edge(self, subject: str, values: _Values) -> Edge:
        relation = self._one(subject, values, PREDICATE).value
        if relation not in _RELATIONS:
            raise RdfError("{subject}: {relation} is no relation of the ontology", subject=subject, relation=relation)
        kind = _RELATIONS[relation]
        known = {TYPE.value, SUBJECT.value, PREDICATE.value, OBJECT.value}
        self._refuse(subject, values, known | {term(field).value for field in _EDGE_FIELDS[kind]})
        found = self._fields(subject, _EDGE_FIELDS[kind], values)
        found["start"] = self.iris.id(self._one(subject, values, SUBJECT).value)
        found["end"] = self.iris.id(self._one(subject, values, OBJECT).value)
        return _valid(EDGE_KINDS[kind], subject, found)

    def _bare(self, edges: list[Edge]) -> Iterator[Edge]:
        """Relations nothing more is said of."""
        described = {(edge.start, edge.kind, edge.end) for edge in edges}
        for subject, values in self.shown.items():
            for relation, kind in _RELATIONS.items():
                for end in values.get(relation, ()):
                    ends = self.iris.id(subject), self.iris.id(end.value)
                    if (ends[0], kind, ends[1]) not in described:
                        yield EDGE_KINDS[kind](start=ends[0], end=ends[1])

    def _source(self, subject: str, values: _Values) -> Source:
        known = {name: values[iri][0].value for name, iri in SOURCE_TERMS.items() if iri in values}
        return Source(self.iris.split(subject)[1], **known)

    def _statement(self, subject: str, values: _Values) -> Statement:
        predicate = self._one(subject, values, PREDICATE).value
        if predicate not in NAMES:
            raise RdfError(
                "{subject}: {predicate} is no property or relation of the ontology",
                subject=subject,
                predicate=predicate,
            )
        about = self._one(subject, values, OBJECT)
        found: dict[str, Any] = dict.fromkeys(STATEMENT_COLUMNS)
        found |= self._fields(subject, STATEMENT_COLUMNS, values)
        found["review"] = ReviewState(found["review"])
        span = self._text(values, "span")
        qualifiers = self._text(values, "qualifiers")
        return Statement(
            id=int(self.iris.split(subject)[1]),
            subject=self.iris.id(self._one(subject, values, SUBJECT).value),
            predicate=NAMES[predicate],
            value=None if isinstance(about, NamedNode) else about.value,
            object=self.iris.id(about.value) if isinstance(about, NamedNode) else None,
            qualifiers=json.loads(qualifiers) if qualifiers else {},
            span=None if span is None else (int(span.split("-")[0]), int(span.split("-")[1])),
            **found,
        )

    def _fields(self, subject: str, columns: Mapping[str, ColumnType], values: _Values) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, kind in columns.items():
            objects = values.get(term(name).value)
            if not objects:
                continue
            if kind is ColumnType.TEXTS and name not in ORDERED:
                found[name] = tuple(one.value for one in objects)
            elif kind is ColumnType.TEXTS:
                found[name] = tuple(self._cells(self._one(subject, values, term(name))))
            else:
                found[name] = _python(subject, name, kind, self._one(subject, values, term(name)).value)
        return found

    def _cells(self, cell: object) -> Iterator[str]:
        while cell != NIL:
            values = self.shown.get(_key(cell), {})
            yield self._one(_key(cell), values, FIRST).value
            cell = self._one(_key(cell), values, REST)

    def _text(self, values: _Values, name: str) -> str | None:
        found = values.get(term(name).value)
        return None if not found else str(found[0].value)

    def _one(self, subject: str, values: _Values, predicate: NamedNode) -> Any:
        found = values.get(predicate.value, [])
        if len(found) != 1:
            raise RdfError(
                "{subject}: {predicate} has {count} values, one is expected",
                subject=subject,
                predicate=predicate.value,
                count=len(found),
            )
        return found[0]

    def _refuse(self, subject: str, values: _Values, known: set[str]) -> None:
        if unknown := sorted(set(values) - known):
            raise RdfError(
                "{subject}: not in the ontology for its kind: {unknown}", subject=subject, unknown=", ".join(unknown)
            )


def _python(subject: str, name: str, kind: ColumnType, text: str) -> object:
    try:
        if kind is ColumnType.DATE:
            return date.fromisoformat(text)
        if kind is ColumnType.BOOLEAN:
            return {"true": True, "1": True, "false": False, "0": False}[text]
        return {ColumnType.INTEGER: int, ColumnType.NUMBER: float}.get(kind, str)(text)
    except (ValueError, KeyError) as error:
        raise RdfError(
            "{subject}: {name} is {text!r}, expected {kind}",
            subject=subject,
            name=name,
            text=text,
            kind=kind.name.lower(),
        ) from error


def _valid(model: type[M], subject: str, values: dict[str, Any]) -> M:
    try:
        return model.model_validate(values)
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise RdfError("{subject}: {wrong}", subject=subject, wrong=wrong) from error
