"""References of whole documents, with the place of each."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.document import Block, BlockKind, Cell, Clause, Cover, Document, ElementKind, Table
from ingest.documents.reader import read_document
from ingest.extract.references import references_of
from tests.extract_support import standard

_SCORED = {"normative", "replaces", "replaces_part", "adopts"}


def test_relations_of_a_document() -> None:
    found = {(one.target, one.relation.value) for one in references_of(standard())}
    assert {
        ("T/CAS 999-2018", "replaces"),
        ("GB/T 1.1-2020", "drafting_basis"),
        ("GB/T 2423.1-2008", "normative"),
        ("GB 4943.1", "normative"),
        ("GB/T 5271.1", "normative"),
        ("GB/T 5271.1-2000", "term_source"),
        ("GB/T 2423.1-2008", "test_method"),
        ("GB 4943.1", "in_text"),
    } <= found
    assert not any(target == "T/CAS 999-2024" for target, _ in found)


def test_places_are_verbatim_and_name_the_clause() -> None:
    document = standard()
    for one in references_of(document):
        for seen in one.occurrences:
            text = document.blocks[seen.place.block].text
            assert text[seen.place.start : seen.place.end] == seen.text
    (required,) = (one for one in references_of(document) if one.relation == "in_text")
    assert required.occurrences[0].place.clause == "5.2"


def test_cells_of_tables() -> None:
    cells = [
        ("项目", 0, 0),
        ("检验方法", 0, 1),
        ("铅", 1, 0),
        ("GB 5009.12", 1, 1),
        ("硫", 2, 0),
        ("HJ 57、HJ/T 56", 2, 1),
    ]
    table = Table(number="表1", cells=tuple(Cell(text=text, row=row, column=column) for text, row, column in cells))
    block = Block(index=0, kind=BlockKind.TABLE, text="", table=table)
    clause = Clause(number="5", title="要求", kind=ElementKind.REQUIREMENTS, depth=0, blocks=(0,))
    document = Document(name="x", media_type="text/plain", blocks=(block,), clauses=(clause,))
    found = references_of(document)
    assert [(one.target, one.relation.value) for one in found] == [
        ("GB 5009.12", "test_method"),
        ("HJ 57", "test_method"),
        ("HJ/T 56", "test_method"),
    ]
    place = found[0].occurrences[0].place
    assert (place.table, place.row, place.column, place.start, place.end) == ("表1", 1, 1, 0, 10)


def test_cover_that_only_the_reader_understood() -> None:
    document = Document(
        name="x",
        media_type="text/plain",
        cover=Cover(number="GB 2—2020", replaces=("GB 2—2010",)),
        blocks=(),
        clauses=(),
    )
    assert [(one.target, one.relation.value) for one in references_of(document)] == [("GB 2-2010", "replaces")]


@pytest.mark.shared
def test_labelled_documents_completely(shared: Path) -> None:
    lines = (shared / "eval" / "documents" / "references.jsonl").read_text("utf-8").splitlines()
    wrong = {}
    for case in map(json.loads, lines):
        if case["document"] == "GB-12348-2008.pdf":
            continue  # its picture page costs half a minute of character recognition
        path = shared / "data" / "pdf" / case["document"]
        found = {
            (one.target, one.all_parts, one.relation.value)
            for one in references_of(read_document(path.name, path.read_bytes()))
            if one.relation.value in _SCORED
        }
        wanted = {
            (one["canonical"], one["all_parts"], one["relation"])
            for one in case["expect"]
            if one["relation"] in _SCORED
        }
        optional = {(one["canonical"], one["all_parts"], one["relation"]) for one in case.get("optional", [])}
        if wanted - found or found - wanted - optional:
            wrong[case["document"]] = (wanted - found, found - wanted - optional)
    assert wrong == {}
