"""``biaotu compare A B`` as a person or a script runs it."""

import json
import subprocess
import sys
from collections import Counter

import pytest

A = """T/EX 9-2026 胶合板环保要求

1 范围
本文件规定了胶合板的要求。

4 要求
4.1 限值
胶合板的理化指标应符合表1的规定。

表1 胶合板的理化指标
| 项目 | 单位 | 限值 |
|---|---|---|
| 甲醛释放量 | mg/m³ | ≤0.15 |
| 苯 | mg/m³ | ≤0.05 |
| 总挥发性有机化合物 | mg/m³ | ≤0.50 |
| 二甲苯 | mg/m³ | ≤0.20 |
"""
B = """GB 99999-2025 胶合板有害物质限量

1 范围
本标准规定了胶合板的有害物质限量。

4 要求
4.1 限值
胶合板的有害物质限量应符合表1的规定。

表1 胶合板的有害物质限量
| 项目 | 单位 | 限值 |
|---|---|---|
| 甲醛释放量 | mg/m³ | ≤0.124 |
| 苯 | mg/m³ | ≤0.10 |
| 总挥发性有机化合物 | mg/m³ | ≤0.50 |
| 甲苯 | mg/m³ | ≤0.20 |
"""


def compare(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", "compare", *map(str, arguments)],
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.fixture
def files(tmp_path):
    a, b = tmp_path / "a.md", tmp_path / "b.md"
    a.write_text(A, "utf-8")
    b.write_text(B, "utf-8")
    return a, b


def test_one_of_each_verdict(files):
    done = compare(*files, "--as-of", "2026-11-23", "--json")
    assert done.returncode == 1, done.stderr
    answer = json.loads(done.stdout)
    rows = {row["characteristic"]: row for row in answer["rows"]}
    verdicts = {name: (row["verdict"], row["violation"]) for name, row in rows.items()}
    assert verdicts == {
        "甲醛释放量": ("looser", True),
        "苯": ("stricter", False),
        "总挥发性有机化合物": ("equal", False),
        "二甲苯": ("new", False),
    }
    assert [row["characteristic"] for row in answer["missing"]] == ["甲苯"]
    worst = rows["甲醛释放量"]
    assert worst["b"]["value"] == 0.124
    assert worst["b"]["place"]["table"] == "表1"
    assert worst["steps"] and all(step["zh"] and step["en"] for step in worst["steps"])
    assert "标准化法" in worst["legal"][0]["zh"] + worst["legal"][0]["source"]
    assert answer["counts"]["violations"] == 1


def test_the_violation_is_shown_first(files):
    done = compare(*files, "--as-of", "2026-11-23")
    assert done.returncode == 1
    assert 0 < done.stdout.index("违反强制性标准") < done.stdout.index("严于  ")
    assert "甲苯" in done.stdout


def test_a_document_meets_itself(files):
    done = compare(files[1], files[1], "--as-of", "2026-11-23", "--json")
    assert done.returncode == 0
    answer = json.loads(done.stdout)
    assert {row["verdict"] for row in answer["rows"]} == {"equal"}
    assert answer["missing"] == []


def test_an_empty_document_is_no_proof_of_conformity(files, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("T/EX 8-2026 胶合板\n\n1 范围\n本文件适用于胶合板。\n", "utf-8")
    done = compare(empty, files[1], "--as-of", "2026-11-23", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["rows"] == [] and len(answer["missing"]) == 4
    assert [remark["code"] for remark in answer["remarks"]] == ["no_limits_a"]


@pytest.mark.parametrize("arguments", [(), ("only-one.txt",), ("missing-a.txt", "missing-b.txt")])
def test_what_cannot_be_compared_is_said(arguments):
    done = compare(*arguments)
    assert done.returncode == 2
    assert done.stderr.startswith("biaotu: ")


def test_a_wrong_day_is_refused(files):
    assert compare(*files, "--as-of", "yesterday").returncode == 2


@pytest.mark.shared
def test_a_real_pair(shared):
    """Boilers: Guangdong against the national standard, fuel by fuel, in-use boilers by clause 4.1."""
    pdf = shared / "data" / "pdf"
    done = compare(pdf / "DB-44-765-2019.pdf", pdf / "GB-13271-2014.pdf", "--as-of", "2026-11-23", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    verdicts = Counter(row["verdict"] for row in answer["rows"] if row["applies"])
    assert verdicts["stricter"] >= 30 and verdicts["equal"] >= 12 and verdicts["new"] == 2
    assert not verdicts["looser"] and not verdicts["incomparable"]
    derived = [row for row in answer["rows"] if row["derived"]]
    assert derived and all("执行表2" in row["notes"][0]["zh"] for row in derived)
    ended = [row for row in answer["rows"] if not row["applies"]]
    assert {row["a_until"] for row in ended} == {"2020-06-30"}
