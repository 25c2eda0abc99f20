"""Terminal transcripts in the documentation are what the program prints: commands are run and compared.

A line ``…`` stands for any lines. ``BIAOTU_UPDATE_DOCS=1 pytest tests/docs`` writes the outputs anew, without ``…``.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
ENVIRONMENT = {"COLUMNS": "100", "NO_COLOR": "1", "BIAOTU_ON": "2026-11-24", "PYTHONIOENCODING": "utf-8"}


@pytest.fixture(scope="session")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs") / "data"
    assert run("biaotu demo", folder)[1] == 0
    return folder


def run(command, folder):
    program, *arguments = shlex.split(command)
    assert program == "biaotu", f"only biaotu commands are run: {command}"
    done = subprocess.run(
        [sys.executable, "-m", "api.cli.main", *arguments],
        cwd=ROOT, env={**os.environ, **ENVIRONMENT, "BIAOTU_DATA": str(folder)}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip
    return [line.rstrip() for line in (done.stdout + done.stderr).splitlines()], done.returncode


def transcripts(page):
    """(command, expected lines) of all console blocks."""
    for block in BLOCK.findall(page.read_text("utf-8")):
        command, expected = None, []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, expected
                command, expected = line[2:], []
            else:
                expected.append(line.rstrip())
        if command:
            yield command, expected


CASES = [(page.name, command, expected) for page in PAGES if page.exists() for command, expected in transcripts(page)]


def matches(expected, printed):
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(line) + r"\n" for line in expected)
    return re.fullmatch(pattern + r"(?:\s*\n)*", "".join(line + "\n" for line in printed)) is not None


@pytest.mark.parametrize(
    ("page", "command", "expected"), CASES, ids=[f"{page}: {command}" for page, command, _ in CASES]
)
def test_transcript_is_what_the_program_prints(data, page, command, expected):
    printed, code = run(command, data)
    assert code in (0, 1), printed
    if os.environ.get("BIAOTU_UPDATE_DOCS") == "1":
        update(page, command, printed)
        return
    while expected and not expected[-1]:
        expected.pop()
    assert matches(expected, printed), "\n".join(printed)


def update(page, command, printed):
    path = next(p for p in PAGES if p.name == page)
    text = path.read_text("utf-8")
    start = text.index(f"$ {command}\n") + len(f"$ {command}\n")
    end = min(at for at in (text.find("\n$ ", start - 1), text.index("```", start)) if at >= 0)
    path.write_text(text[:start] + "\n".join(printed).rstrip() + "\n" + text[end:].lstrip("\n"), "utf-8")


def test_the_readme_shows_a_transcript():
    assert any(page == "README.md" for page, _, _ in CASES)
