"""The table of policy tasks in docs/analysis.md is that of the program; every command it names exists.

``BIAOTU_UPDATE_DOCS=1 pytest tests/docs/test_policy_table.py`` writes the table anew.
"""

from __future__ import annotations

import csv
import os
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest
import typer

from api.cli.main import app
from api.routes import analysis, packs
from graph.vocabulary import policy_tasks

PAGE = Path(__file__).resolve().parents[2] / "docs" / "analysis.md"
BEGIN, END = "<!-- policy tasks: begin -->", "<!-- policy tasks: end -->"
TOLD = {"yes": "能", "partly": "部分", "no": "不能"}
_DATA = files("search.policy") / "data"
TASKS = tomllib.loads((_DATA / "tasks.toml").read_text("utf-8"))
NEEDS = {row["key"]: row for row in csv.DictReader((_DATA / "needs.csv").read_text("utf-8").splitlines())}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def table() -> str:
    """A row a task: clause, whether data can tell, commands, address of the service, data needed, limits."""
    rows = ["| 任务 task | 数据能否说明 | 命令 command | 接口 service | 需要的数据 data | 限度 limits |",
            "|---|---|---|---|---|---|"]  # fmt: skip
    for key, concept in policy_tasks().items():
        line = TASKS[key]
        commands = "<br>".join(f"`{one}`" for one in (f"biaotu policy \"{concept.clause}\"", *line["see"]))
        needs = "；".join(NEEDS[need]["zh"] for need in line["needs"])
        rows.append(
            f"| {concept.clause} {concept.label_zh} {concept.label_en} | {TOLD[line['told']]} | {commands} "
            f"| `/api/v1/policy?task={key}` | {needs} | {line['limits']['zh']} {line['limits']['en']} |"
        )
    return "\n".join(rows)


def test_the_table_is_that_of_the_program() -> None:
    text = PAGE.read_text("utf-8")
    head, _, rest = text.partition(BEGIN)
    old, _, tail = rest.partition(END)
    if os.environ.get("BIAOTU_UPDATE_DOCS"):
        PAGE.write_text(f"{head}{BEGIN}\n{table()}\n{END}{tail}", "utf-8")
        return
    assert old.strip() == table()


@pytest.mark.parametrize("key", list(TASKS))
def test_commands_that_lead_further_exist(key: str) -> None:
    for command in TASKS[key]["see"]:
        program, name, *words = command.split()
        assert program == "biaotu"
        assert name in COMMANDS, command
        options = {option for one in COMMANDS[name].params for option in one.opts}
        assert {word for word in words if word.startswith("-")} <= options, command


def test_what_a_task_needs_is_named() -> None:
    used = {need for line in TASKS.values() for need in line["needs"]}
    assert used == set(NEEDS)


def test_every_analysis_is_described() -> None:
    """Each operation of the service on analyses is named on the page, with its command."""
    text = PAGE.read_text("utf-8")
    for route in (*analysis.router.routes, *packs.router.routes):
        name = re.sub(r"_upload$", "", route.name)  # type: ignore[attr-defined]
        assert f"biaotu {name}" in text, name
        assert f"/api/v1/{name}" in text, name
