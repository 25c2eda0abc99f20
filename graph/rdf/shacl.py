"""Validation against ``ontologies/shapes.ttl``, with messages a person can read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import unquote

import ontologies
from graph.errors import RdfError
from graph.rdf.terms import Format

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


class Severity(StrEnum):
    """How bad a problem is. A relation that leads out of the data is a warning: a part may be exported."""

    VIOLATION = "violation"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a shape does not allow."""

    node: str  # IRI, readable
    path: str | None  # property or relation, e.g. bt:year
    value: str | None
    severity: Severity
    message_zh: str
    message_en: str


def validate(data: bytes, notation: Format) -> tuple[Problem, ...]:
    """Problems of RDF against the shapes, violations first; empty when there are none.

    Only the shown graph is checked: what sources said is kept as said. This is slow (some 600 nodes and edges
    a second); the typed model checks nearly the same while reading.

    :raises RdfError: when the data cannot be read.
    """
    from pyshacl import validate as run  # pyshacl and rdflib take a second to import
    from rdflib import Graph
    from rdflib.namespace import RDF, SH

    try:
        graph = Graph().parse(data=_default_graph(data, notation), format="nt")
    except SyntaxError as error:
        raise RdfError("not readable as {notation}: {error}", notation=notation, error=error) from error
    shapes = Graph().parse(data=ontologies.load("shapes.ttl"), format="turtle")
    _, report, _ = run(graph, shacl_graph=shapes, advanced=False)
    if not isinstance(report, Graph):
        raise RdfError("the shapes could not be applied: {report}", report=report)
    names = shapes.namespace_manager
    found = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        path, value = report.value(result, SH.resultPath), report.value(result, SH.value)
        warning = report.value(result, SH.resultSeverity) == SH.Warning
        found.append(
            Problem(
                node=unquote(str(report.value(result, SH.focusNode))),
                path=None if path is None else names.normalizeUri(str(path)),
                value=None if value is None else unquote(str(value)),
                severity=Severity.WARNING if warning else Severity.VIOLATION,
                message_zh=_message(report, result, "zh"),
                message_en=_message(report, result, "en"),
            )
        )
    found.sort(key=lambda p: (p.severity is Severity.WARNING, p.node, p.path or "", p.message_en))
    return tuple(found)


def _default_graph(data: bytes, notation: Format) -> bytes:
    from pyoxigraph import DefaultGraph, RdfFormat, parse, serialize

    quads = parse(data, format=notation.oxigraph)
    triples = (quad.triple for quad in quads if isinstance(quad.graph_name, DefaultGraph))
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _message(report: Graph, result: Node, language: str) -> str:
    from rdflib.namespace import SH

    said = [m for m in report.objects(result, SH.resultMessage) if getattr(m, "language", None) == language]
    return str(said[0]) if said else ""
