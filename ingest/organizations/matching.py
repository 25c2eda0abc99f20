"""Two names → what they are to each other, by tiers: codes, normalised name and alias, similarity. Pure functions.

Only the first two tiers merge. A similarity is a candidate for a reviewer; what speaks against it (other numbers,
places, contrasting words, distinct codes of one register) is looked at before it.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from ingest.bodies import organization_key
from ingest.organizations.names import Name, analyse, load_rules

_BLOCK = 200  # names of one block: more share only a common ending such as 市场监督管理局
_ENDS = 4  # characters of a core by whose head or tail two names come together


class Verdict(StrEnum):
    """What two names are to each other."""

    SAME = "same"  # merged
    CANDIDATE = "candidate"  # for a reviewer
    UNIT = "unit"  # the first is a unit of the second
    CONTRADICTION = "contradiction"  # one code for bodies whose names speak against it
    DIFFERENT = "different"


class Tier(StrEnum):
    KEY = "key"
    NAME = "name"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict with the tier and rule that gave it; ``score`` from 0 to 1."""

    verdict: Verdict
    tier: Tier
    rule: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Body:
    """What the statements know of an organisation. ``register``: codes of registers with one code a body."""

    name: str
    uscc: str | None = None
    group_code: str | None = None
    aliases: tuple[str, ...] = ()
    register: Mapping[str, str] = field(default_factory=dict)


@cache
def known_aliases() -> dict[str, str]:
    """Normalised alias → full name, from the table of official short names."""
    text = (files("ingest.organizations.data") / "aliases.csv").read_text("utf-8")
    return {analyse(row["alias"]).normal: row["name"] for row in csv.DictReader(text.splitlines())}


def full(name: str) -> str:
    """The normalised full name: an official short name is written out."""
    normal = analyse(name).normal
    return analyse(known_aliases()[normal]).normal if normal in known_aliases() else normal


def judge(a: Body, b: Body) -> Judgement:
    """What ``a`` is to ``b``."""
    if a.uscc and b.uscc:
        if a.uscc == b.uscc:
            alike = _alike(a, b)
            rule = "same_uscc" if alike else "same_uscc_other_name"
            return Judgement(Verdict.SAME if alike else Verdict.CONTRADICTION, Tier.KEY, rule)
        return Judgement(Verdict.DIFFERENT, Tier.KEY, "distinct_uscc")
    if a.group_code and a.group_code == b.group_code and full(a.name) != full(b.name):
        # associations keep their code under a new name; the code of another body is an error of a source
        one, two = analyse(a.name), analyse(b.name)
        if _alike(a, b) or _similar(one, two).verdict is Verdict.CANDIDATE:
            return Judgement(Verdict.SAME, Tier.KEY, "same_group_code")
        if one.normal in two.normal or two.normal in one.normal:  # a branch, or two names run together
            return Judgement(Verdict.CANDIDATE, Tier.KEY, "same_group_code_longer_name", 0.7)
        return Judgement(Verdict.CONTRADICTION, Tier.KEY, "same_group_code_other_name")
    for register in sorted(a.register.keys() & b.register.keys()):
        same = a.register[register] == b.register[register]
        rule = f"{'same' if same else 'distinct'}_{register}"
        return Judgement(Verdict.SAME if same else Verdict.DIFFERENT, Tier.KEY, rule)
    if full(a.name) == full(b.name):
        return Judgement(Verdict.SAME, Tier.NAME, "normalised_name")
    if _named(a, b) or _named(b, a):
        return Judgement(Verdict.SAME, Tier.NAME, "stated_alias")
    return _similar(analyse(a.name), analyse(b.name))


def _named(a: Body, b: Body) -> bool:
    return any(full(alias) == full(b.name) for alias in a.aliases if len(alias) > 2)


def _alike(a: Body, b: Body) -> bool:
    """Whether two names may well be one body: for a code that both claim."""
    one, two = analyse(a.name), analyse(b.name)
    if full(a.name) == full(b.name) or _named(a, b) or _named(b, a):
        return True
    return bool(one.core and two.core) and fuzz.ratio(one.core, two.core) >= load_rules().candidate


def _similar(a: Name, b: Name) -> Judgement:
    rules = load_rules()
    if a.chinese != b.chinese:
        return Judgement(Verdict.DIFFERENT, Tier.SCORE, "other_script", 0.0)
    if not a.chinese:
        score = fuzz.ratio(a.core, b.core)
        initials = min(len(a.core), len(b.core)) < 8  # abbreviations: one letter is another body
        if initials or score < rules.english_candidate:
            return Judgement(Verdict.DIFFERENT, Tier.SCORE, "english_name", score / 100)
        return Judgement(Verdict.CANDIDATE, Tier.SCORE, "english_name", score / 100)
    if (rule := _against(a, b)) is not None:
        return Judgement(Verdict.DIFFERENT, Tier.SCORE, rule, 0.0)
    if a.normal.startswith(b.normal) and (rest := a.normal[len(b.normal) :]).startswith("(") and rest.endswith(")"):
        if b.normal.endswith("大学"):  # 中国矿业大学(北京) is a university of its own
            return Judgement(Verdict.DIFFERENT, Tier.SCORE, "other_campus", 0.0)
        return Judgement(Verdict.UNIT, Tier.SCORE, "part_in_brackets", 0.8)
    if a.normal.startswith(b.normal) and _unit(a.normal[len(b.normal) :]):
        return Judgement(Verdict.UNIT, Tier.SCORE, "continues_full_name", 0.9)
    if a.core == b.core and len(a.core) >= rules.shortest:
        rule = "other_brackets" if a.form == b.form else "other_legal_form"
        return Judgement(Verdict.CANDIDATE, Tier.SCORE, rule, 0.8)
    short, long = sorted((a, b), key=lambda one: len(one.core))
    if short.core and len(short.core) >= rules.shortest and long.core == long.place + short.core:
        return Judgement(Verdict.CANDIDATE, Tier.SCORE, "place_left_out", 0.75)
    score = fuzz.ratio(a.core, b.core)
    if score >= rules.candidate and len(short.core) >= rules.shortest + 2 and _one_place_differs(a.core, b.core):
        return Judgement(Verdict.CANDIDATE, Tier.SCORE, "similar_name", score / 100)
    return Judgement(Verdict.DIFFERENT, Tier.SCORE, "similarity", score / 100)


def _unit(rest: str) -> bool:
    plain = rest.strip("()")
    if re.search(r"[，,、/;；]", plain) or (plain.endswith("公司") and not plain.endswith("分公司")):
        return False  # two names run together, or a company of its own
    return bool(plain) and any(plain.endswith(suffix) for suffix in load_rules().units)


def _against(a: Name, b: Name) -> str | None:
    """What makes two similar names different bodies."""
    if a.numbers != b.numbers:
        return "other_number"
    if a.place and b.place and not (a.place.startswith(b.place) or b.place.startswith(a.place)):
        return "other_place"
    if a.brackets and b.brackets and a.brackets != b.brackets:
        return "other_brackets"
    left, right = _middle(a.core, b.core)
    for group in load_rules().contrasts:
        if left != right and left in group and right in group:
            return "contrasting_words"
    return None


def _middle(a: str, b: str) -> tuple[str, str]:
    """The parts in which two texts differ, without their common head and tail."""
    head = 0
    while head < min(len(a), len(b)) and a[head] == b[head]:
        head += 1
    tail = 0
    while tail < min(len(a), len(b)) - head and a[-1 - tail] == b[-1 - tail]:
        tail += 1
    return a[head : len(a) - tail], b[head : len(b) - tail]


def _one_place_differs(a: str, b: str) -> bool:
    """One slip of a character or two, or a word left out: names that differ in several places are other names."""
    left, right = _middle(a, b)
    if not left or not right:
        return len(left) + len(right) <= 2
    return len(left) == len(right) == 1 and not (a.startswith(left) or b.startswith(right))


def pairs(bodies: Sequence[Body]) -> Iterator[tuple[Body, Body, Judgement]]:
    """All pairs that are something to each other. Names come together by codes, by the normalised name, and by the
    head or the tail of their core; a block of more than some hundred says nothing."""
    blocks: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, body in enumerate(bodies):
        for key in set(_keys(body)):
            blocks[key].append(at)
    seen: set[tuple[int, int]] = set()
    for (kind, _), members in sorted(blocks.items()):
        if kind in ("head", "tail") and len(members) > _BLOCK:
            continue
        for i, one in enumerate(members):
            for two in members[i + 1 :]:
                if (one, two) in seen:
                    continue
                seen.add((one, two))
                yield from _both_ways(bodies[one], bodies[two])


def _both_ways(a: Body, b: Body) -> Iterator[tuple[Body, Body, Judgement]]:
    for first, second in ((a, b), (b, a)):
        found = judge(first, second)
        if found.verdict is not Verdict.DIFFERENT:
            yield first, second, found
            return


def _keys(body: Body) -> Iterable[tuple[str, str]]:
    name = analyse(body.name)
    if body.uscc:
        yield "uscc", body.uscc
    if body.group_code:
        yield "group_code", body.group_code
    yield from ((f"register {register}", code) for register, code in body.register.items())
    yield "name", full(body.name)
    yield from (("name", full(alias)) for alias in body.aliases if len(alias) > 2)
    bare = name.core.removeprefix(name.place) or name.core
    yield "head", bare[:_ENDS]
    yield "head", name.normal[:_ENDS]
    yield "tail", name.core[-_ENDS:]


def canonical(members: Iterable[Body]) -> Body:
    """The body the others are shown as: with a code first, then the name written out longest, then by the text."""
    return min(
        members,
        key=lambda one: (
            not one.uscc, not one.register, not one.group_code, analyse(one.name).normal in known_aliases(),
            not analyse(one.name).chinese, organization_key(one.name) != analyse(one.name).normal, -len(one.name),
            one.name,
        ),
    )  # fmt: skip
