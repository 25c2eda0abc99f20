"""The SKOS schemes of ``ontologies/`` as typed values: fields, sectors, aspects, policy tasks, code lists.

A scheme is read once, with pyoxigraph (import and parse of ``domains.ttl`` 26 ms; rdflib takes 190 ms), and
only when first asked for. Which words and codes lead to a concept stands in the Turtle file, where a
standards engineer can correct it; :class:`Rules` is only its typed form.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import ontologies

if TYPE_CHECKING:
    from pyoxigraph import Literal

ONTOLOGY = "https://w3id.org/biaotu/ontology#"
DATA = "https://w3id.org/biaotu/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

PRIORITY_FIELD = "priority-field"  # 重点领域, 二(二)
SERVICE_SECTOR = "service-sector"  # 服务业门类, 二(五)

_FILES = {"domain": "domains.ttl", "aspect": "aspects.ttl", "task": "policy-beijing-2018.ttl"}
_CODE_LISTS = "levels.ttl"  # level, nature, status, degree, reference, grade, review


@dataclass(frozen=True, slots=True)
class Rules:
    """What leads from a record to a concept (see the head of ``domains.ttl`` and ``aspects.ttl``).

    ``ics``, ``ccs``, ``industries`` are prefixes that decide alone, ``keywords`` words that do; a
    ``context_*`` prefix and a context word decide only together; a title with an ``excluded`` word is never
    of the concept; a ``masked`` phrase hides the words inside it and nothing more.
    """

    ics: tuple[str, ...] = ()
    ccs: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    context_ics: tuple[str, ...] = ()
    context_ccs: tuple[str, ...] = ()
    context_keywords: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of a scheme. ``key`` is its notation, the part of a node id after the colon."""

    key: str
    iri: str
    label_zh: str
    label_en: str
    definition_zh: str | None = None
    definition_en: str | None = None
    clause: str | None = None  # where its source names it, e.g. 二(二)
    broader: str | None = None  # key of the concept above
    related: tuple[str, ...] = ()  # IRIs of concepts of other schemes
    rules: Rules = Rules()


Scheme = dict[str, Concept]


def domains() -> Scheme:
    """The six priority fields and nine service sectors, by key, in the order of the policy document."""
    return {key: concept for key, concept in concepts("domain").items() if concept.broader}


def priority_fields() -> Scheme:
    """智能制造 … 绿色制造, 二(二)."""
    return {key: concept for key, concept in domains().items() if concept.broader == PRIORITY_FIELD}


def service_sectors() -> Scheme:
    """科技服务业 … 体育产业, 二(五)."""
    return {key: concept for key, concept in domains().items() if concept.broader == SERVICE_SECTOR}


def aspects() -> Scheme:
    """Kinds of standards by what they settle (GB/T 20000.1-2014, 7; GB/T 1.1-2020, 4)."""
    return concepts("aspect")


def policy_tasks() -> Scheme:
    """The tasks 二(一)–(十六) and safeguards 三(一)–(七) of the Beijing guidance on group standards, 2018."""
    return {key: concept for key, concept in concepts("task").items() if concept.broader}


def code_list(name: str) -> Scheme:
    """``level``, ``nature``, ``status``, ``degree`` (of adoption), ``reference``, ``grade`` or ``review``."""
    return concepts(name)


@cache
def concepts(name: str) -> Scheme:
    """All concepts of the scheme ``name``, by key, in the order of the file.

    :raises KeyError: when there is no such scheme.
    """
    scheme = f"{DATA}{name}/scheme"
    found = {
        concept.key: concept
        for concept in _read(_FILES.get(name, _CODE_LISTS))
        if concept.iri.startswith(f"{DATA}{name}/")
    }
    if not found:
        raise KeyError(f"no scheme {scheme}")
    return found


@cache
def _read(file: str) -> tuple[Concept, ...]:
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse  # loaded only when a scheme is needed

    literals: dict[str, dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    order: list[str] = []
    for quad in parse(ontologies.load(file), format=RdfFormat.TURTLE):
        if not isinstance(quad.subject, NamedNode):
            continue
        subject, predicate = quad.subject.value, quad.predicate.value
        if isinstance(quad.object, Literal):
            literals[subject][predicate].append(quad.object)
        elif isinstance(quad.object, NamedNode):
            links[subject][predicate].append(quad.object.value)
            if predicate == RDF_TYPE and quad.object.value == SKOS + "Concept":
                order.append(subject)
    notation = {iri: literals[iri][SKOS + "notation"][0].value for iri in order}

    def concept(iri: str) -> Concept:
        own, out = literals[iri], links[iri]

        def text(predicate: str, language: str | None = None) -> str | None:
            return next((o.value for o in own[predicate] if language in (None, o.language)), None)

        def all_of(name: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(o.value for o in own[ONTOLOGY + name]))

        above = out[SKOS + "broader"]
        return Concept(
            key=notation[iri],
            iri=iri,
            label_zh=text(SKOS + "prefLabel", "zh") or notation[iri],
            label_en=text(SKOS + "prefLabel", "en") or notation[iri],
            definition_zh=text(SKOS + "definition", "zh"),
            definition_en=text(SKOS + "definition", "en"),
            clause=text(ONTOLOGY + "sourceClause"),
            broader=notation[above[0]] if above else None,
            related=tuple(out[SKOS + "related"]),
            rules=Rules(
                ics=all_of("icsPrefix"),
                ccs=all_of("ccsPrefix"),
                industries=all_of("industryPrefix"),
                keywords=all_of("keyword"),
                context_ics=all_of("contextIcsPrefix"),
                context_ccs=all_of("contextCcsPrefix"),
                context_keywords=all_of("contextKeyword"),
                excluded=all_of("excludedKeyword"),
                masked=all_of("maskedPhrase"),
            ),
        )

    return tuple(concept(iri) for iri in order)
