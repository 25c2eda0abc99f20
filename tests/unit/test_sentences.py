"""Every sentence of an error is in the catalogue, in both languages, with the facts it is given."""

from __future__ import annotations

import ast
import json
import pickle
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import errors
from api.messages import Messages
from api.sentences import catalogue, say
from api.settings import Language
from graph.errors import NotFound, Said, SaidError
from graph.ids import InvalidIdentifier, parse
from ingest.errors import UnreadableFile
from ingest.records import Problem

_HANZI = re.compile(r"[\u4e00-\u9fff]")
_OTHERS = {"Said", "Refusal", "InvalidFact", "IngestError", "WrongValue", "UnknownKind"}
_RAISED = {kind.__name__ for kind in errors.KNOWN if issubclass(kind, SaidError)} - {"InvalidIdentifier"}


def _calls(root: Path) -> Iterator[tuple[str, ast.Call, ast.expr]]:
    for package in ("graph", "ingest", "search", "api"):
        for path in sorted((root / package).rglob("*.py")):
            for call in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                    continue
                at = 1 if call.func.id == "Refusal" else 0
                if call.func.id in _RAISED | _OTHERS and len(call.args) > at:
                    yield f"{path.relative_to(root)}:{call.lineno}", call, call.args[at]


def _names(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_every_sentence_is_known_with_its_facts(root: Path) -> None:
    known = catalogue()["sentences"]
    wrong: list[str] = []
    found: set[str] = set()
    for place, call, first in _calls(root):
        if isinstance(first, ast.JoinedStr):
            wrong.append(f"{place}: facts are given by name, not written into the sentence")
        if not isinstance(first, ast.Constant) or not first.value:
            continue
        sentence = str(first.value)
        found.add(sentence)
        given = {one.arg for one in call.keywords if one.arg} - {"headers"}
        if any(one.arg is None for one in call.keywords):
            given = _names(sentence)
        if _HANZI.search(re.sub(r"分类法|标准编号|列名", "", sentence)):
            wrong.append(f"{place}: the sentence is English")
        if sentence not in known:
            wrong.append(f"{place}: not in sentences.toml: {json.dumps(sentence)}")
        elif given != _names(sentence) or _names(known[sentence]) - given:
            wrong.append(f"{place}: facts {sorted(given)} do not fit {sentence!r} = {known[sentence]!r}")
    assert not wrong, "\n".join(wrong)
    assert len(found) > 200
    reasons = {"empty", "no known code followed by a serial"}
    unused = {one for one in known if one not in found} - reasons
    assert {one for one in unused if not one.startswith("not a standard number")} == set()


@pytest.mark.parametrize("sentence", sorted(catalogue()["sentences"]))
def test_chinese_sentence_is_chinese(sentence: str) -> None:
    plain = re.sub(r"\{[^}]*\}|`[^`]*`|pip install \S+|biaotu review \S+", "", catalogue()["sentences"][sentence])
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", plain), plain
    assert _HANZI.search(plain) or not re.search(r"[a-z]+ [a-z]+", sentence.split(";")[0])


def test_said_in_the_language_asked() -> None:
    error = NotFound("{number}: not in the data", number="GB 1-2020")
    assert (say(error, "zh"), say(error, "en")) == ("GB 1-2020：数据中没有", "GB 1-2020: not in the data")
    assert str(error) == "GB 1-2020: not in the data"


def test_reasons_of_the_system_and_errors_within_errors_are_said_too() -> None:
    full = UnreadableFile("{path}: cannot be opened ({error})", path=Path("a.csv"), error=OSError(28, "No space left"))
    assert say(full, "zh") == "a.csv：无法打开（磁盘已满）"
    assert say(full, "en") == "a.csv: cannot be opened (No space left)"
    with pytest.raises(InvalidIdentifier) as raised:
        parse("无")
    within = errors.BadRequest("{error}", error=raised.value)
    assert say(within, "zh").startswith("'无' 不是标准编号（没有已知的代号和其后的顺序号）")
    assert "{" not in say(within, "en")


def test_braces_of_a_fact_are_text() -> None:
    assert say(Said("{path}: {error}", path="{x}", error=ValueError("{y}")), "zh") == "{x}：{y}"


@pytest.mark.parametrize("error", [
    NotFound("{number}: not in the data", number="GB 1-2020"),
    UnreadableFile("{path}: cannot be opened ({error})", path=Path("a"), error=OSError(13, "Permission denied")),
    InvalidIdentifier("x", "empty"),
])  # fmt: skip
def test_errors_cross_processes(error: SaidError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), say(again, "zh")) == (type(error), say(error, "zh"))


@pytest.mark.parametrize("problem", list(Problem))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_reason_of_a_reject_has_a_name(problem: Problem, language: Language) -> None:
    assert Messages(language)(f"problem.{problem}")
