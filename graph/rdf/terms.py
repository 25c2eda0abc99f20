"""Names in RDF: which IRI stands for a node, a field, a kind of edge; which notation can hold what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode, RdfFormat

from graph.errors import RdfError
from graph.facts import SAME_AS
from graph.kinds import EdgeKind
from graph.model import kind_of
from graph.store.schema import NODE_COLUMNS, ColumnType
from graph.vocabulary import DATA, ONTOLOGY

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE, FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))
SUBJECT, PREDICATE, OBJECT = (NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
EDGE_TYPE = NamedNode(RDF + "Statement")
STATEMENT_TYPE = NamedNode(ONTOLOGY + "Statement")
SOURCE_TYPE = NamedNode("http://www.w3.org/ns/prov#Entity")
SOURCE_TERMS = {"title": DCTERMS + "title", "licence": DCTERMS + "license", "url": "https://schema.org/url"}
DATATYPES = {
    ColumnType.INTEGER: NamedNode(XSD + "integer"),
    ColumnType.NUMBER: NamedNode(XSD + "double"),
    ColumnType.BOOLEAN: NamedNode(XSD + "boolean"),
    ColumnType.DATE: NamedNode(XSD + "date"),
}
ORDERED = frozenset({"drafters", "inventors"})  # 主要起草人、发明人 keep their printed order: an rdf:List
PREFIXES = {"bt": ONTOLOGY, "rdf": RDF, "xsd": XSD, "dcterms": DCTERMS}
# of a statement of a source, beside subject, predicate, object or value, qualifiers and span
STATEMENT_COLUMNS = {
    "source": ColumnType.TEXT,
    "record": ColumnType.TEXT,
    "provenance": ColumnType.TEXT,
    "retrieved_on": ColumnType.DATE,
    "file": ColumnType.TEXT,
    "row": ColumnType.INTEGER,
    "extractor": ColumnType.TEXT,
    "confidence": ColumnType.NUMBER,
    "place": ColumnType.TEXT,
    "review": ColumnType.TEXT,
    "first_seen": ColumnType.DATE,
    "last_seen": ColumnType.DATE,
    "live": ColumnType.BOOLEAN,
}


class Format(StrEnum):
    """Notations; Turtle alone cannot hold what each source said, since it has no named graphs."""

    TURTLE = "turtle"
    TRIG = "trig"
    JSON_LD = "json-ld"
    N_QUADS = "n-quads"

    @property
    def oxigraph(self) -> RdfFormat:
        """The same for pyoxigraph."""
        return {
            Format.TURTLE: RdfFormat.TURTLE,
            Format.TRIG: RdfFormat.TRIG,
            Format.JSON_LD: RdfFormat.JSON_LD,
            Format.N_QUADS: RdfFormat.N_QUADS,
        }[self]


@cache
def term(name: str) -> NamedNode:
    """The property of a field or edge: ``title_zh`` is ``bt:titleZh``, ``ISSUED_BY`` is ``bt:issuedBy``."""
    first, *rest = name.lower().split("_")
    return NamedNode(ONTOLOGY + first + "".join(word.title() for word in rest))


PREDICATES = {
    **{column.name: term(column.name) for columns in NODE_COLUMNS.values() for column in columns},
    **{kind.value: term(kind.value) for kind in EdgeKind},
    SAME_AS: NamedNode("http://www.w3.org/2002/07/owl#sameAs"),
}
NAMES = {node.value: name for name, node in PREDICATES.items()}


@dataclass(frozen=True, slots=True)
class Iris:
    """Ids of nodes as IRIs under a base, and back: ``work:GB/T 1.1`` is ``<base>work/GB%2FT%201.1``."""

    base: str = DATA

    def node(self, node_id: str) -> NamedNode:
        """:raises ValueError: for a text that is no id of a node."""
        kind_of(node_id)
        prefix, _, key = node_id.partition(":")
        return self.other(prefix, key)

    def other(self, prefix: str, key: str) -> NamedNode:
        """The IRI of what is no node: a source, a statement, an edge."""
        return NamedNode(f"{self.base}{prefix}/{quote(key, safe='')}")

    def split(self, iri: str) -> tuple[str, str]:
        """``(prefix, key)`` of an IRI.

        :raises RdfError: when it is not under the base.
        """
        prefix, slash, key = iri.removeprefix(self.base).partition("/")
        if not iri.startswith(self.base) or not slash:
            raise RdfError("{iri}: not under {base}; give the base the data was written with", iri=iri, base=self.base)
        return prefix, unquote(key)

    def id(self, iri: str) -> str:
        """The id of a node.

        :raises RdfError: when the IRI is none.
        """
        node = ":".join(self.split(iri))
        try:
            kind_of(node)
        except ValueError as error:
            raise RdfError("{iri}: {error}", iri=iri, error=error) from error
        return node
