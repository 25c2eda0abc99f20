"""The vocabulary biaotu ships as a source of its own: fields, aspects, policy tasks, provinces, classes of objects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from graph import objects
from graph.facts import Fact
from graph.ids import code_table
from graph.kinds import EdgeKind, NodeKind
from graph.model import node_id
from graph.statements import VOCABULARY, Record
from graph.vocabulary import DATA, Concept, aspects, domains, policy_tasks

EDITION = date(2026, 11, 24)  # of the vocabulary: move it with a change of the ontologies
_EXTRACTOR = "vocabulary@1"
_TASK = f"{DATA}task/"
_CONFIDENCE = {"registry": 0.95, "": 0.8}  # of a row of horizontals.csv: title compared with a registry, or not


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
    yield from _classes()
    yield from _horizontals()


def _classes() -> Iterator[Record]:
    """Classes of objects, each with those above it (``graph/data/objects/classes.csv``)."""
    above: dict[str, list[Fact]] = defaultdict(list)
    for row in objects.rows("classes"):
        child, parent = objects.canonical(row["term"]), objects.canonical(row["parent"])
        if child != parent:
            qualifiers = (("evidence", row["source"] or None), ("rule", row["relation"]))
            above[child].append(
                Fact(object_class(child), EdgeKind.BROADER, object=object_class(parent), qualifiers=qualifiers,
                     extractor=_EXTRACTOR)
            )  # fmt: skip
    for name in sorted(objects.known_classes()):
        yield Record(
            VOCABULARY, object_class(name), EDITION, (_named(object_class(name), name), *dict.fromkeys(above[name]))
        )


def _horizontals() -> Iterator[Record]:
    """Standards that apply through what the object is, by the clause of their scope (``horizontals.csv``)."""
    covered: dict[str, list[Fact]] = defaultdict(list)
    for row in objects.rows("horizontals"):
        work = node_id(NodeKind.WORK, row["work"])
        for name in filter(objects.known_classes().__contains__, map(objects.canonical, row["classes"].split("|"))):
            qualifiers = (
                ("confidence", _CONFIDENCE.get(row["title_checked"], _CONFIDENCE[""])), ("evidence", row["source"]),
                ("excluded", False), ("rule", "table"),
            )  # fmt: skip
            covered[work].append(
                Fact(work, EdgeKind.APPLIES_TO, object=object_class(name), qualifiers=qualifiers, extractor=_EXTRACTOR)
            )
    for work, facts in covered.items():
        yield Record(VOCABULARY, work, EDITION, tuple(dict.fromkeys(facts)))


def object_class(name: str) -> str:
    """The node of a class of objects by its preferred term."""
    return node_id(NodeKind.OBJECT_CLASS, name)


def _named(node: str, name: str) -> Fact:
    return Fact(node, "name_zh", name, extractor=_EXTRACTOR)


def _tasks(concept: Concept) -> list[str]:
    return [node_id(NodeKind.POLICY_TASK, iri.removeprefix(_TASK)) for iri in concept.related if iri.startswith(_TASK)]
