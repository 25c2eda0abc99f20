"""Digits that are no quantities: numbers of standards, clauses and tables, dates, registry numbers, products."""

from __future__ import annotations

import re

from graph.ids import find

_DATE = (
    r"[12][0-9]{3} ?年(?: ?[0-9]{1,2} ?月(?: ?[0-9]{1,2} ?日)?)?|[0-9]{1,2} ?月 ?[0-9]{1,2} ?日|"
    r"[12][0-9]{3}[-./][01]?[0-9][-./][0-3]?[0-9](?![0-9])"
)
_REFERENCE = (
    r"[表图式] ?\(?[A-Z]?\.?[0-9]{1,3}(?:[-.][0-9]{1,2})?\)?|[公算]?式 ?\([A-Z]?\.?[0-9]{1,2}\)|"
    r"附录 ?[A-Z](?:\.[0-9]{1,2}){0,4}"
    r"|第 ?[0-9一二三四五六七八九十]{1,4} ?[章条节款项部号级类阶步档次年]分?"
    r"|(?<![0-9.A-Za-z])[0-9A-Z]{1,2}(?:\.[0-9]{1,2}){2,4}(?![0-9.A-Za-z%])"
    r"|(?:见|按照?|符合|本标准|本文件|本规范|满足|除|依据|规定在|"
    r"条款?) ?(?:第 ?)?[0-9A-Z]{1,2}(?:\.[0-9]{1,2}){1,4}(?![0-9.A-Za-z%℃μ])(?! ?(?:[mμkcd]?[gmLlNVAW]|"
    r"MPa|kPa|dB|℃|%|~)(?:[^A-Za-z]|$))"
    r"|(?<![0-9.])[0-9]{1,2}(?:\.[0-9]{1,2}){1,4} ?(?:条|节|款)"
)
_CAS = r"(?<![0-9])[0-9]{2,7}-[0-9]{2}-[0-9](?![0-9])"
_DOCUMENT = (
    r"[〔\[(][12][0-9]{3}[〕\])] ?(?:第 ?)?[0-9]{1,5} ?号|SAC/TC ?[0-9]{1,3}(?:/SC ?[0-9]{1,2})?|ICS ?[0-9.]{2,10}"
)
# E1, HRB400, KFR-35GW, PM2.5, O2, V0: letters that run into digits name something
_NAME = (
    r"(?<![A-Za-z0-9])(?!pH[0-9])(?![0-9])[A-Za-zα-ωΑ-Ω]{1,6}[-_]?[0-9]{1,4}(?:\.[0-9]{1,2})?"
    r"(?:[A-Za-z]{1,3}[0-9]{0,3})?(?![0-9A-Za-z~])(?!\.[0-9])"
)
_RADIX = r"[0-9](?:,[0-9]'?){1,6}-[\u4e00-\u9fff]{1,8}"  # 1,2-二氯乙烷, 4,4'-二氨基
_LOCANT = r"(?<![0-9.])[0-9]-[\u4e00-\u9fff]{2,8}(?=[^0-9])"  # 2-氯乙醇
_PATTERN = re.compile("|".join((_DATE, _REFERENCE, _CAS, _DOCUMENT, _RADIX, _LOCANT, _NAME)))
_LIST_MARK = re.compile(
    r" {0,4}(?:[a-z0-9]{1,2}[)．、]|\([a-z0-9]{1,2}\)|"
    r"[0-9A-Z]{1,2}(?:\.[0-9]{1,2}){1,5}(?=[ \u4e00-\u9fff])(?! ?[%℃])|"
    r"[0-9]{1,2}\.(?=[ \u4e00-\u9fff])|[0-9]{1,2} {1,2}(?=[\u4e00-\u9fff])|[①-⑳])"
)
_UNIT_AHEAD = re.compile(r"(?:mg|μg|g|kg|mm|cm|m|MPa|kPa|L|mL|dB|℃|%|级|个|倍|h|min|s|d)(?![A-Za-z])")


def masked(text: str, *, in_cell: bool = False) -> list[tuple[int, int]]:
    """Spans of a normalised text whose digits are no values, sorted, not overlapping."""
    spans = [(mention.start, mention.end) for mention in find(text)]
    spans += [found.span() for found in _PATTERN.finditer(text) if not _unit_name(found.group())]
    if not in_cell:
        mark = _LIST_MARK.match(text)
        if mark is not None and not (_UNIT_AHEAD.match(text[mark.end() :].lstrip(" "))):
            spans.append(mark.span())
    spans.sort()
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def lead_mark(text: str) -> int:
    """Length of the clause number or list mark that begins a paragraph (4.5, a), —)."""
    mark = _LIST_MARK.match(text)
    return mark.end() if mark is not None and not _UNIT_AHEAD.match(text[mark.end() :].lstrip(" ")) else 0


def _unit_name(text: str) -> bool:
    """m3 and cm2 are units, not names."""
    from graph.units import parse_unit

    return text[-1] in "23" and text[0].islower() and parse_unit(text) is not None
