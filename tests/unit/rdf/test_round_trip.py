"""The sample registries and a real registry as RDF and back: nothing is lost, and the shapes find nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Quad
from rdflib import Dataset, Graph
from rdflib.namespace import RDF

from graph.kinds import EdgeKind, ReferenceRelation
from graph.model import Edge, Organization, References, Replaces, Standard, Work
from graph.rdf import Content, Format, Iris, RdfError, Severity, Sparql, Writer, read, validate, write
from graph.resolve import Resolver
from graph.statements import Source, Statement, StatementStore
from graph.vocabulary import DATA, ONTOLOGY, domains
from ingest.runner import ingest

ROOT = Path(__file__).parents[3]
NAMED = (Format.TRIG, Format.JSON_LD, Format.N_QUADS)


def everything(folder: Path, *paths: Path) -> Content:
    """The shown graph of the files, and what each source said."""
    with StatementStore(folder / "statements.db", write=True) as store:
        ingest(list(paths), store, store.begin_run("test"), io.StringIO())
        resolved = list(Resolver(store).everything())
        nodes = tuple(one.node for one in resolved)
        statements = tuple(said for node in nodes for said in store.about(node.id, history=True))
        edges = tuple(edge for one in resolved for edge in one.edges)
        return Content(nodes, edges, statements, tuple(store.sources()))


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return everything(tmp_path_factory.mktemp("samples"), ROOT / "samples" / "registry")


def part(content: Content, standards: int) -> Content:
    """Some described standards, all they lead to, and what was said of them."""
    chosen = {n.id for n in content.nodes if isinstance(n, Standard) and n.described and n.sources}
    chosen = set(sorted(chosen)[:: max(1, len(chosen) // standards)])
    edges = tuple(edge for edge in content.edges if edge.start in chosen)
    chosen |= {edge.end for edge in edges}
    return Content(
        tuple(node for node in content.nodes if node.id in chosen),
        edges,
        tuple(said for said in content.statements if said.subject in chosen),
        content.sources,
    )


def quads_of(content: Content, iris: Iris | None = None) -> Iterator[Quad]:
    writer = Writer(iris or Iris())
    for source in content.sources:
        yield from writer.source(source)
    for node in content.nodes:
        yield from writer.node(node)
    for edge in content.edges:
        yield from writer.edge(edge)
    for said in content.statements:
        yield from writer.statement(said)


def dump(content: Content, notation: Format, iris: Iris | None = None) -> bytes:
    file = io.BytesIO()
    write(quads_of(content, iris), file, notation, iris)
    return file.getvalue()


def same(one: Content, other: Content) -> None:
    def by_id(content: Content) -> dict[str, object]:
        return {node.id: node for node in content.nodes}

    assert by_id(one) == by_id(other)
    assert sorted(map(repr, one.edges)) == sorted(map(repr, other.edges))
    assert sorted(one.statements, key=lambda s: s.id) == sorted(other.statements, key=lambda s: s.id)
    assert sorted(one.sources, key=lambda s: s.key) == sorted(other.sources, key=lambda s: s.key)


def test_samples_and_what_their_sources_said_survive(samples: Content) -> None:
    assert len(samples.nodes) > 300
    assert len(samples.statements) > 1000
    assert any(node.drafters for node in samples.nodes if isinstance(node, Standard))
    most = part(samples, 1000)
    same(read(dump(most, Format.N_QUADS), Format.N_QUADS), most)


@pytest.mark.parametrize("notation", NAMED)
def test_every_notation_with_named_graphs_keeps_all(samples: Content, notation: Format) -> None:
    some = part(samples, 200)
    same(read(dump(some, notation), notation), some)


def test_shown_graph_survives_as_turtle(samples: Content) -> None:
    shown = replace(part(samples, 200), statements=())
    same(read(dump(shown, Format.TURTLE), Format.TURTLE), shown)


def test_turtle_refuses_what_sources_said(samples: Content) -> None:
    with pytest.raises(RdfError, match="trig, json-ld or n-quads"):
        dump(part(samples, 5), Format.TURTLE)


@pytest.mark.shared
def test_film_registry_survives_with_drafters_in_their_order(shared: Path, tmp_path: Path) -> None:
    content = everything(tmp_path, shared / "data/other/film_registry/documents.json")
    assert len([n for n in content.nodes if isinstance(n, Standard) and n.described]) > 300
    same(read(dump(content, Format.N_QUADS), Format.N_QUADS), content)


def test_samples_conform_to_the_shapes(samples: Content) -> None:
    shown = replace(part(samples, 100), statements=())
    assert len(shown.edges) > 300
    problems = validate(dump(shown, Format.TURTLE), Format.TURTLE)
    assert [p for p in problems if p.severity is Severity.VIOLATION] == []


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of rdflib about itself
def test_other_programs_read_the_same_triples(samples: Content) -> None:
    few = part(samples, 10)
    quads = len(set(dump(few, Format.N_QUADS).splitlines()))
    for notation, name in ((Format.TRIG, "trig"), (Format.JSON_LD, "json-ld"), (Format.N_QUADS, "nquads")):
        assert len(set(Dataset().parse(data=dump(few, notation), format=name).quads())) == quads


def test_base_of_the_iris_can_be_chosen(samples: Content) -> None:
    own = Iris("https://standards.example.org/kg/")
    few = part(samples, 5)
    data = dump(few, Format.TRIG, own)
    assert DATA not in data.decode()
    same(read(data, Format.TRIG, own), few)
    with pytest.raises(RdfError, match="not under"):
        read(data, Format.TRIG)


def test_documented_queries_answer_on_the_samples(samples: Content) -> None:
    text = (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8")
    queries = re.findall(r"```sparql\n(.*?)```", text, re.DOTALL)
    some = part(samples, 400)
    sparql = Sparql()
    sparql.add(quads_of(some))
    tables = [sparql.ask(query) for query in queries]
    assert len(tables) == 3
    assert all(table.rows for table in tables[:2])
    assert tables[0].rows[0][0] in {f"domain:{key}" for key in domains()}


# --- the form of it ---

GB = Standard(id="standard:GB/T 1.1-2020", number="GB/T 1.1-2020", title_zh="标准化工作导则", year=2020,
              drafters=("白殿一", "逄征虎"), sources=("openstd",))  # fmt: skip
WORK = Work(id="work:GB/T 1.2", number="GB/T 1.2")
REFERENCE = References(start=GB.id, end=WORK.id, relation=ReferenceRelation.NORMATIVE, sources=("openstd",))


def graph_of(content: Content) -> Graph:
    return Graph().parse(data=dump(content, Format.TURTLE), format="turtle")


def test_number_with_slash_and_blank_is_one_path_segment() -> None:
    iris = Iris()
    assert iris.node(GB.id).value == DATA + "standard/GB%2FT%201.1-2020"
    assert iris.id(iris.node("org:中国标准化协会").value) == "org:中国标准化协会"


def test_edge_is_a_plain_triple_with_a_statement_beside_it() -> None:
    found = graph_of(Content((GB, WORK), (REFERENCE,))).query(
        "PREFIX bt: <https://w3id.org/biaotu/ontology#> SELECT ?relation ?source WHERE {"
        " ?start bt:references ?end . ?about rdf:subject ?start ; rdf:object ?end ; bt:relation ?relation ;"
        " bt:sources ?source }"
    )
    assert [[str(cell) for cell in row] for row in found] == [["normative", "openstd"]]  # type: ignore[union-attr]


def test_two_edges_between_the_same_ends_stay_two() -> None:
    basis = REFERENCE.model_copy(update={"relation": ReferenceRelation.DRAFTING_BASIS})
    edges = read(dump(Content((), (REFERENCE, basis)), Format.TURTLE), Format.TURTLE).edges
    assert set(edges) == {REFERENCE, basis}


def test_relation_of_another_program_without_a_statement_is_read_too() -> None:
    text = f"<{DATA}standard/GB%201-2000> <{ONTOLOGY}replaces> <{DATA}standard/GB%201-1990> ."
    assert read(text.encode(), Format.TURTLE).edges == (Replaces(start="standard:GB 1-2000", end="standard:GB 1-1990"),)


def test_drafters_are_a_list_and_titles_carry_their_language() -> None:
    graph = graph_of(Content((GB,)))
    (title,) = graph.objects(None, graph.namespace_manager.expand_curie("bt:titleZh"))
    assert title.language == "zh"  # type: ignore[attr-defined]
    assert [str(cell) for cell in graph.objects(None, RDF.first)] == ["白殿一", "逄征虎"]
    (year,) = graph.objects(None, graph.namespace_manager.expand_curie("bt:year"))
    assert str(year.datatype).endswith("#integer")  # type: ignore[attr-defined]


def test_statement_stands_in_the_graph_of_its_source(samples: Content) -> None:
    said = next(s for s in samples.statements if s.predicate == "title_zh" and s.live)
    data = dump(Content(statements=(said,)), Format.N_QUADS).decode()
    graph = Iris().other("source", said.source)
    assert all(line.endswith(f"{graph} .") for line in data.splitlines())
    assert f"{Iris().node(said.subject)} <{ONTOLOGY}titleZh> " in data


def test_ended_statement_is_kept_but_no_longer_said(samples: Content) -> None:
    said = replace(next(s for s in samples.statements if s.predicate == "title_zh"), live=False)
    data = dump(Content(statements=(said,)), Format.N_QUADS)
    assert f"{Iris().node(said.subject)} <{ONTOLOGY}titleZh> " not in data.decode()
    assert read(data, Format.N_QUADS).statements == (said,)


def test_statement_with_span_qualifiers_and_object_survives(samples: Content) -> None:
    template = next(s for s in samples.statements if s.predicate == EdgeKind.EDITION_OF)
    said: Statement = replace(
        template, predicate="REPLACES", object="work:GB 5", value=None, span=(3, 17), place="前言",
        qualifiers={"partial": True, "note": "a-b", "n": 2, "x": None},
    )  # fmt: skip
    assert read(dump(Content(statements=(said,)), Format.TRIG), Format.TRIG).statements == (said,)


def test_source_is_described_in_public_terms() -> None:
    source = Source("openstd", "国家标准全文公开系统", "none stated", "https://openstd.samr.gov.cn")
    data = dump(Content(sources=(source,)), Format.TURTLE)
    assert b"dcterms:title" in data
    assert read(data, Format.TURTLE).sources == (source,)


# --- what is refused ---

BT = f"@prefix bt: <{ONTOLOGY}> . @prefix id: <{DATA}> . "
WRONG = [
    ("this is no turtle", "not readable as turtle"),
    (f"<{DATA}standard/X> a bt:Standart ; bt:number 'X' .", "bt:|Standart is no kind"),
    (f"<{DATA}standard/X> a bt:Standard ; bt:number 'X' ; bt:colour 'red' .", "not in the ontology"),
    (f"<{DATA}standard/X> a bt:Standard ; bt:number 'X' ; bt:year 'MMXX' .", "year is 'MMXX'"),
    (f"<{DATA}standard/X> a bt:Standard ; bt:number 'X' ; bt:issued '2020-13-01' .", "issued is '2020-13"),
    (f"<{DATA}standard/X> a bt:Standard ; bt:number 'X' , 'Y' .", "2 values"),
    (f"<{DATA}standard/X> a bt:Standard .", "number: Field required"),
    (f"<{DATA}colour/X> a bt:Standard ; bt:number 'X' .", "not a node id"),
    (f"<{DATA}standard/X> a bt:Standard ; bt:number 'X' ; bt:statusClaim 'current' .", "status_claim"),
]


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_the_ontology_does_not_have_is_refused_with_the_reason(text: str, message: str) -> None:
    with pytest.raises(RdfError, match=message):
        read((BT + text).encode(), Format.TURTLE)


def test_unknown_predicate_of_a_statement_is_refused(samples: Content) -> None:
    said = replace(samples.statements[0], predicate="colour")
    with pytest.raises(RdfError, match="'colour' is not in the ontology"):
        dump(Content(statements=(said,)), Format.TRIG)


# --- SHACL ---


def problems(*, nodes: tuple[object, ...] = (), edges: tuple[Edge, ...] = (), text: str = "") -> list[str]:
    data = dump(Content(nodes, edges), Format.TURTLE) + (BT + text).encode()  # type: ignore[arg-type]
    return [f"{p.severity} {p.path} {p.message_zh} {p.message_en}" for p in validate(data, Format.TURTLE)]


def test_conforming_data_has_no_problems() -> None:
    assert problems(nodes=(GB, WORK), edges=(REFERENCE,)) == []


def test_issue_after_implementation_is_a_violation_in_two_languages() -> None:
    late = GB.model_copy(update={"issued": date(2021, 1, 1), "implemented": date(2020, 1, 1)})
    (found,) = problems(nodes=(late,))
    assert found.startswith("violation bt:issued 发布日期：")
    assert "不晚于实施日期" in found
    assert "not after the date of implementation" in found


def test_wrong_social_credit_code_is_a_violation() -> None:
    body = Organization(id="org:某协会", name_zh="某协会", uscc="12345")
    (found,) = problems(nodes=(body,))
    assert "GB 32100" in found


def test_missing_number_and_unknown_property_are_violations() -> None:
    found = problems(text=f"<{DATA}standard/X> a bt:Standard ; bt:colour 'red' .")
    assert len(found) == 2
    assert any("编号：必须有一个" in one for one in found)
    assert any("bt:colour" in one and "本体没有的属性" in one for one in found)


def test_relation_to_the_wrong_kind_is_a_violation_and_one_out_of_the_data_a_warning() -> None:
    text = f"<{DATA}standard/GB%2FT%201.1-2020> bt:issuedBy <{DATA}work/GB%2FT%201.2> ."
    wrong = problems(nodes=(GB, WORK), text=text)
    assert [one.split()[0] for one in wrong] == ["violation", "warning"]
    assert "发布机构：应指向组织" in wrong[0]
    assert [one.split()[0] for one in problems(nodes=(GB,), edges=(REFERENCE,))] == ["warning"]
