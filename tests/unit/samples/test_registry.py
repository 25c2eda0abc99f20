"""The sample registry is large, spread, free of copied text and consistent in itself."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

SAMPLES = Path(__file__).parents[3] / "samples"
REGISTRY = SAMPLES / "registry"
NAME_LISTS = {"起草单位", "起草人"}
NUMBER = re.compile(r"^(?:[A-Z]{2,3}(?:/[TZJ])?|DB\d{2}(?:\d{2})?(?:/T?)?|T/[A-Z0-9]+) ?[\d.]+-\d{4}$")


@dataclass(frozen=True)
class Row:
    level: str
    number: str
    title: str
    cells: dict[str, str | list[str]]

    def text(self, *names: str) -> str:
        value = next((self.cells[n] for n in names if self.cells.get(n)), "")
        return ";".join(value) if isinstance(value, list) else value

    def older(self) -> list[str]:
        return [n for n in re.split(r"[;；]", self.text("代替国标号", "代替标准")) if n]


def _records(path: Path) -> list[dict[str, str | list[str]]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            return [dict(r) for r in csv.DictReader(file)]
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    head, *rows = load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True)
    return [{str(k): str(v or "") for k, v in zip(head, row, strict=True)} for row in rows]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    found = []
    for path in sorted(REGISTRY.iterdir()):
        for cells in _records(path):
            number = cells.get("标准号") or cells["标准编号"]
            title = cells.get("中文名称") or cells.get("标准名称") or cells["中文标题"]
            found.append(Row(path.stem, str(number), str(title), cells))
    return found


def test_every_level_is_well_filled(rows: list[Row]) -> None:
    levels = Counter(row.level for row in rows)
    assert len(rows) >= 1_500
    assert levels["national"] >= 600
    assert min(levels["industry"], levels["local"], levels["group"]) >= 200
    codes = Counter(row.number.split(" ")[0] for row in rows)
    assert min(codes["GB"], codes["GB/T"], codes["GB/Z"]) >= 10


def test_every_field_and_sector_is_covered(rows: list[Row]) -> None:
    with (SAMPLES / "maintain" / "fields.csv").open(encoding="utf-8", newline="") as file:
        fields = {r["field"]: (r["kind"], re.compile(r["words"])) for r in csv.DictReader(file)}
    assert Counter(kind for kind, _ in fields.values()) == {"priority": 6, "service": 9}
    for name, (_, words) in fields.items():
        hits = [row for row in rows if words.search(row.title)]
        assert len(hits) >= 70, name
        assert len({row.level for row in hits}) == 4, name


def test_numbers_are_well_formed_and_unique(rows: list[Row]) -> None:
    assert [r.number for r in rows if not NUMBER.match(r.number)] == []
    assert [n for n, count in Counter(r.number for r in rows).items() if count > 1] == []


def test_headers_are_those_of_the_platforms() -> None:
    national = (REGISTRY / "national.csv").read_bytes()
    assert national.startswith(b"\xef\xbb\xbf")
    assert list(_records(REGISTRY / "national.csv")[0])[:4] == ["标准号", "中文名称", "英文名称", "标准状态"]
    assert list(_records(REGISTRY / "industry.csv")[0])[:3] == ["标准编号", "标准名称", "行业分类"]
    assert list(_records(REGISTRY / "group.xlsx")[0])[:3] == ["团体名称", "标准编号", "中文标题"]


def test_dates_are_dates(rows: list[Row]) -> None:
    for row in rows:
        for name in ("发布日期", "批准日期", "实施日期"):
            if text := row.text(name):
                date.fromisoformat(re.sub(r"年|月", "-", text).rstrip("日"))


def test_relations_point_to_older_standards(rows: list[Row]) -> None:
    pairs = [(row, old) for row in rows for old in row.older()]
    assert len(pairs) >= 400
    for row, old in pairs:
        assert NUMBER.match(old), (row.number, old)
        assert old[-4:] <= row.number[-4:], (row.number, old)
        assert old != row.number


def test_replacements_are_stated_on_both_editions(rows: list[Row]) -> None:
    national = {row.number: row for row in rows if row.level == "national"}
    for row in national.values():
        for old in row.older():
            if old in national:
                assert row.number in national[old].text("被代替国标号").split(";")


def test_some_works_change_around_the_day_of_the_demo(rows: list[Row]) -> None:
    day = date(2026, 11, 24)
    have = {row.number for row in rows}
    to_come = [r for r in rows if r.text("实施日期") > day.isoformat() and r.level != "group" and r.older()]
    assert len([r for r in to_come if set(r.older()) & have]) >= 5
    chains: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        chains[re.sub(r"/[TZ]", "", row.number).rsplit("-", 1)[0]].add(row.number)
    assert len([c for c in chains.values() if len(c) >= 3]) >= 20


def test_no_field_is_long_enough_for_copied_text(rows: list[Row]) -> None:
    for row in rows:
        for name, value in row.cells.items():
            listed = value if isinstance(value, list) else re.split(r"[、；]", value)
            items = listed if name in NAME_LISTS else [row.text(name)]
            assert max(map(len, items), default=0) <= 200, (row.number, name)


def test_scopes_are_short_and_our_own(rows: list[Row]) -> None:
    scopes = [row.text("适用范围", "范围") for row in rows if row.text("适用范围", "范围")]
    assert 120 <= len(scopes) <= 300
    assert max(map(len, scopes)) <= 60
    assert [s for s in scopes if re.search(r"本标准|本文件", s)] == []


def test_every_row_names_source_and_day(rows: list[Row]) -> None:
    assert [r.number for r in rows if not re.search(r".+；取用\d{4}-\d\d-\d\d$", r.text("数据来源"))] == []


def test_samples_stay_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLES.rglob("*") if p.is_file()) < 2_000_000
