"""Files as they really come: each is read, or refused with a reason, and nothing already stored is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt  # type: ignore[import-untyped]

from graph.generations import DataFolder
from graph.model import Standard
from graph.statements import Outcome
from ingest.errors import BadMapping, UnreadableFile
from ingest.runner import FileReport, IngestReport
from ingest.sources.columns import load_mapping
from ingest.sources.files import MAX_CELL
from ingest.sources.registry import RegistryFile
from tests.conftest import ROOT
from tests.support import dump_live, ingest_files, reading

HEADER = "标准编号,标准名称,发布日期,实施日期"
GOOD = "GB/T 1.1-2020,标准化工作导则,2020-03-31,2020-10-01"
TEXT = f"{HEADER}\n{GOOD}\n"


def _write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _one(report: IngestReport) -> FileReport:
    (file,) = report.files
    return file


def _shown(data: DataFolder, number: str = "GB/T 1.1-2020") -> Standard:
    with reading(data) as reader:
        node = reader.node(f"standard:{number}")
    assert isinstance(node, Standard)
    return node


@pytest.fixture
def stored(data: DataFolder, tmp_path: Path) -> Iterator[DataFolder]:
    """A data folder with one standard, which is there as before after the test."""
    ingest_files(data, _write(tmp_path, "stored.csv", f"{HEADER}\nGB 900-2000,先有的,2000-01-01,2000-05-01\n"))
    before = _shown(data, "GB 900-2000")
    yield data
    assert _shown(data, "GB 900-2000") == before


# --- encodings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_encodings_that_are_read(data: DataFolder, tmp_path: Path, encoding: str) -> None:
    report, rejects = ingest_files(data, _write(tmp_path, "a.csv", TEXT.encode(encoding)))
    assert (_one(report).error, rejects) == (None, [])
    assert _shown(data).title_zh == "标准化工作导则"


@pytest.mark.parametrize("name", ["a.jsonl", "a.json"])
def test_json_with_a_byte_order_mark_is_read(data: DataFolder, tmp_path: Path, name: str) -> None:
    item = json.dumps({"number": "GB/T 1.1-2020", "title_zh": "导则"}, ensure_ascii=False)
    text = f"[{item}]" if name == "a.json" else f"{item}\n"
    report, rejects = ingest_files(data, _write(tmp_path, name, text.encode("utf-8-sig")))
    assert (_one(report).outcomes[Outcome.ADDED], rejects) == (1, [])


BIG5 = "標準編號,標準名稱\nCNS 1-2020,資訊技術用詞彙及其說明文件之編寫\n"
LATIN = "number,title_en\nEN 71-3:2019,Sécurité des jouets - élément\nEN 71-1:2014,Größe und Gewicht\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BIG5.encode("big5"), "neither UTF-8 nor GB18030; it looks like big5"),
        (LATIN.encode("latin-1"), "neither UTF-8 nor GB18030"),
        (TEXT.encode("utf-16-le"), "UTF-16 without its mark"),
        (TEXT.encode("utf-16-be"), "UTF-16 without its mark"),
        (bytes(range(256)) * 40, "binary content"),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), "binary content"),
        ("标准编号\n".encode() + b"\xff\xfe\xfd\n", "neither UTF-8 nor GB18030"),
        (b"", "empty"),
        (HEADER, "no rows under the column names"),
        ("\n\n\n", "no rows"),
        ("甲,乙\n1,2\n", "no column holds the number of the standard; columns are 甲, 乙"),
        ("就是一段文字，没有表格。\n第二行。\n", "no column holds the number"),
    ],
    ids=["big5", "latin1", "utf16le", "utf16be", "bytes", "png", "broken", "empty", "header", "blank", "foreign",
         "prose"],
)  # fmt: skip
def test_file_that_is_no_register_is_refused_with_the_reason(
    stored: DataFolder, tmp_path: Path, content: bytes | str, reason: str
) -> None:
    good = _write(tmp_path, "good.csv", TEXT)
    report, rejects = ingest_files(stored, _write(tmp_path, "x.csv", content), good)
    assert report.files[0].error is not None
    assert reason in report.files[0].error
    assert "x.csv" in report.files[0].error
    assert [line["detail"] for line in rejects] == [report.files[0].error]
    assert report.files[1].outcomes[Outcome.ADDED] == 1  # the next file is read


# --- workbooks -----------------------------------------------------------------------------------------


def _workbook(path: Path, rows: list[list[Any]], **sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    for name, more in sheets.items():
        sheet = book.create_sheet(name)
        for row in more:
            sheet.append(row)
    book.save(path)
    return path


def test_truncated_workbook_is_refused(stored: DataFolder, tmp_path: Path) -> None:
    whole = _workbook(tmp_path / "a.xlsx", [HEADER.split(","), GOOD.split(",")]).read_bytes()
    for size in (len(whole) // 2, len(whole) - 10, 100):
        report, _ = ingest_files(stored, _write(tmp_path, "a.xlsx", whole[:size]))
        assert "damaged or not a workbook" in str(_one(report).error)


def test_workbook_that_unpacks_to_more_than_memory_is_refused(stored: DataFolder, tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", [HEADER.split(","), GOOD.split(",")])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for part in range(6):
            archive.writestr(f"xl/worksheets/more{part}.xml", bytes(100 * 2**20))
    assert path.stat().st_size < 2**20
    report, _ = ingest_files(stored, path)
    assert "workbooks are read whole, up to 500 MB" in str(_one(report).error)


def test_text_named_xlsx_is_refused(stored: DataFolder, tmp_path: Path) -> None:
    report, _ = ingest_files(stored, _write(tmp_path, "a.xlsx", TEXT))
    assert "damaged or not a workbook" in str(_one(report).error)


def test_workbook_with_dates_numbers_empty_rows_and_two_sheets(data: DataFolder, tmp_path: Path) -> None:
    path = _workbook(
        tmp_path / "a.xlsx",
        [[], ["标准编号", "标准名称", "发布日期", None, "页数"], [],
         ["GB/T 1.1-2020", "甲", date(2020, 3, 31), "批注", 12],
         ["GB 2-2020", "乙", datetime(2020, 4, 1, 8), None, "12"]],  # noqa: DTZ001 - workbooks know no zones
        另一页=[["标准编号", "标准名称"], ["GB 3-2020", "丙"]],
    )  # fmt: skip
    report, rejects = ingest_files(data, path)
    assert (_one(report).outcomes[Outcome.ADDED], rejects) == (3, [])
    assert _one(report).unmapped_columns == ("(column 4)",)
    shown = _shown(data)
    assert (str(shown.issued), shown.pages) == ("2020-03-31", 12)
    assert str(_shown(data, "GB 2-2020").issued) == "2020-04-01"


def test_old_workbook_is_read(data: DataFolder, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for at, row in enumerate([HEADER.split(","), GOOD.split(",")]):
        for column, cell in enumerate(row):
            sheet.write(at, column, cell)
    book.save(str(tmp_path / "a.xls"))
    report, rejects = ingest_files(data, tmp_path / "a.xls")
    assert (_one(report).outcomes[Outcome.ADDED], rejects) == (1, [])


# --- rows ----------------------------------------------------------------------------------------------


def test_huge_cell_costs_its_row_only(stored: DataFolder, tmp_path: Path) -> None:
    huge = "长" * 10_000_000
    files = [
        _write(tmp_path, "a.csv", f"{HEADER}\nGB 3-2020,{huge},2020-01-01,\nGB 4-2020,好,2020-01-01,\n"),
        _write(tmp_path, "b.jsonl", "".join(json.dumps({"number": n, "title": t}) + "\n"
                                             for n, t in (("GB 5-2020", huge), ("GB 6-2020", "好")))),
        _write(tmp_path, "c.json", json.dumps([{"number": "GB 7-2020", "title": huge},
                                               {"number": "GB 8-2020", "title": "好"}])),
        _huge_sheet(tmp_path / "d.xlsx", huge),
    ]  # fmt: skip
    for path in files:
        report, rejects = ingest_files(stored, path)
        (reject,) = rejects
        assert (reject["reason"], reject["what"]) == ("cell_too_long", "record"), path
        assert "10,000,000 characters" in reject["detail"]
        assert _one(report).outcomes == {Outcome.ADDED: 1}


def _huge_sheet(path: Path, huge: str) -> Path:
    """No library writes a cell of this length, but programs that write XML by hand do."""
    _workbook(path, [["标准编号", "标准名称"], ["GB 9-2020", "HUGE"], ["GB 10-2020", "好"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(b"HUGE", huge.encode()))
    return path


def test_longest_allowed_cell_is_kept(data: DataFolder, tmp_path: Path) -> None:
    text = "长" * MAX_CELL
    _, rejects = ingest_files(data, _write(tmp_path, "a.csv", f"标准编号,标准名称,范围\nGB 3-2020,甲,{text}\n"))
    assert (rejects, _shown(data, "GB 3-2020").scope) == ([], text)


def test_duplicate_number_with_another_title(stored: DataFolder, tmp_path: Path) -> None:
    text = f"{TEXT}{GOOD}\nGB/T 1.1-2020,别的标准,2020-03-31,2020-10-01\nGB/T1.1—2020,又一个,,\n"
    report, rejects = ingest_files(stored, _write(tmp_path, "a.csv", text))
    assert _one(report).outcomes == {Outcome.ADDED: 1, Outcome.REPEATED: 1, Outcome.CONFLICT: 2}
    assert [(r["row"], r["reason"], r["value"]) for r in rejects] == [
        (4, "duplicate_number", "别的标准"),
        (5, "duplicate_number", "又一个"),
    ]
    assert _shown(stored).title_zh == "标准化工作导则"


@pytest.mark.parametrize(
    ("issued", "implemented", "reason", "field"),
    [
        ("2020-02-30", "2020-10-01", "impossible_date", "issued"),
        ("2020-13-01", "2020-10-01", "impossible_date", "issued"),
        ("0020-03-31", "2020-10-01", "impossible_date", "issued"),
        ("9999-12-31", "2020-10-01", "impossible_date", "issued"),
        ("近期", "2020-10-01", "impossible_date", "issued"),
        ("2020-03", "2020-10-01", "impossible_date", "issued"),
        ("1970-01-01", "2020-10-01", "date_against_number", "issued"),
        ("2020-10-01", "2020-03-31", "dates_out_of_order", "implemented"),
    ],
)
def test_impossible_date_costs_the_field_only(
    data: DataFolder, tmp_path: Path, issued: str, implemented: str, reason: str, field: str
) -> None:
    text = f"{HEADER}\nGB/T 1.1-2020,导则,{issued},{implemented}\n"
    report, (reject,) = ingest_files(data, _write(tmp_path, "a.csv", text))
    assert (reject["reason"], reject["what"], reject["field"]) == (reason, "field", field)
    assert getattr(_shown(data), field) is None
    assert _one(report).outcomes[Outcome.ADDED] == 1


ROWS = [f"GB {n}-2020,标准{n},2020-01-01,2020-05-01" for n in range(1, 21)]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ('GB 5-2020,"引号没有关,2020-01-01,2020-05-01', "a quotation mark is not closed"),
        ('"GB 5-2020,标准,2020-01-01,2020-05-01', "a quotation mark is not closed"),
        ("GB 5-2020,标准,2020-01-01,2020-05-01,多出来的", "5 cells under 4 column names"),
        (",标准,2020-01-01,2020-05-01", "names no standard"),
        ("GB 5,标准,2020-01-01,2020-05-01", "without a year"),
        ("不是编号,标准,2020-01-01,2020-05-01", "not a standard number"),
        ("GB 5-2020,,2020-01-01,2020-05-01", "no title"),
        ("GB 5-2020", "no title"),
    ],
)
def test_bad_line_costs_itself_only(stored: DataFolder, tmp_path: Path, bad: str, reason: str) -> None:
    lines = [HEADER, *ROWS[:4], bad, *ROWS[5:]]
    report, rejects = ingest_files(stored, _write(tmp_path, "a.csv", "\n".join(lines)))
    (reject,) = rejects
    assert reason in reject["detail"]
    assert (reject["row"], reject["what"]) == (6, "record")
    assert _one(report).outcomes == {Outcome.ADDED: 19}
    assert _one(report).rows == 20


def test_two_lines_with_an_open_quote_do_not_swallow_what_stands_between(data: DataFolder, tmp_path: Path) -> None:
    lines = [HEADER, *ROWS]
    for at in (3, 9):
        lines[at] = lines[at].replace("标准", '"标准')
    report, rejects = ingest_files(data, _write(tmp_path, "a.csv", "\n".join(lines)))
    assert [r["row"] for r in rejects] == [4, 10]
    assert _one(report).outcomes == {Outcome.ADDED: 18}


def test_quotes_that_belong_to_the_text(data: DataFolder, tmp_path: Path) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([["标准编号", "标准名称", "范围"], ["GB 1-2020", '5" 管 "甲"', "第一行\n第二行,\r\n第三行"]])
    text.write('GB 2-2020,"甲"乙,丙\nGB 3-2020,5" 管,丁\n')
    report, rejects = ingest_files(data, _write(tmp_path, "a.csv", text.getvalue()))
    assert (_one(report).outcomes, rejects) == ({Outcome.ADDED: 3}, [])
    first = _shown(data, "GB 1-2020")
    assert (first.title_zh, first.scope) == ('5" 管 "甲"', "第一行 第二行, 第三行")
    assert _shown(data, "GB 2-2020").title_zh == "甲乙"
    assert _shown(data, "GB 3-2020").title_zh == '5" 管'


def test_missing_cells_at_the_end_are_empty(data: DataFolder, tmp_path: Path) -> None:
    report, rejects = ingest_files(data, _write(tmp_path, "a.csv", f"{HEADER}\nGB 1-2020,甲\n"))
    assert (_one(report).outcomes, rejects) == ({Outcome.ADDED: 1}, [])


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(data: DataFolder, tmp_path: Path, separator: str) -> None:
    report, _ = ingest_files(data, _write(tmp_path, "a.csv", TEXT.replace(",", separator)))
    assert _one(report).outcomes == {Outcome.ADDED: 1}


def test_control_characters_are_no_text(data: DataFolder, tmp_path: Path) -> None:
    line = '{"number": "GB 1-2020", "title_zh": "甲\\u0000乙\\u001f丙"}\n'
    ingest_files(data, _write(tmp_path, "a.jsonl", line))
    assert _shown(data, "GB 1-2020").title_zh == "甲 乙 丙"


# --- JSON ----------------------------------------------------------------------------------------------

ITEMS = [{"number": f"GB {n}-2020", "title": f"标准{n}"} for n in range(1, 11)]


@pytest.mark.parametrize(
    ("content", "added", "reason"),
    [
        (json.dumps(ITEMS)[:-120], 7, "JSON ends or breaks after item"),
        (json.dumps(ITEMS)[:10], 0, "not JSON"),
        (json.dumps({"data": {"rows": ITEMS, "total": 10}}), 10, None),
        (json.dumps({"total": 1, "a.b": ITEMS}), 10, None),
        (json.dumps([1, 2, 3]), 0, "holds no list of objects"),
        (json.dumps({"number": "GB 1-2020"}), 0, "holds no list of objects"),
        ("[]", 0, "holds no list of objects"),
        ("[{}, {}]", 0, "no rows"),
        (json.dumps([{"x": 1}]), 0, "no column holds the number"),
        (json.dumps([*ITEMS[:3], 7, None, "text", *ITEMS[3:]]), 10, "expected an object, found"),
        ("null", 0, "holds no list of objects"),
        ("[" * 100_000, 0, "not JSON"),
    ],
    ids=["cut", "cut-early", "nested", "dotted", "numbers", "object", "empty", "empty-objects", "foreign", "mixed",
         "null", "deep"],
)  # fmt: skip
def test_json_files(stored: DataFolder, tmp_path: Path, content: str, added: int, reason: str | None) -> None:
    report, rejects = ingest_files(stored, _write(tmp_path, "a.json", content))
    assert _one(report).outcomes[Outcome.ADDED] == added
    assert all(reason is not None and reason in line["detail"] for line in rejects)
    assert bool(rejects) is (reason is not None)


@pytest.mark.parametrize(
    "line",
    ['{"number": "GB 9-2020", "title": "甲"', "GB 9-2020", "[1]", "1" * 5000,
     '{"number": "GB 9-2020", "title": "\\ud800"}', "[" * 100_000, '{"a": NaN'],
    ids=["cut", "text", "list", "number", "surrogate", "deep", "nan"],
)  # fmt: skip
def test_bad_json_line_costs_itself_only(stored: DataFolder, tmp_path: Path, line: str) -> None:
    lines = [json.dumps(ITEMS[0]), "", line, json.dumps(ITEMS[1])]
    report, (reject,) = ingest_files(stored, _write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert (reject["row"], reject["reason"]) == (3, "unreadable_row")
    assert _one(report).outcomes == {Outcome.ADDED: 2}


def test_film_registry_with_broken_documents(stored: DataFolder, tmp_path: Path) -> None:
    good = {"docId": "gb-1", "docLabel": "GB 21-2020", "docTitle": "影片", "docType": "国家标准"}
    report, rejects = ingest_files(stored, _write(tmp_path, "a.json", json.dumps([good, 7, {"docId": "x"}, []])))
    assert _one(report).source == "film"
    assert _one(report).outcomes == {Outcome.ADDED: 1}
    assert [(r["row"], r["reason"]) for r in rejects] == [(at, "unreadable_row") for at in (2, 3, 4)]


# --- columns and mappings ------------------------------------------------------------------------------


def test_column_names_in_full_width_and_with_marks(data: DataFolder, tmp_path: Path) -> None:
    text = "标准　编号：,标准名称 *,ＩＣＳ\nGB 1-2020,甲,13.040\n"
    report, rejects = ingest_files(data, _write(tmp_path, "a.csv", text))
    assert (_one(report).outcomes, _one(report).unmapped_columns, rejects) == ({Outcome.ADDED: 1}, (), [])


def test_column_given_twice_keeps_the_first_and_names_the_other(data: DataFolder, tmp_path: Path) -> None:
    text = "标准编号,标准名称,标准名称,备注\nGB 1-2020,甲,乙,丙\n"
    report, _ = ingest_files(data, _write(tmp_path, "a.csv", text))
    assert _shown(data, "GB 1-2020").title_zh == "甲"
    assert _one(report).unmapped_columns == ("标准名称 (column 3)", "备注")


def test_mapping_file_names_foreign_columns(data: DataFolder, tmp_path: Path) -> None:
    mapping = load_mapping(_write(tmp_path, "m.toml", '[columns]\n"甲" = "number"\n"乙" = "title_zh"\n'))
    report, _ = ingest_files(data, _write(tmp_path, "a.csv", "甲,乙\nGB 1-2020,名\n"), mapping=mapping)
    assert _one(report).outcomes == {Outcome.ADDED: 1}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("[columns\n", "cannot be read"),
        ('[columns]\n"甲" = "numbr"\n', "unknown field numbr; known are .*number"),
        ('[columns]\n"甲" = 7\n', r"expected a table \[columns\]"),
        ('"甲" = "number"\n', r"expected a table \[columns\]"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_mistakes_in_a_mapping_file_are_named(tmp_path: Path, content: bytes | str, reason: str) -> None:
    with pytest.raises(BadMapping, match=reason):
        load_mapping(_write(tmp_path, "m.toml", content))
    with pytest.raises(BadMapping, match="cannot be read"):
        load_mapping(tmp_path / "none.toml")


# --- paths ---------------------------------------------------------------------------------------------


def test_folder_with_other_files(data: DataFolder, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep" / "x.csv").mkdir(parents=True)  # a folder, whatever its name
    _write(folder / "deep" / "x.csv", "inside.CSV", TEXT)
    _write(folder, "readme.txt", "text")
    _write(folder, ".DS_Store", b"\0\0")
    report, rejects = ingest_files(data, folder)
    assert [Path(file.path).name for file in report.files] == ["inside.CSV", "readme.txt"]
    assert [Path(path).name for path in report.skipped] == [".DS_Store"]
    assert [(Path(line["file"]).name, line["reason"]) for line in rejects] == [("readme.txt", "no_number")]


def test_missing_path_is_named_before_anything_is_stored(data: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"none\.csv: no such file"):
        ingest_files(data, _write(tmp_path, "a.csv", TEXT), tmp_path / "none.csv")
    with data.statements() as store:
        assert store.counts()["records"] == 0


def test_file_of_another_type_is_refused(stored: DataFolder, tmp_path: Path) -> None:
    report, _ = ingest_files(stored, _write(tmp_path, "a.doc", TEXT))
    assert "files of type .doc hold no rows; give one of .csv" in str(_one(report).error)


def test_pipe_is_refused_and_not_waited_for(stored: DataFolder, tmp_path: Path) -> None:
    for name in ("a.csv", "a.json"):
        os.mkfifo(tmp_path / name)
        report, _ = ingest_files(stored, tmp_path / name)
        assert "not a file" in str(_one(report).error)


@contextmanager
def _as_nobody() -> Iterator[None]:
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_file_without_permission_is_refused() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        for path in (_write(folder, "a.csv", TEXT), _write(folder, "a.json", "[]"), _write(folder, "a.xlsx", b"PK")):
            path.chmod(0)
            with _as_nobody(), pytest.raises(UnreadableFile, match=r"cannot be opened \(Permission denied"):
                RegistryFile.open(path)


# --- full disk -----------------------------------------------------------------------------------------

_INGEST = """
import sys
from pathlib import Path
from graph.errors import DataFolderError
from graph.generations import DataFolder
from tests.support import ingest_files
{setup}
try:
    report, _ = ingest_files(DataFolder(Path(sys.argv[1])), Path(sys.argv[2]))
except DataFolderError as error:
    print(error)
    raise SystemExit(2)
print(report.files[0].rows, {after})
"""


def _run(script: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip


def _many(path: Path, rows: int, words: str = "内容") -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write("标准编号,标准名称,范围\n")
        for n in range(rows):
            file.write(f"Q/XX {n}-2020,标准{n},{words * 20}{n}\n")
    return path


@pytest.mark.parametrize("limit", [60_000, 400_000, 1_500_000])
def test_full_disk_leaves_what_was_published_and_a_rerun_completes(
    stored: DataFolder, tmp_path: Path, limit: int
) -> None:
    """No file may grow beyond ``limit`` bytes, as on a disk that is full."""
    before, number = dump_live(stored), stored.current_number()
    many = _many(tmp_path / "many.csv", 3000)
    setup = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))"
    )
    ended = _run(_INGEST.format(setup=setup, after=0), stored.path, many)
    assert ended.returncode == 2, ended.stderr[-2000:]
    assert str(stored.path) in ended.stdout
    assert stored.current_number() == number
    assert dump_live(stored) == before
    report, rejects = ingest_files(stored, many)
    assert report.total(Outcome.ADDED) + report.total(Outcome.UNCHANGED) == 3000
    assert rejects == []
    assert _shown(stored, "Q/XX 2999-2020").title_zh == "标准2999"


# --- memory --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "json"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, suffix: str) -> None:
    peaks = []
    for rows in (2_000, 20_000):
        path = tmp_path / f"{rows}.{suffix}"
        _table(path, rows)
        script = (
            "import resource, sys, io\nfrom pathlib import Path\n"
            "from graph.statements import StatementStore\nfrom ingest.runner import ingest\n"
            "with StatementStore(Path(sys.argv[1]), write=True) as store:\n"
            "    store.db.execute('PRAGMA synchronous=OFF')\n"
            "    report = ingest([Path(sys.argv[2])], store, store.begin_run('x'), io.StringIO())\n"
            "    assert not report.files[0].error, report.files[0].error\n"
            "print(report.files[0].rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
        )
        ended = _run(script, tmp_path / f"{rows}.db", path)
        assert ended.returncode == 0, ended.stderr[-2000:]
        count, peak = map(int, ended.stdout.split())
        assert count == rows
        peaks.append(peak / 1024)
    assert peaks[1] < peaks[0] + 80  # MiB; the cache of the database may grow to 64


def _table(path: Path, rows: int) -> None:
    items: Iterator[dict[str, str]] = (
        {"number": f"Q/XX {n}-2020", "title": f"标准{n}", "scope": "范围" * 50} for n in range(rows)
    )
    writers: dict[str, Callable[[Any], str]] = {
        ".csv": lambda rows: "number,title,scope\n" + "".join(",".join(row.values()) + "\n" for row in rows),
        ".jsonl": lambda rows: "".join(json.dumps(row) + "\n" for row in rows),
        ".json": lambda rows: json.dumps(list(rows)),
    }
    path.write_text(writers[path.suffix](items), "utf-8")


def test_resource_limits_of_this_process_are_untouched() -> None:
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
