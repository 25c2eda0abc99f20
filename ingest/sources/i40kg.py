"""The Industry 4.0 standards knowledge graph (I40KG, CC BY 3.0): Turtle of the ontology ``sto``.

A standard whose label is a number is taken with its classes (RAMI 4.0, IIRA …) and the standards it is related to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from graph.ids import InvalidIdentifier, StandardId, parse
from ingest.errors import UnreadableFile
from ingest.records import ClassifiedRecord, ClassRecord, Issue, Problem, Row

SOURCE = "i40kg"
SCHEME = "I40KG"
_STO = "https://w3id.org/i40/sto#"
_BASE = "https://w3id.org/i40/sto/"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
_TITLE = "http://purl.org/dc/terms/title"
_SUFFIXES = ("StandardClassification", "Classification")
_ATTRIBUTION = "I40KG, github.com/i40-Tools/I40KG, CC BY 3.0"


def rows(path: Path) -> Iterator[Row | Issue]:
    """Every class and standard of a file.

    Raises :class:`UnreadableFile` with line and column for Turtle that is not well-formed; nothing of it is taken.
    """
    from pyoxigraph import Literal, NamedNode, RdfFormat
    from pyoxigraph import parse as read

    texts: dict[str, dict[str, str]] = defaultdict(dict)
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    order: list[str] = []
    try:
        for quad in read(path=str(path), format=RdfFormat.TURTLE, base_iri=_BASE):
            if not isinstance(quad.subject, NamedNode):
                continue
            subject, predicate = quad.subject.value, quad.predicate.value
            if isinstance(quad.object, Literal):
                texts[subject].setdefault(predicate, quad.object.value)
            elif isinstance(quad.object, NamedNode):
                links[subject][predicate].append(quad.object.value)
                if predicate == _TYPE:
                    order.append(subject)
    except (SyntaxError, ValueError, OSError) as error:
        raise UnreadableFile(
            "{path}: not well-formed Turtle: {error}; nothing of the file was taken", path=path, error=error
        ) from error
    standards = {one for one in order if f"{_STO}Standard" in links[one][_TYPE]}
    if not standards:
        raise UnreadableFile("{path}: Turtle without standards of I40KG (sto:Standard); exports of biaotu are read by "
"the RDF reader", path=path)  # fmt: skip
    named = {one: _identifier(texts[one], one) for one in standards}
    classes = {target for one in standards for target in links[one][f"{_STO}hasClassification"]}
    for place, one in enumerate(dict.fromkeys(order), 1):
        if one in classes:
            name = texts[one].get(_LABEL) or _local(one)
            yield Row(place, ClassRecord(SCHEME, _local(one), None, name, provenance=_ATTRIBUTION))
        elif one in standards:
            identifier = named[one]
            if identifier is None:
                yield Issue(place, Problem.NO_IDENTIFIER, "its label is no standard number",
                            texts[one].get(_LABEL) or _local(one))  # fmt: skip
                continue
            related = {
                other.canonical: other
                for target in links[one][f"{_STO}relatedTo"]
                if (other := named.get(target)) is not None and other.canonical != identifier.canonical
            }
            yield Row(place, ClassifiedRecord(
                identifier, texts[one].get(_TITLE),
                tuple((SCHEME, _local(target)) for target in dict.fromkeys(links[one][f"{_STO}hasClassification"])),
                tuple(related.values()), _ATTRIBUTION))  # fmt: skip


def _identifier(own: dict[str, str], iri: str) -> StandardId | None:
    for text in (own.get(_LABEL, ""), _local(iri).replace("_", " ")):
        try:
            return parse(text)
        except InvalidIdentifier:
            continue
    return None


def _local(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
