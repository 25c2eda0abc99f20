"""Everything out by the command line, and back: a person in Gephi, Protégé or a spreadsheet gets all of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.settings import Settings
from api.usecases.library import projections
from graph.generations import DataFolder
from graph.kinds import EdgeKind, NodeKind
from graph.rdf import Format, read
from graph.store.base import Direction
from search.embed import load_encoder
from tests.contract.sample import sample
from tests.support import all_edges, all_nodes, reading, say

NOTATIONS = {"ttl": Format.TURTLE, "trig": Format.TRIG, "jsonld": Format.JSON_LD, "nq": Format.N_QUADS}


def biaotu(*arguments: object, data: Path, lang: str = "en") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", "--data", str(data), "--lang", lang, *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    data = DataFolder(tmp_path_factory.mktemp("export") / "data")
    say(data, *sample(), publish=False)
    with data.writer("test") as store:
        data.publish(store, projections(Settings(data=data.path), load_encoder()))
    return data


@pytest.mark.parametrize("suffix", NOTATIONS)
def test_rdf_holds_everything_and_reads_back(folder: DataFolder, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"all.{suffix}"
    done = biaotu("export", "-o", file, "--json", data=folder.path)
    assert done.returncode == 0, done.stderr
    content = read(file.read_bytes(), NOTATIONS[suffix])
    with reading(folder) as graph:
        nodes = [node for kind in NodeKind for node in all_nodes(graph, kind)]
        edges = [one for node in nodes for one in all_edges(graph, node.id, Direction.OUT)]
    assert sorted(map(repr, content.nodes)) == sorted(map(repr, nodes))
    assert sorted(map(repr, content.edges)) == sorted(map(repr, edges))
    with folder.statements() as store:
        said = sorted(store.everything(), key=lambda one: one.id)
    assert sorted(content.statements, key=lambda one: one.id) == ([] if suffix == "ttl" else said)
    view = json.loads(done.stdout)
    assert (view["nodes"], view["edges"]) == (len(nodes), len(edges))


def test_standard_output_is_the_file(folder: DataFolder, tmp_path: Path) -> None:
    biaotu("export", "-o", tmp_path / "a.nq", data=folder.path)
    piped = biaotu("export", "--format", "nquads", data=folder.path)
    assert sorted(piped.stdout.splitlines()) == sorted((tmp_path / "a.nq").read_text("utf-8").splitlines())


def test_chosen_kinds_only(folder: DataFolder, tmp_path: Path) -> None:
    biaotu("export", "-o", tmp_path / "a.ttl", "--kind", "Standard", "--kind", "replaces", data=folder.path)
    content = read((tmp_path / "a.ttl").read_bytes(), Format.TURTLE)
    assert {node.kind for node in content.nodes} == {NodeKind.STANDARD}
    assert {edge.kind for edge in content.edges} == {EdgeKind.REPLACES}


def test_export_keeps_to_the_shapes(folder: DataFolder, tmp_path: Path) -> None:
    done = biaotu("export", "-o", tmp_path / "a.ttl", "--kind", "Work", "--validate", data=folder.path)
    assert done.returncode == 0, done.stdout
    assert "keeps to the shapes" in " ".join(done.stdout.split())


def test_broken_rdf_is_told_in_words(folder: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "a.ttl"
    prefix = "@prefix bt: <https://w3id.org/biaotu/ontology#> .\n"
    file.write_text(f"{prefix}<urn:x> a bt:Standard ; bt:year 'alt' .\n", "utf-8")
    done = biaotu("validate", file, data=folder.path)
    assert done.returncode == 1
    assert "urn:x bt:year" in done.stdout
    file.write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:a> skos:broader <urn:a> .\n", "utf-8")
    done = biaotu("validate", file, data=folder.path)
    assert done.returncode == 1
    assert "circle of broader concepts (urn:a → urn:a)" in done.stdout
    file.write_text("<urn:a> <urn:b> \n", "utf-8")
    done = biaotu("validate", file, data=folder.path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "not readable as turtle" in done.stderr


def test_sparql_answers_over_the_graph_and_what_sources_said(folder: DataFolder, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("SELECT ?old WHERE { ?new bt:replaces ?old ; bt:number 'GB 4-2024' } ORDER BY ?old", "utf-8")
    done = biaotu("sparql", file, "--json", data=folder.path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["rows"] == [["standard:GB 3-2020"], ["standard:GB 9-2010"]]
    counted = "SELECT (COUNT(?s) AS ?n) WHERE { GRAPH source:ttbz { ?s a bt:Statement } }"
    assert json.loads(biaotu("sparql", counted, "--json", data=folder.path).stdout)["rows"] == [["31"]]
    kept = [path.name for path in folder.cache.glob("sparql-*")]
    assert len(kept) == 1
    assert kept[0].startswith("sparql-000001-")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "-o", "x.doc"), "name the format"),
        (("export", "--format", "rdf", "-o", "x"), "'rdf' is no format"),
        (("export", "--kind", "Norm", "-o", "x.ttl"), "no kind of node or edge"),
        (("export", "-o", "x.csv"), "one CSV file holds one kind"),
        (("export", "-o", "no/such/folder/x.ttl"), "cannot be written"),
        (("sparql", "SELECT ?x WHERE {"), "SPARQL"),
        (("sparql", "INSERT DATA { <urn:a> <urn:b> 1 }"), "SPARQL"),
        (("sparql", "SELECT * WHERE { SERVICE <http://x> { ?a ?b ?c } }"), "SERVICE is not allowed"),
        (("sparql", "missing.rq"), "neither a query nor a readable file"),
        (("validate", "missing.ttl"), "cannot be read"),
        (("validate", "x.doc"), "not a file of RDF"),
    ],
)
def test_wrong_use_says_what_is_expected_and_leaves_no_file(
    folder: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    monkeypatch.chdir(tmp_path)
    done = biaotu(*arguments, data=folder.path)
    assert done.returncode == 2, done.stderr
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
