"""All that is extracted of one structured document, in one value."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from graph.document import Document
from graph.limits import Limit
from graph.references import Reference
from ingest.extract.bodies import Bodies, bodies_of
from ingest.extract.changes import Change, changes_of
from ingest.extract.limits import extract_from_document
from ingest.extract.patents import PatentStatement, patents_of
from ingest.extract.references import references_of
from ingest.extract.scope import Scope, scope_of
from ingest.extract.terms import Term, terms_of


class Extracted(BaseModel):
    """Facts of a document, each with its place."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    scope: Scope | None = None
    references: tuple[Reference, ...] = ()
    limits: tuple[Limit, ...] = ()
    terms: tuple[Term, ...] = ()
    bodies: Bodies = Bodies()
    patents: tuple[PatentStatement, ...] = ()
    changes: tuple[Change, ...] = ()


def extract(document: Document) -> Extracted:
    """Run all extractors; each is pure and knows only the document."""
    return Extracted(
        scope=scope_of(document),
        references=tuple(references_of(document)),
        limits=tuple(extract_from_document(document)),
        terms=tuple(terms_of(document)),
        bodies=bodies_of(document),
        patents=tuple(patents_of(document)),
        changes=tuple(changes_of(document)),
    )
