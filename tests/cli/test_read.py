"""``biaotu read``, ``extract references|limits`` and ``review`` as a person or a script runs them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api.usecases.demo import samples

DRAFTS = sorted((samples() / "drafts").iterdir())
HOSTILE = """T/EXAMPLE 009—2026

纸<script>alert("x")</script>通用要求 & "技术" 条件

1　范围
本文件规定了纸<img src=x onerror=alert(1)>的要求。

2　规范性引用文件
下列文件中的内容通过文中的规范性引用而构成本文件必不可少的条款。
GB/T 2—2008　<b>试验</b>

4　要求
4.1　纸的甲醛含量应不大于0.1 mg/kg<script src="http://example.org/x.js"></script>，按GB/T 2—2008的规定测定。
4.2　厚度<5 mm & 长度应为（10～20）mm。
"""


def biaotu(*arguments: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


def answers(what: str, lines: list[str]) -> list[dict[str, Any]]:
    done = biaotu("extract", what, stdin="\n".join(lines))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


class Page(HTMLParser):
    """Ids, links and tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: set[str] = set()
        self.handlers: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name == "href":
                self.links.append(value or "")
            elif name in ("src", "action", "srcset", "data"):
                self.sources.append(value or "")
            elif name.startswith("on"):
                self.handlers.append(name)


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(HOSTILE, "utf-8")
    return path


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_read_shows_structure_references_and_limits(draft: Path) -> None:
    done = biaotu("read", draft)
    assert done.returncode == 0, done.stderr
    for text in ("章条", "引用（", "限值（", "规范性引用", "T/EXAMPLE"):
        assert text in done.stdout


def test_read_speaks_english(hostile: Path) -> None:
    done = biaotu("--lang", "en", "read", hostile)
    assert "references (" in done.stdout and "normative" in done.stdout


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.name)
def test_read_prints_json_for_machines(draft: Path) -> None:
    done = biaotu("read", draft, "--json")
    result = json.loads(done.stdout)
    assert result["references"] and result["limits"]
    for reference in result["references"]:
        assert {"canonical", "all_parts", "relation", "dated", "page", "places"} <= reference.keys()
    for limit in result["limits"]:
        assert {
            "object",
            "characteristic",
            "op",
            "unit",
            "page",
            "condition",
            "grade",
            "modality",
            "text",
        } <= limit.keys()
        if limit["op"] == "range":
            assert limit["low"] <= limit["high"]
        elif limit["op"] in ("le", "lt", "ge", "gt"):
            assert limit["value"] is not None
    if draft.suffix == ".pdf":
        assert all(limit["page"] for limit in result["limits"])


@pytest.mark.parametrize("draft", [*DRAFTS, None], ids=lambda path: path.name if path else "hostile")
def test_the_page_links_every_fact_to_its_place(draft: Path | None, hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    done = biaotu("read", draft or hostile, "--html", out)
    assert done.returncode == 0, done.stderr
    page = Page(out.read_text("utf-8"))
    assert len(page.ids) == len(set(page.ids))
    assert page.links and all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} <= set(page.ids)


def test_every_fact_of_the_page_is_marked_in_the_text(hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    result = json.loads(biaotu("read", hostile, "--html", out, "--json").stdout)
    page = Page(out.read_text("utf-8"))
    facts = {
        *(f"#l{at}" for at in range(len(result["limits"]))),
        *(f"#r{at}" for at in range(len(result["references"]))),
    }
    assert len(result["limits"]) >= 2 and facts <= set(page.links)


def test_the_page_runs_nothing_and_fetches_nothing(hostile: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    biaotu("read", hostile, "--html", out)
    text = out.read_text("utf-8")
    page = Page(text)
    assert page.sources == [] and page.handlers == []
    assert page.tags.isdisjoint({"script", "img", "link", "iframe", "object", "embed", "base", "form"})
    assert "&lt;script&gt;" in text and "&lt;img src=x" in text and "&lt;b&gt;试验" in text
    assert re.findall(r"url\(|@import|http-equiv", text) == []


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "empty.txt"),
        ("old.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".docx"),
        ("half.docx", b"PK\x03\x04half", "half.docx"),
        ("half.pdf", b"%PDF-1.7\nhalf", "half.pdf"),
    ],
)
def test_files_that_cannot_be_read_are_named(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = biaotu("read", path, "--json")
    assert done.returncode == 2
    assert says in done.stderr and "Traceback" not in done.stderr and done.stdout == ""


def test_a_missing_file_is_named() -> None:
    done = biaotu("read", "no-such-file.pdf")
    assert done.returncode == 2 and "no-such-file.pdf" in done.stderr


def test_references_in_batch_answer_every_line() -> None:
    lines = ['{"id": "a", "text": "应符合GB 2762的规定"}', "not json", '{"id": "b", "text": 5}', '{"id": "c"}', "[1]",
             '{"id": "d", "text": "T恤"}']  # fmt: skip
    found = answers("references", lines)
    assert [one["id"] for one in found] == ["a", None, "b", "c", None, "d"]
    ((reference),) = found[0]["references"]
    assert (reference["canonical"], reference["relation"], reference["all_parts"]) == ("GB 2762", "in_text", False)
    assert [one.get("error", {}).get("code") for one in found] == [
        None, "bad_json", "bad_request", "bad_request", "bad_json", None
    ]  # fmt: skip
    assert found[5] == {"id": "d", "references": []}


def test_limits_in_batch_answer_every_line() -> None:
    lines = [
        json.dumps({"id": 1, "text": "甲醛含量应不大于20 mg/kg"}), '{"id": 2, "text": "x", "context": [1]}', "{",
        '{"id": 3, "text": null}', json.dumps({"id": 4, "text": "x", "context": {"table_header": "no list"}}),
        json.dumps({"id": 5, "text": "pH值应为6.5～8.5"}),
    ]  # fmt: skip
    found = answers("limits", lines)
    assert [one["id"] for one in found] == [1, 2, None, 3, 4, 5]
    (first,) = found[0]["limits"]
    assert (first["characteristic"], first["op"], first["value"], first["unit"]) == ("甲醛含量", "le", 20, "mg/kg")
    assert [("error" in one) for one in found] == [False, True, True, True, True, False]
    (last,) = found[5]["limits"]
    assert (last["op"], last["low"], last["high"]) == ("range", 6.5, 8.5)


def test_review_from_export_to_show(tmp_path: Path, hostile: Path) -> None:
    data, sheet = tmp_path / "data", tmp_path / "review.xlsx"
    number = "T/EXAMPLE 009-2026"
    assert biaotu("--data", data, "ingest", hostile).returncode == 0
    assert "没有待审核" in biaotu("--data", data, "review", "list", "--needed").stdout
    done = biaotu("--data", data, "review", "export", number, sheet)
    assert done.returncode == 0, done.stderr
    book = load_workbook(sheet)
    heads = [cell.value for cell in book["限值"][1]]
    for name, value in {"决定": "更正", "更正：值": "0.2"}.items():
        book["限值"].cell(2, heads.index(name) + 1).value = value
    book["限值"].cell(3, heads.index("决定") + 1).value = "也许"
    book.save(sheet)
    done = biaotu("--data", data, "review", "import", sheet, "--reviewer", "王", "--json")
    result = json.loads(done.stdout)
    assert done.returncode == 1 and result["decided"] == {"correct": 1}
    assert [(p["sheet"], p["row"], p["reason"]) for p in result["problems"]] == [("限值", 3, "wrong_decision")]
    listed = json.loads(biaotu("--data", data, "review", "list", number, "--json").stdout)["items"]
    (corrected,) = (item for item in listed if item["state"] == "corrected")
    assert (corrected["understood"]["value"], corrected["reviewer"]) == ("0.2", "王")
    assert "0.2" in biaotu("--data", data, "show", corrected["id"]).stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("list",),
        ("list", "你好"),
        ("export", "GB/T 1.1-2020"),
        ("export", "GB/T 99999-2020", "out.xlsx"),
        ("import", "no-such-file.xlsx", "--reviewer", "王"),
    ],
)
def test_wrong_use_of_review_is_explained(tmp_path: Path, arguments: tuple[str, ...], hostile: Path) -> None:
    data = tmp_path / "data"
    biaotu("--data", data, "ingest", hostile)
    done = biaotu("--data", data, "review", *arguments)
    assert done.returncode == 2 and done.stderr and "Traceback" not in done.stderr
