"""The graph as RDF and back, and its validation against the SHACL shapes.

The shown graph stands in the default graph: a node by its fields, an edge as a plain triple with an
``rdf:Statement`` beside it that carries what is known of the edge. What each source said stands in a named
graph of that source: a ``bt:Statement`` for every fact, and plain triples for what it still says. Terms are
those of ``ontologies/biaotu.ttl``. What is written can be read again without loss.
"""

from graph.errors import RdfError
from graph.rdf.circles import circles
from graph.rdf.read import Content, read
from graph.rdf.shacl import Problem, Severity, validate
from graph.rdf.sparql import Sparql, Table
from graph.rdf.terms import Format, Iris, term
from graph.rdf.write import Writer, write

__all__ = [
    "Content",
    "Format",
    "Iris",
    "Problem",
    "RdfError",
    "Severity",
    "Sparql",
    "Table",
    "Writer",
    "circles",
    "read",
    "term",
    "validate",
    "write",
]
