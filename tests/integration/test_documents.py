"""Documents from files into the graph: nothing lost, nothing invented, broken files named, decisions kept."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from api.settings import Settings
from api.usecases.demo import samples
from api.usecases.ingest import IngestResult, ingest_and_publish
from api.usecases.library import library
from api.usecases.review import review_items
from graph.document import Document, Place
from graph.generations import DataFolder
from graph.kinds import EdgeKind, ReviewState
from graph.limits import Limit
from graph.review import Decision, Item, ItemKind, decide, documents, items
from graph.store.base import Direction
from ingest.documents import facts, ocr
from ingest.documents.batch import read_record, read_records
from ingest.documents.reader import read_document
from ingest.runner import IngestOptions

DRAFTS = sorted((samples() / "drafts").iterdir())
PDFS = ("GB-13271-2014.pdf", "GB-27631-2011.pdf", "GB-39726-2020.pdf", "DB-44-2367-2022.pdf")  # with a text layer
DAY = IngestOptions(retrieved_on=date(2026, 11, 1))
NEXT_DAY = IngestOptions(retrieved_on=date(2026, 11, 2))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data")


def run(settings: Settings, *paths: Path, options: IngestOptions = DAY) -> IngestResult:
    return ingest_and_publish(settings, paths, options)


def all_items(settings: Settings) -> list[Item]:
    with DataFolder(settings.data).statements() as store:
        return [item for source, key in documents(store) for item in items(store, source, key)]


def counts(settings: Settings) -> dict[str, Counter[EdgeKind]]:
    """Edges of the graph by the edition they start at."""
    with DataFolder(settings.data).statements() as store:
        numbers = [key for _, key in documents(store)]
    found: dict[str, Counter[EdgeKind]] = {}
    with library(settings) as opened:
        for number in numbers:
            edges = opened.graph.edges(f"standard:{number}", Direction.OUT, limit=2_000).items
            found[number] = Counter(edge.kind for edge in edges)
    return found


def printed(document: Document, place: Place) -> str:
    """What stands at a place: of a cell, or of a paragraph."""
    block = next(block for block in document.blocks if block.index == place.block)
    text = block.text
    if place.row is not None and block.table is not None:
        text = next(c.text for c in block.table.cells if (c.row, c.column) == (place.row, place.column))
    return text[place.start : place.end]


def assert_limits_stand_where_they_say(settings: Settings, paths: list[Path]) -> int:
    read = {}
    for path in paths:
        record = read_record(path).record
        assert record is not None
        read[record.key] = read_document(path.name, path.read_bytes())
    found = [item for item in all_items(settings) if item.kind is ItemKind.LIMIT]
    for item in found:
        limit = item.read_limit
        assert limit is not None and limit.places
        assert printed(read[item.record], limit.places[0]) == limit.value_text, limit
    return len(found)


def test_sample_drafts_become_clauses_references_and_limits(settings: Settings) -> None:
    result = run(settings, *DRAFTS)
    assert [file.error for file in result.files] == [None] * 3
    for number, edges in counts(settings).items():
        assert edges[EdgeKind.HAS_CLAUSE] >= 5, number
        assert edges[EdgeKind.REFERENCES] >= 8, number
        assert edges[EdgeKind.HAS_LIMIT] >= 5, number
    by_kind = Counter(item.kind for item in all_items(settings))
    assert sum(edges[EdgeKind.HAS_LIMIT] for edges in counts(settings).values()) == by_kind[ItemKind.LIMIT]
    assert assert_limits_stand_where_they_say(settings, DRAFTS) == by_kind[ItemKind.LIMIT]


def test_the_same_documents_again_change_nothing(settings: Settings) -> None:
    first = run(settings, *DRAFTS)
    again = run(settings, *DRAFTS)
    assert again.total("unchanged") == 3
    assert (again.generation, again.changed_nodes) == (first.generation, 0)


def test_a_newer_extractor_replaces_facts_and_keeps_decisions(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = DRAFTS[0]
    run(settings, draft)
    limits = [item for item in all_items(settings) if item.kind is ItemKind.LIMIT]
    references = [item for item in all_items(settings) if item.kind is ItemKind.REFERENCE]
    right = limits[1].read_limit
    assert right is not None
    right = right.model_copy(update={"condition": "按审核人更正"})
    chosen: list[tuple[Item, Decision, Limit | None]] = [
        (limits[0], Decision.REJECT, None), (limits[1], Decision.CORRECT, right), (limits[2], Decision.ACCEPT, None),
        (references[0], Decision.REJECT, None),
    ]  # fmt: skip
    with DataFolder(settings.data).writer("test") as store:
        begun = store.begin_run("review")
        for item, decision, correction in chosen:
            decide(store, begun, item, decision, reviewer="王", correction=correction)
        store.finish_run(begun)
    for name in ("STRUCTURE", "REFERENCES", "LIMITS", "SCOPE", "BODIES", "PATENTS", "TERMS"):
        monkeypatch.setattr(facts, name, f"{name.lower()}@99")
    monkeypatch.setattr("ingest.facts.APPLIES", "applies@99")
    result = run(settings, draft, options=NEXT_DAY)
    assert result.total("updated") == 1

    now = {item.id: item for item in all_items(settings)}
    assert {now[item.id].decided.decision for item, *_ in chosen if now[item.id].decided} == {
        Decision.REJECT, Decision.CORRECT, Decision.ACCEPT
    }  # fmt: skip
    untouched = {s.extractor for i in now.values() if i.decided is None for s in i.extracted}
    assert {extractor for extractor in untouched if not extractor.endswith("@99")} == set()
    assert now[limits[1].id].limit == right
    with library(settings) as opened:
        assert opened.graph.node(limits[0].id) is None
        shown = opened.graph.node(limits[1].id)
        assert shown is not None and "按审核人更正" in str(shown.model_dump()["reading"])
        edges = opened.graph.edges(f"standard:{limits[0].record}", Direction.OUT, [EdgeKind.HAS_LIMIT], limit=500).items
        assert len(edges) == len(limits) - 1


def test_a_reading_that_finds_nothing_keeps_accepted_limits(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(settings, DRAFTS[0])
    kept = next(item for item in all_items(settings) if item.kind is ItemKind.LIMIT)
    with DataFolder(settings.data).writer("test") as store:
        decide(store, store.begin_run("review"), kept, Decision.ACCEPT, reviewer="王")
    monkeypatch.setattr(facts, "_limits", lambda *_: iter(()))
    run(settings, DRAFTS[0], options=NEXT_DAY)
    assert [item.id for item in all_items(settings) if item.kind is ItemKind.LIMIT] == [kept.id]
    with library(settings) as opened:
        assert opened.graph.node(kept.id) is not None


def pdf_of_pictures() -> bytes:
    canvas = Canvas(out := BytesIO())
    canvas.drawInlineImage(Image.new("L", (600, 850), 200), 0, 0, 595, 842)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def bomb() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"\0" * (150 << 20))
    return out.getvalue()


def write_broken(folder: Path) -> dict[str, bytes]:
    """Files that cannot be read, by name."""
    whole = next(path for path in DRAFTS if path.suffix == ".pdf").read_bytes()
    entity = '<?xml version="1.0"?><!DOCTYPE standard [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    broken = {
        "GB 90001-2020.pdf": whole[: len(whole) // 3],
        "GB 90002-2020.docx": bomb(),
        "GB 90003-2020.txt": b"",
        "GB 90004-2020.pdf": pdf_of_pictures(),
        "GB 90005-2020.docx": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "GB 90006-2020.xml": f"{entity}<standard><body><p>&x;</p></body></standard>".encode(),
    }
    for name, content in broken.items():
        (folder / name).write_bytes(content)
    return broken


def test_broken_files_are_named_and_the_others_go_in(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    folder = tmp_path / "files"
    folder.mkdir()
    broken = write_broken(folder)
    for draft in DRAFTS:
        shutil.copy(draft, folder)
    wrong_name = folder / "T-EXAMPLE-009-2026.docx"  # a text under another name
    wrong_name.write_text("T/EXAMPLE 009—2026\n\n测试\n\n1　范围\n本文件规定了测试的要求。\n", "utf-8")
    result = run(settings, folder)
    errors = {Path(file.path).name: file.error for file in result.files if file.error}
    assert set(errors) == set(broken)
    assert all(name in str(error) for name, error in errors.items())
    assert not any("root:" in str(error) for error in errors.values())
    assert result.total("added") == len(DRAFTS) + 1 and not result.failed
    (renamed,) = (file for file in result.files if Path(file.path).name == wrong_name.name)
    assert any(".docx" in warning for warning in renamed.warnings)


def test_a_folder_of_broken_files_only_has_failed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "available", lambda: False)
    folder = tmp_path / "files"
    folder.mkdir()
    write_broken(folder)
    assert run(settings, folder).failed


def test_several_processes_read_what_one_reads() -> None:
    alone = list(read_records(DRAFTS, processes=1))
    together = list(read_records(DRAFTS, processes=2))
    assert [result.path for result in together] == DRAFTS
    assert together == alone


@pytest.mark.shared
def test_real_standards_become_clauses_references_and_limits(settings: Settings, shared: Path) -> None:
    paths = [shared / "data" / "pdf" / name for name in PDFS]
    result = run(settings, *paths)
    assert [file.error for file in result.files] == [None] * len(PDFS)
    found = counts(settings)
    assert len(found) == len(PDFS)
    for number, edges in found.items():
        assert edges[EdgeKind.HAS_CLAUSE] >= 5, number
        assert edges[EdgeKind.REFERENCES] >= 5, number
        assert edges[EdgeKind.HAS_LIMIT] >= 10, number
    assert_limits_stand_where_they_say(settings, paths)


@pytest.mark.shared
def test_values_stand_in_the_text_layer_of_their_page(settings: Settings, shared: Path) -> None:
    """Checked against another reader of the file: the digits of a value are on the page named."""
    path = shared / "data" / "pdf" / PDFS[0]
    run(settings, path)
    pdf = pypdfium2.PdfDocument(path)
    pages = ["".join(page.get_textpage().get_text_range().split()) for page in pdf]
    pdf.close()
    limits = [item.read_limit for item in all_items(settings) if item.kind is ItemKind.LIMIT]
    for limit in limits:
        assert limit is not None
        page = limit.places[0].page
        assert page is not None
        assert all(number in pages[page - 1] for number in re.findall(r"\d+(?:\.\d+)?", limit.value_text)), limit


def test_limits_in_doubt_wait_for_review_as_a_whole(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "_DOUBTFUL", 1.1)  # nothing is that sure
    run(settings, DRAFTS[0])
    limits = [item for item in all_items(settings) if item.kind is ItemKind.LIMIT]
    for item in limits:
        assert {s.review for s in item.extracted if s.predicate != EdgeKind.HAS_LIMIT} == {ReviewState.NEEDED}
    assert [i.id for i in review_items(settings, needed=True).items] == [item.id for item in limits]


@pytest.mark.parametrize(("with_good", "code"), [(True, 0), (False, 2)], ids=["some", "none"])
def test_exit_code_says_whether_anything_could_be_read(tmp_path: Path, root: Path, with_good: bool, code: int) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "GB 90003-2020.txt").write_bytes(b"")
    if with_good:
        shutil.copy(DRAFTS[-1], folder)
    arguments = ["--data", str(tmp_path / "data"), "ingest", str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "api.cli.main", *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "GB 90003-2020.txt" in done.stdout and "Traceback" not in done.stderr
