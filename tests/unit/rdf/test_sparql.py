"""SPARQL over the graph as RDF."""

from pathlib import Path

import pytest

from graph.kinds import ReferenceRelation
from graph.model import References, Standard, Work
from graph.rdf import RdfError, Sparql, Writer

OLD = Standard(id="standard:GB/T 1.1-2009", number="GB/T 1.1-2009", title_zh="标准化工作导则", year=2009)
NEW = Standard(id="standard:GB/T 1.1-2020", number="GB/T 1.1-2020", title_zh="标准化工作导则", year=2020)
WORK = Work(id="work:GB/T 1.2", number="GB/T 1.2")
REFERENCE = References(start=NEW.id, end=WORK.id, relation=ReferenceRelation.NORMATIVE)


@pytest.fixture
def graph() -> Sparql:
    sparql, writer = Sparql(), Writer()
    for node in (OLD, NEW, WORK):
        sparql.add(writer.node(node))
    sparql.add(writer.edge(REFERENCE))
    return sparql


def test_select_answers_with_node_ids_and_plain_values(graph: Sparql) -> None:
    found = graph.ask("SELECT ?s ?year ?none { ?s a bt:Standard ; bt:year ?year } ORDER BY ?year")
    assert found.columns == ("s", "year", "none")
    assert found.rows == ((OLD.id, "2009", None), (NEW.id, "2020", None))


def test_statement_of_an_edge_can_be_asked_for(graph: Sparql) -> None:
    query = "SELECT ?end { [] rdf:object ?end ; rdf:predicate bt:references ; bt:relation 'normative' }"
    assert graph.ask(query).rows == ((WORK.id,),)


def test_number_with_slash_can_be_written_with_its_prefix(graph: Sparql) -> None:
    full = "<https://w3id.org/biaotu/id/standard/GB%2FT%201.1-2020>"
    for name in (full, "standard:GB%2FT%201.1-2020"):
        assert graph.ask(f"ASK {{ {name} a bt:Standard }}").rows == (("true",),)


def test_construct_answers_with_triples(graph: Sparql) -> None:
    found = graph.ask("CONSTRUCT { ?s bt:year ?y } WHERE { ?s bt:year ?y FILTER(?y < 2010) }")
    assert found.rows == ((OLD.id, "https://w3id.org/biaotu/ontology#year", "2009"),)


def test_limit_says_that_there_is_more(graph: Sparql) -> None:
    found = graph.ask("SELECT ?s { ?s ?p ?o }", limit=2)
    assert (len(found.rows), found.more) == (2, True)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/sparql> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://127.0.0.1/sparql> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 5SERVICE# hidden\n<http://127.0.0.1/sparql> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<x:c)#>'''\nSERVICE <http://127.0.0.1/> { ?s ?p ?o } #'''\n }",
        "SELECT * { ?s x:a\\'b ?o . SERVICE <http://127.0.0.1/> { ?s ?p ?o } . ?s x:c\\' ?o }",
        "PREFIX x: <http://a#> # comment '\nSELECT * { SERVICE x:y { ?s ?p ?o } }",
        "SELECT * { SERV\\u0049CE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { SERV\\u005Cu0049CE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { ?s <http://a\\u0041#> ?o . SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE<http://127.0.0.1/>{ ?s ?p ?o } FILTER(?c>?d) }",
        "SELECT * { ?s ?p 'a\\'b' . SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_query_that_reaches_for_other_machines_is_refused(graph: Sparql, query: str) -> None:
    with pytest.raises(RdfError, match="SERVICE is not allowed"):
        graph.ask(query)


def test_the_word_service_in_a_text_is_no_service(graph: Sparql) -> None:
    assert graph.ask("SELECT ?s { ?s bt:titleEn 'service rules'@en } # a service").rows == ()


@pytest.mark.parametrize("query", ["DELETE WHERE { ?s ?p ?o }", "SELEC ?s {}", "SELECT ?s { ?s bt:year }"])
def test_wrong_query_and_update_are_refused_with_a_reason(graph: Sparql, query: str) -> None:
    with pytest.raises(RdfError, match="SPARQL"):
        graph.ask(query)


def test_folder_can_be_opened_again(tmp_path: Path) -> None:
    first = Sparql(tmp_path / "rdf")
    first.add(Writer().node(NEW))
    count = len(first)
    del first
    assert len(Sparql(tmp_path / "rdf")) == count
