"""The ontology is the one list: model, store schema, shapes, schemes and docs/ontology.md agree with it."""

import re
import types
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple, Union, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel
from rdflib import BNode, Graph, URIRef
from rdflib import namespace as ns
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, ORG, OWL, PROV, RDF, RDFS, SH, SKOS, Namespace
from rdflib.term import Node as Term

import ontologies
from graph.kinds import EdgeKind, NodeKind
from graph.model import EDGE_KINDS, NODE_KINDS, PREFIXES
from graph.statements import Statement
from graph.store.schema import EDGE_COLUMNS, NODE_COLUMNS, ColumnType
from graph.vocabulary import ONTOLOGY, code_list

BT = Namespace(ONTOLOGY)
SHAPE = Namespace("https://w3id.org/biaotu/shapes#")
FILES = ("biaotu.ttl", "shapes.ttl", "domains.ttl", "aspects.ttl", "levels.ttl", "policy-beijing-2018.ttl")
ORDERED = {"drafters", "inventors"}  # 主要起草人、发明人 keep their printed order: an rdf:List
DOCS = Path(__file__).parents[3] / "docs" / "ontology.md"


def load(name: str) -> Graph:
    return Graph().parse(data=ontologies.load(name), format="turtle")


ONTO, SHAPES = load("biaotu.ttl"), load("shapes.ttl")


def camel(name: str) -> str:
    first, *rest = name.lower().split("_")
    return first + "".join(word.title() for word in rest)


class Field(NamedTuple):
    annotation: object
    required: bool


def fields(model: type[BaseModel]) -> dict[str, Field]:
    """What a node or edge says, without what names it and its ends."""
    return {
        name: Field(info.annotation, info.is_required())
        for name, info in model.model_fields.items()
        if name not in ("id", "start", "end")
    }


def statement_fields() -> dict[str, Field]:
    """What is known of a statement of a source, beside subject, predicate and object or value (rdf terms)."""
    written = {"qualifiers": Field(str | None, False), "span": Field(str | None, False)}  # JSON; from-to
    return {
        name: written.get(name, Field(annotation, type(None) not in get_args(annotation)))
        for name, annotation in get_type_hints(Statement).items()
        if name not in ("id", "subject", "predicate", "object", "value")
    }


def plain(annotation: object) -> tuple[object, bool]:
    """``(type without None, whether it holds several)``."""
    if get_origin(annotation) in (Union, types.UnionType):
        (annotation,) = (arg for arg in get_args(annotation) if arg is not type(None))
    if get_origin(annotation) is tuple:
        return get_args(annotation)[0], True
    return annotation, False


def datatype(name: str, info: Field) -> URIRef:
    if name in ORDERED:
        return RDF.List
    kind, _ = plain(info.annotation)
    if kind is str and name.endswith(("_zh", "_en")):
        return RDF.langString
    table: tuple[tuple[type, URIRef], ...] = (
        (bool, ns.XSD.boolean), (int, ns.XSD.integer), (float, ns.XSD.double), (date, ns.XSD.date),
        (str, ns.XSD.string),
    )  # fmt: skip
    assert isinstance(kind, type)
    return next(xsd for python, xsd in table if issubclass(kind, python))


def single(name: str, info: Field) -> bool:
    return name in ORDERED or not plain(info.annotation)[1]


MODELS: dict[URIRef, list[type[BaseModel]]] = {BT[kind]: [model] for kind, model in NODE_KINDS.items()}
MODELS[RDF.Statement] = list(EDGE_KINDS.values())
HOLDERS: dict[str, dict[URIRef, Field]] = {}  # field: the classes that have it
for _cls, _models in MODELS.items():
    for _model in _models:
        for _name, _info in fields(_model).items():
            HOLDERS.setdefault(_name, {})[_cls] = _info
for _name, _info in statement_fields().items():
    HOLDERS.setdefault(_name, {})[BT.Statement] = _info


def typed(kind: Term) -> set[Term]:
    return {s for s in ONTO.subjects(RDF.type, kind) if str(s).startswith(BT)}


def ends(prop: URIRef, side: URIRef) -> set[Term]:
    """A class, or the members of a union."""
    found: set[Term] = set()
    for node in ONTO.objects(prop, side):
        union = ONTO.value(node, OWL.unionOf)
        found |= set(Collection(ONTO, union)) if union is not None else {node}
    return found


def test_classes_are_the_kinds_of_nodes_and_the_statement_of_a_source() -> None:
    assert typed(OWL.Class) == {BT[kind] for kind in NodeKind} | {BT.Statement}


def test_properties_are_the_fields_of_the_model() -> None:
    assert typed(OWL.DatatypeProperty) | typed(RDF.Property) == {BT[camel(name)] for name in HOLDERS}


def test_object_properties_are_the_kinds_of_edges() -> None:
    assert typed(OWL.ObjectProperty) == {BT[camel(kind)] for kind in EdgeKind}


@pytest.mark.parametrize("name", HOLDERS)
def test_property_has_the_classes_datatype_and_cardinality_of_the_field(name: str) -> None:
    prop, holders = BT[camel(name)], HOLDERS[name]
    info = next(iter(holders.values()))
    assert ends(prop, RDFS.domain) == set(holders)
    assert set(ONTO.objects(prop, RDFS.range)) == {datatype(name, info)}
    assert ((prop, RDF.type, OWL.FunctionalProperty) in ONTO) is single(name, info)
    assert {datatype(name, other) for other in holders.values()} == {datatype(name, info)}


@pytest.mark.parametrize("kind", EdgeKind)
def test_relation_has_the_ends_of_the_edge(kind: EdgeKind) -> None:
    pairs = EDGE_KINDS[kind].ends
    assert ends(BT[camel(kind)], RDFS.domain) == {BT[start] for start, _ in pairs}
    assert ends(BT[camel(kind)], RDFS.range) == {BT[end] for _, end in pairs}


TERMS = sorted({s for s in ONTO.subjects(RDF.type) if str(s).startswith(BT)}, key=str)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_named_and_explained_in_both_languages(term: URIRef) -> None:
    for says in (RDFS.label, RDFS.comment):
        assert sorted(str(getattr(o, "language", "")) for o in ONTO.objects(term, says)) == ["en", "zh"]


@pytest.mark.parametrize("file", FILES)
def test_files_use_only_terms_the_ontology_has(file: str) -> None:
    known = {str(s) for s in ONTO.subjects(RDF.type)}
    used = {str(term) for triple in load(file) for term in triple if str(term).startswith(BT)}
    assert used - known == set()


def test_mappings_point_to_terms_that_exist() -> None:
    public = (DCTERMS, SKOS, ORG, PROV, ns.SDO, RDFS, RDF)
    for relation in (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch):
        for term, target in ONTO.subject_objects(relation):
            space = next((n for n in public if str(target).startswith(str(n))), None)
            assert space is not None, f"{term}: {target} is of no vocabulary used here"
            assert target in space, f"{term}: {target} does not exist"


def test_values_from_points_to_a_scheme() -> None:
    for prop, scheme in ONTO.subject_objects(BT.valuesFrom):
        assert code_list(str(scheme).split("/")[-2]), prop


# --- shapes ---


def shape_of(cls: URIRef) -> Term:
    (shape,) = SHAPES.subjects(SH.targetClass, cls)
    return shape


def on_path(cls: URIRef, path: URIRef) -> list[Term]:
    return [p for p in SHAPES.objects(shape_of(cls), SH.property) if SHAPES.value(p, SH.path) == path]


def number(node: Term, says: URIRef) -> int | None:
    value = SHAPES.value(node, says)
    return None if value is None else int(str(value))


def test_shapes_target_every_kind_of_node_and_the_statements_of_edges() -> None:
    assert set(SHAPES.objects(None, SH.targetClass)) == {*MODELS, BT.Statement}


@pytest.mark.parametrize(("cls", "name"), [(c, n) for n, holders in HOLDERS.items() for c in holders])
def test_shape_demands_what_the_model_demands(cls: URIRef, name: str) -> None:
    info = HOLDERS[name][cls]
    (shape,) = on_path(cls, BT[camel(name)])
    if name not in ORDERED:
        assert SHAPES.value(shape, SH.datatype) == datatype(name, info)
    assert number(shape, SH.maxCount) == (1 if single(name, info) else None)
    assert number(shape, SH.minCount) == (1 if info.required else None)


@pytest.mark.parametrize("kind", NodeKind)
def test_shape_of_a_node_knows_its_edges_and_where_they_lead(kind: NodeKind) -> None:
    prefix = {node: key for key, node in PREFIXES.items()}
    expected = {
        BT[camel(edge)]: {prefix[end] for start, end in model.ends if start is kind}
        for edge, model in EDGE_KINDS.items()
        if kind in {start for start, _ in model.ends}
    }
    found = {}
    for path in expected:
        shapes = on_path(BT[kind], path)
        (pattern,) = (str(p) for shape in shapes for p in SHAPES.objects(shape, SH.pattern))
        found[path] = set(re.findall(r"\w+", pattern.split("/")[1]))
        classes = {o for s in shapes for o in SHAPES.objects(s, SH["class"])} | {
            SHAPES.value(option, SH["class"])
            for s in shapes
            for options in SHAPES.objects(s, SH["or"])
            for option in Collection(SHAPES, options)
        }
        assert classes == {BT[PREFIXES[key]] for key in expected[path]}
    assert found == expected


def test_every_path_of_a_shape_is_a_field_or_edge_of_its_class() -> None:
    for cls in (*MODELS, BT.Statement):
        own = {BT[camel(name)] for name, holders in HOLDERS.items() if cls in holders}
        for edge, model in EDGE_KINDS.items():
            own |= {BT[camel(edge)] for start, _ in model.ends if BT[start] == cls}
        if cls in (RDF.Statement, BT.Statement):
            own |= {RDF.subject, RDF.predicate, RDF.object}
        assert {SHAPES.value(p, SH.path) for p in SHAPES.objects(shape_of(cls), SH.property)} == own


def test_listed_values_are_the_notations_of_their_scheme() -> None:
    for prop, scheme in ONTO.subject_objects(BT.valuesFrom):
        notations = list(code_list(str(scheme).split("/")[-2]))
        shapes = list(SHAPES.subjects(SH.path, prop))
        assert shapes, prop
        for shape in shapes:
            assert [str(v) for v in Collection(SHAPES, SHAPES.value(shape, SH["in"]))] == notations, prop


def test_every_constraint_says_in_both_languages_what_is_wrong() -> None:
    for shape in {*SHAPES.subjects(RDF.type, SH.NodeShape), *SHAPES.objects(None, SH.property)}:
        assert {getattr(m, "language", None) for m in SHAPES.objects(shape, SH.message)} == {"zh", "en"}


# --- store schema, docs ---

STORED = {
    ns.XSD.string: ColumnType.TEXT, RDF.langString: ColumnType.TEXT, ns.XSD.integer: ColumnType.INTEGER,
    ns.XSD.double: ColumnType.NUMBER, ns.XSD.boolean: ColumnType.BOOLEAN, ns.XSD.date: ColumnType.DATE,
    RDF.List: ColumnType.TEXTS,
}  # fmt: skip


def columns_of(cls: URIRef) -> Iterable[tuple[str, ColumnType]]:
    """What the ontology says a table of this class holds."""
    for name, holders in HOLDERS.items():
        if cls in holders:
            prop = BT[camel(name)]
            several = (prop, RDF.type, OWL.FunctionalProperty) not in ONTO
            (range_,) = ONTO.objects(prop, RDFS.range)
            assert isinstance(range_, URIRef)
            yield name, ColumnType.TEXTS if several else STORED[range_]


@pytest.mark.parametrize("kind", NodeKind)
def test_store_table_of_a_node_has_the_properties_of_its_class(kind: NodeKind) -> None:
    stored = {(column.name, column.type) for column in NODE_COLUMNS[kind] if column.name != "id"}
    assert stored == set(columns_of(BT[kind]))


@pytest.mark.parametrize("kind", EdgeKind)
def test_store_table_of_an_edge_has_properties_of_statements(kind: EdgeKind) -> None:
    stored = {(column.name, column.type) for column in EDGE_COLUMNS[kind] if column.name != "kind"}
    assert {name for name, _ in stored} == set(fields(EDGE_KINDS[kind]))
    assert stored <= set(columns_of(RDF.Statement))


def label(term: URIRef, language: str) -> str:
    return next(str(o) for o in ONTO.objects(term, RDFS.label) if getattr(o, "language", None) == language)


def short(terms: Iterable[Term]) -> set[str]:
    return {str(ONTO.namespace_manager.normalizeUri(str(t))).removeprefix("bt:") for t in terms}


def table(heading: str) -> dict[str, list[str]]:
    section = re.split(r"^## ", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (text,) = (part for part in section if part.startswith(heading))
    lines = [line for line in text.splitlines() if line.startswith("| `bt:")]
    rows = [[cell.strip() for cell in line.strip("|\n ").split("|")] for line in lines]
    return {cells[0].strip("`").removeprefix("bt:"): cells[1:] for cells in rows}


def test_documented_classes_are_those_of_the_ontology() -> None:
    prefix = {node: key for key, node in PREFIXES.items()}
    expected = {
        kind.value: [
            label(BT[kind], "zh"), label(BT[kind], "en"), f"`{prefix[kind]}:`",
            str(ONTO.value(BT[kind], BT.coreEntityType) or "—"),
        ]
        for kind in NodeKind
    }  # fmt: skip
    statement = [label(BT.Statement, "zh"), label(BT.Statement, "en"), "`statement/`", "—"]
    assert table("Classes") == expected | {"Statement": statement}


@pytest.mark.parametrize(("heading", "kinds"), [
    ("Properties", (OWL.DatatypeProperty, RDF.Property)), ("Relations", (OWL.ObjectProperty,)),
])  # fmt: skip
def test_documented_properties_are_those_of_the_ontology(heading: str, kinds: tuple[URIRef, ...]) -> None:
    documented = table(heading)
    terms = {term for kind in kinds for term in typed(kind)}
    assert set(documented) == short(terms)
    for name, (zh, en, domain, range_) in documented.items():
        term = BT[name]
        assert (zh, en) == (label(term, "zh"), label(term, "en"))
        assert set(domain.split("、")) == short(ends(term, RDFS.domain)), name
        assert set(range_.split("、")) == short(ends(term, RDFS.range)), name


def test_shapes_hold_no_blank_node_shapes_beside_properties() -> None:
    named = set(SHAPES.subjects(RDF.type, SH.NodeShape))
    assert all(not isinstance(s, BNode) and str(s).startswith(SHAPE) for s in named)
