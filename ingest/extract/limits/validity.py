"""From when to when a table applies, from the sentences that refer to it: 自2012年7月1日起，新建企业执行表2的限值."""

from __future__ import annotations

import re
from datetime import date

from graph.limits import Period
from graph.text import normalize

_DAY = r"([12][0-9]{3}) ?年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?日"
_FROM = re.compile(rf"自 ?{_DAY} ?(?:起|之后|后)|{_DAY} ?起")
_UNTIL = re.compile(rf"(?:至|到) ?{_DAY} ?(?:止|前)?|{_DAY} ?(?:前|止|之前)")


def period_of(sentences: list[str], table: str | None) -> Period | None:
    """The period the sentences give for a table (表1); None where they give none, or several that differ."""
    if not table:
        return None
    number = re.sub(r"\s", "", table)
    found: list[Period] = []
    for paragraph in sentences:
        for sentence in re.split("[。；;]", normalize(paragraph).text):
            if re.search(rf"{re.escape(number)}(?![0-9.])", sentence.replace(" ", "")):
                period = _period(sentence)
                if period is not None:
                    found.append(period)
    starts = {period.start for period in found}
    return found[0] if found and len(starts) == 1 else None


def _period(sentence: str) -> Period | None:
    starts = [_date(match) for match in _FROM.finditer(sentence)]
    ends = [_date(match) for match in _UNTIL.finditer(sentence)]
    if len(starts) > 1 or len(ends) > 1 or not (starts or ends):
        return None
    start, end = starts[0] if starts else None, ends[0] if ends else None
    if start is not None and end is not None and end < start:
        return None
    return Period(start=start, end=end, text=sentence.strip())


def _date(match: re.Match[str]) -> date | None:
    year, month, day = (int(part) for part in match.groups() if part is not None)
    try:
        return date(year, month, day)
    except ValueError:
        return None
