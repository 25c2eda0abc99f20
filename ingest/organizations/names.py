"""A name of an organisation, taken apart: what is compared, and what must not be overlooked."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from graph.ids import code_table
from ingest.bodies import organization_key

_HAN = re.compile(r"[\u3400-\u9fff]")
_NUMBERS = re.compile(r"第?[零〇○一二三四五六七八九十百]{1,4}(?=研究|设计|工程|建筑|机械|医院|中学|局|所|院|厂|部)|\d+")
_PLACE = re.compile(r"^(.{2,8}?(?:省|自治区|市|州|盟|县|旗|区))(?=.{2})")
_BRACKET = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Rules:
    """The content of ``data/rules.toml``."""

    front: tuple[str, ...]
    before_guojia: str
    same_form: dict[str, str]
    forms: tuple[str, ...]
    units: tuple[str, ...]
    contrasts: tuple[frozenset[str], ...]
    english: dict[str, str]
    candidate: int
    english_candidate: int
    shortest: int


@cache
def load_rules() -> Rules:
    table = tomllib.loads((files("ingest.organizations.data") / "rules.toml").read_text("utf-8"))
    scores = table["scores"]
    return Rules(
        tuple(sorted(table["dropped"]["front"], key=len, reverse=True)),
        table["dropped"]["front_before_guojia"],
        table["same_form"],
        tuple(sorted(table["forms"]["words"], key=len, reverse=True)),
        tuple(sorted(table["units"]["suffixes"], key=len, reverse=True)),
        tuple(map(frozenset, table["contrasts"]["groups"])), table["english"], scores["candidate"], scores["english"],
        scores["shortest"],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Name:
    """``normal``: equal for what is surely one body; ``core``: without its form, brackets kept in ``brackets``."""

    text: str
    normal: str
    core: str
    form: str
    place: str
    brackets: frozenset[str]
    numbers: tuple[str, ...]
    chinese: bool


@cache
def _provinces() -> tuple[str, ...]:
    """Names of provinces as they stand at the head of a name, longest first."""
    names = code_table().provinces.values()
    short = {re.sub(r"(?:省|市|(?:壮族|回族|维吾尔)?自治区|特别行政区)$", "", name) for name in names}
    return tuple(sorted({*names, *short}, key=len, reverse=True))


def analyse(text: str) -> Name:
    """Take a name apart."""
    rules = load_rules()
    key = organization_key(text)
    if _HAN.search(key) is None:
        words = re.sub(r"[^A-Z0-9]+", " ", key.upper().replace("&", " AND ")).split()
        full = [rules.english.get(word, word) for word in words]
        return Name(key, " ".join(words), " ".join(sorted(full)), "", "", frozenset(), (), False)
    normal = key.replace(" ", "")
    for front in rules.front:
        if normal.startswith(front) and len(normal) > len(front) + 2:
            normal = normal[len(front) :]
            normal = f"国{normal}" if normal.startswith("家") else normal  # 中华人民共和国家…: one 国 for two
            break
    if normal.startswith(f"{rules.before_guojia}国家"):
        normal = normal[len(rules.before_guojia) :]
    for form, same in rules.same_form.items():
        if normal.endswith(form):
            normal = normal.removesuffix(form) + same
    form = next((word for word in rules.forms if normal.endswith(word)), "")
    core = normal.removesuffix(form)
    brackets = frozenset(_BRACKET.findall(core))
    core = _BRACKET.sub("", core)
    place = next((one for one in _provinces() if core.startswith(one)), "")
    if found := _PLACE.match(core):
        place = found[1]
    return Name(key, normal, core, form, place, brackets, tuple(_NUMBERS.findall(core)), True)
