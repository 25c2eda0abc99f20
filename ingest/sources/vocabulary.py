"""The vocabulary biaotu ships as a source of its own: fields, aspects, policy tasks, provinces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from graph.facts import Fact
from graph.ids import code_table
from graph.kinds import EdgeKind, NodeKind
from graph.model import node_id
from graph.statements import VOCABULARY, Record
from graph.vocabulary import DATA, Concept, aspects, domains, policy_tasks

EDITION = date(2026, 11, 24)  # of the vocabulary: move it with a change of the ontologies
_EXTRACTOR = "vocabulary@1"
_TASK = f"{DATA}task/"


def records() -> Iterator[Record]:
    """One record a concept. The same vocabulary gives the same records, on whatever day."""
    for kind, scheme in (
        (NodeKind.DOMAIN, domains()), (NodeKind.ASPECT, aspects()), (NodeKind.POLICY_TASK, policy_tasks()),
    ):  # fmt: skip
        for concept in scheme.values():
            node = node_id(kind, concept.key)
            facts = [
                _named(node, concept.label_zh),
                Fact(node, "name_en", concept.label_en, extractor=_EXTRACTOR),
            ]
            if kind is NodeKind.DOMAIN:
                facts += [
                    Fact(node, EdgeKind.SUPPORTS_TASK, object=task, extractor=_EXTRACTOR) for task in _tasks(concept)
                ]
            yield Record(VOCABULARY, node, EDITION, tuple(facts))
    for code, name in code_table().provinces.items():
        region = node_id(NodeKind.REGION, code)
        yield Record(VOCABULARY, region, EDITION, (_named(region, name),))


def _named(node: str, name: str) -> Fact:
    return Fact(node, "name_zh", name, extractor=_EXTRACTOR)


def _tasks(concept: Concept) -> list[str]:
    return [node_id(NodeKind.POLICY_TASK, iri.removeprefix(_TASK)) for iri in concept.related if iri.startswith(_TASK)]
