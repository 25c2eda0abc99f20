"""Which numbers at the start of paragraphs are clause numbers: those that make a sequence.

A line of text may begin with a number too (a wrapped 2.5 mg/L, a list). Among all candidates the chain is chosen that
climbs as a standard's numbering does (GB/T 1.1-2020, 7.3): 4, 4.1, 4.1.1, 4.2, 5 ...; gaps are allowed at a price.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.document import Block, BlockKind
from ingest.documents.elements import compact, plain

Key = tuple[int, ...]

_NUMBER = re.compile(
    r"^(?P<number>\d{1,2}(?:\s?[.．]{1,2}\s?\d{1,3}){0,5})(?P<dot>[.．、]?)(?P<gap>\s*)(?P<rest>.*)$", re.DOTALL
)
_ANNEX_NUMBER = re.compile(
    r"^(?P<letter>[A-Z])(?P<number>(?:\s?[.．]\s?\d{1,3}){1,5})(?P<dot>[.．]?)(?P<gap>\s*)(?P<rest>.*)$", re.DOTALL
)
_CHAPTER_ZH = re.compile(r"^第\s*(?P<number>[一二三四五六七八九十]{1,3}|\d{1,2})\s*章\s*(?P<rest>.*)$", re.DOTALL)
_QUANTITY = re.compile(
    r"^(?:(?:[年月日个次倍级种类天分秒元人台套份批件组点条款项页吨米克升度位名家]|小时|分钟|工作日)"
    r"(?:$|[^\u3400-\u9fff]|[以内后前起至的之及或间月规中])|[%℃°‰~～×±<>≤≥=+\-－—/]|"
    r"(?:mg|kg|g|t|mm|cm|m|km|L|mL|h|min|s|d|dB|Pa|kPa|MPa|kW|MW|V|A|W|Hz|μ|µ)(?:\b|/|[²³]))"
)
_SENTENCE_END = ("。", "；", "，", "：", ":", ";", ",", "、")
_SCOPE = re.compile(r"^(?:适用)?范围$|^总则$|^主题内容|^(?i:scope)$")
_WINDOW = 400
_ZH = {c: i for i, c in enumerate("零一二三四五六七八九十")}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A paragraph that may open a clause. ``title`` is empty where the number stands before running text or alone."""

    block: int
    key: Key
    number: str
    title: str
    weight: float


def candidate(block: Block, at: int, letter: str = "") -> Numbered | None:
    """The clause number of this paragraph, if it can be one; in an annex those with its letter."""
    if block.kind in (BlockKind.TABLE, BlockKind.FORMULA, BlockKind.FIGURE, BlockKind.NOTE, BlockKind.FOOTNOTE):
        return None
    text = plain(block.text).strip()
    if block.number is not None and not text.startswith(block.number):
        text = f"{plain(block.number).strip().rstrip('.')} {text}"
    if letter:
        return _annex(block, at, text, letter)
    if match := _CHAPTER_ZH.match(text):
        key = (_zh_number(match["number"]),)
        return Numbered(at, key, f"第{match['number']}章", match["rest"].strip(), 3.0)
    match = _NUMBER.match(text)
    if match is None:
        return None
    number = re.sub(r"[.．]+", ".", re.sub(r"\s", "", match["number"]))
    return _judge(block, at, tuple(map(int, number.split("."))), number, match)


def _annex(block: Block, at: int, text: str, letter: str) -> Numbered | None:
    match = _ANNEX_NUMBER.match(text)
    if match is None or match["letter"] != letter:
        return None
    number = re.sub(r"\s", "", match["number"]).replace("．", ".")
    return _judge(block, at, tuple(map(int, number.strip(".").split("."))), letter + number, match)


def _judge(block: Block, at: int, key: Key, number: str, match: re.Match[str]) -> Numbered | None:
    rest = match["rest"].strip()
    parts = number.count(".") + 1
    first = rest[:1]
    if _QUANTITY.match(rest) or (first in ")）" and first):
        return None
    if rest and not match["gap"] and not match["dot"] and not "\u3400" <= first <= "\u9fff":
        return None
    if not rest and parts == 1:
        return None
    if any(step > 199 for step in key) or key[0] == 0:
        return None
    titled = is_title(rest, block)
    if parts == 1 and not titled:
        return None
    weight = 1.0 + 0.5 * titled + 0.5 * (block.kind is BlockKind.HEADING or "heavy" in (block.style or ""))
    if not match["gap"] and rest and not match["dot"]:
        weight -= 0.7
    if parts == 1 and _SCOPE.match(compact(rest)):
        weight += 6.0
    return Numbered(at, key, number, rest if titled else "", weight)


def is_title(text: str, block: Block | None = None) -> bool:
    """Whether a text after a clause number is its title rather than its first sentence."""
    latin = len(re.findall(r"[A-Za-z]", text))
    if not text or text.endswith(_SENTENCE_END) or len(text) - latin > 60 or len(text) > 160:
        return False
    if block is not None and (block.kind is BlockKind.HEADING or "heavy" in (block.style or "")):
        return True
    hanzi = len(re.findall(r"[\u3400-\u9fff]", text))
    if "。" in text or "，" in text or (hanzi > 28 and hanzi * 1.2 > len(text)):
        return False
    return not re.search(r"(?:应|不得|必须|严禁|应当)(?:按|符合|执行|为|不|采用|设置|满足)", text)


def chain(candidates: Sequence[Numbered]) -> list[Numbered]:
    """The candidates that make the best climbing sequence, in order."""
    best: list[float] = []
    back: list[int] = []
    for at, here in enumerate(candidates):
        score, link = here.weight + _opening(here.key), -1
        for before in range(max(0, at - _WINDOW), at):
            step = numbering_step(candidates[before].key, here.key)
            if step is not None and best[before] + here.weight + step > score:
                score, link = best[before] + here.weight + step, before
        best.append(score)
        back.append(link)
    if not best:
        return []
    at = max(range(len(best)), key=best.__getitem__)
    found: list[Numbered] = []
    while at >= 0:
        found.append(candidates[at])
        at = back[at]
    return found[::-1]


def _opening(key: Key) -> float:
    return 2.0 if key in ((1,), (1, 1), (1, 0, 1)) else -1.0 - 0.5 * key[0]


def key_of(number: str) -> Key:
    """4.2.1 → (4, 2, 1)."""
    return tuple(int(part) for part in number.split(".") if part)


def numbering_step(a: Key, b: Key) -> float | None:
    """What going from one number to the next is worth; None where it cannot be."""
    if b <= a:
        return None
    shared = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rise = b[shared] - (a[shared] if shared < len(a) else 0)
    deeper = b[shared + 1 :]
    if shared >= len(a) and b[shared] == 0:  # 3 → 3.0.1 in engineering standards
        return 2.0 if b[shared:] == (0, 1) else -1.0
    opens = all(step in (0, 1) for step in deeper)
    if rise == 1 and opens:
        return 3.0 - 1.2 * sum(step == 1 for step in deeper)
    price = 0.8 * (rise - 1) + 1.2 * sum(max(step - 1, 0) + 1 for step in deeper)
    return 1.0 - min(price, 6.0) if shared or rise <= 3 else -6.0


def _zh_number(text: str) -> int:
    if text.isdigit():
        return int(text)
    tens, _, ones = text.rpartition("十") if "十" in text else ("", "", text)
    value = (_ZH.get(tens, 1) if tens else 1) * 10 if "十" in text else 0
    return value + _ZH.get(ones, 0)
