"""GraphML and CSV hold the graph and open in the programs they are for; circles of concepts are found."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import igraph
import pytest

from graph.errors import RdfError
from graph.export import Selection, write_csv, write_csv_zip, write_graphml
from graph.generations import DataFolder
from graph.kinds import EdgeKind, NodeKind
from graph.model import Standard
from graph.rdf import Format, circles
from graph.store.base import GraphReader
from tests.contract.sample import everything, full_node
from tests.support import edge, edition, reading, record, say, value


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphReader]:
    data = DataFolder(tmp_path_factory.mktemp("export") / "data")
    drafters = record(
        "ttbz", "d", *(edge("standard:GB 9-2010", EdgeKind.DRAFTED_BY, f"org:{n}", position=i)
                       for i, n in enumerate("甲乙", 1)),
        edge("standard:GB 9-2010", EdgeKind.IN_DOMAIN, "domain:green", confidence=0.25),
        value("standard:GB 9-2010", "scope", "坏\0字符 <&> \"'"), value("standard:GB 9-2010", "pages", "12"),
        value("standard:GB 9-2010", "title_en", "=HYPERLINK(\"http://x\")"),
        value("standard:GB 9-2010", "category", "＝1+1"),
    )  # fmt: skip
    say(data, edition("GB 9-2010", ("implemented", "2011-01-01")), drafters, *everything())
    with reading(data) as opened:
        yield opened


def test_graphml_opens_with_types_labels_and_weights(graph: GraphReader, tmp_path: Path) -> None:
    file = tmp_path / "all.graphml"
    with file.open("wb") as output:
        nodes, edges = write_graphml(graph, Selection(), output)
    read = igraph.Graph.Read_GraphML(str(file))
    counts = graph.counts()
    assert (nodes, edges) == (sum(counts.nodes.values()), sum(counts.edges.values()))
    assert (read.vcount(), read.ecount()) == (nodes, edges)
    assert read.is_directed()
    one = read.vs.find(id="standard:GB 9-2010")
    assert one["label"] == "GB 9-2010"
    assert one["kind"] == "Standard"
    assert one["pages"] == 12
    assert one["described"] is True
    assert one["implemented"] == "2011-01-01"
    assert one["scope"] == "坏\ufffd字符 <&> \"'"
    leaving = {read.vs[e.target]["id"]: e for e in read.es.select(_source=one.index)}
    assert leaving["domain:green"]["weight"] == 0.25
    assert leaving["org:乙"]["weight"] == 1.0
    assert leaving["org:乙"]["position"] == 2
    assert leaving["org:乙"]["label"] == "DRAFTED_BY"


def test_graphml_of_some_kinds_has_no_edge_without_its_ends(graph: GraphReader, tmp_path: Path) -> None:
    file = tmp_path / "some.graphml"
    with file.open("wb") as output:
        write_graphml(graph, Selection.of(["standard", "Organization", "drafted_by"]), output)
    read = igraph.Graph.Read_GraphML(str(file))
    assert set(read.vs["kind"]) == {"Standard", "Organization"}
    assert set(read.es["kind"]) == {"DRAFTED_BY"}


def _rows(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_keeps_every_value_and_no_formula_survives(graph: GraphReader) -> None:
    output = io.BytesIO()
    assert write_csv(graph, NodeKind.STANDARD, output)[0] == graph.counts().nodes[NodeKind.STANDARD]
    rows = {row["id"]: row for row in _rows(output.getvalue())}
    one = rows["standard:GB 9-2010"]
    assert one["title_en"] == "'=HYPERLINK(\"http://x\")"
    assert one["category"] == "'＝1+1"
    assert (one["pages"], one["implemented"], one["described"]) == ("12", "2011-01-01", "true")
    full = full_node(NodeKind.STANDARD)
    assert isinstance(full, Standard)
    assert rows[full.id]["title_zh"] == full.title_zh
    formula = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
    assert not any(cell.startswith(formula) for row in rows.values() for cell in row.values())


def test_csv_zip_has_a_table_for_every_kind_there_is(graph: GraphReader) -> None:
    output = io.BytesIO()
    nodes, edges = write_csv_zip(graph, Selection(), output)
    with zipfile.ZipFile(output) as archive:
        tables = {name: _rows(archive.read(name)) for name in archive.namelist()}
    assert set(tables) == {f"{kind.value}.csv" for kinds in (NodeKind, EdgeKind) for kind in kinds}
    assert sum(map(len, tables.values())) == nodes + edges
    drafted = {(row["start"], row["end"]): row for row in tables["DRAFTED_BY.csv"]}
    assert drafted["standard:GB 9-2010", "org:乙"]["position"] == "2"


def test_unknown_kind_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'Standards' is no kind.*Standard"):
        Selection.of(["Standards"])


SKOS = b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix x: <http://x/> .\n"


@pytest.mark.parametrize(
    ("turtle", "found"),
    [
        (b"x:a skos:broader x:b . x:b skos:broader x:c . x:d skos:broader x:b .", ()),
        (b"x:a skos:broader x:b , x:c . x:b skos:broader x:d . x:c skos:broader x:d .", ()),  # two ways up
        (b"x:a skos:broader x:a .", (("a",),)),
        (b"x:b skos:broader x:c . x:c skos:broader x:a . x:a skos:broader x:b .", (("a", "b", "c"),)),
        (b"x:a skos:narrower x:b . x:a skos:broader x:b .", (("a", "b"),)),
        (b"x:a skos:broader x:b . x:b skos:broader x:a . x:c skos:broader x:d . x:d skos:broader x:c .",
         (("a", "b"), ("c", "d"))),
    ],
)  # fmt: skip
def test_circles_of_broader_concepts(turtle: bytes, found: tuple[tuple[str, ...], ...]) -> None:
    assert circles(SKOS + turtle, Format.TURTLE) == tuple(tuple(f"http://x/{n}" for n in one) for one in found)


def test_long_hierarchy_needs_no_deep_stack() -> None:
    chain = "".join(f"x:n{n} skos:broader x:n{n + 1} .\n" for n in range(20_000))
    assert circles(SKOS + chain.encode(), Format.TURTLE) == ()
    assert len(circles(SKOS + (chain + "x:n20000 skos:broader x:n0 .").encode(), Format.TURTLE)[0]) == 20_001


def test_malformed_turtle_names_its_place() -> None:
    with pytest.raises(RdfError, match="line 2"):
        circles(SKOS + b"x:a skos:broader .", Format.TURTLE)
