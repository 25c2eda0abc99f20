"""The competition section of a check: provisions that name a supplier, brand, origin or body, for a person to judge."""

from __future__ import annotations

from collections.abc import Sequence

from api.usecases.library import Library
from graph.model import Organization
from ingest.bodies import organization_id
from search.compare.competition import Named, named
from search.compare.coverage.provisions import Provision
from search.compare.findings import Finding


def competition_findings(library: Library, provisions: Sequence[Provision], title: str) -> tuple[Finding, ...]:
    """One finding for each name in a provision; accusing nobody."""

    def known(names: Sequence[str]) -> str | None:
        nodes = {node.id for node in library.graph.nodes([organization_id(name) for name in names])
                 if isinstance(node, Organization)}  # fmt: skip
        return next((name for name in names if organization_id(name) in nodes), None)

    return tuple(map(_finding, named(provisions, known, title)))


def _finding(one: Named) -> Finding:
    return Finding(f"competition.{one.code}", (("name", one.name),), one.provision.text, one.provision.place)
