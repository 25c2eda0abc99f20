"""Review of standards 复审: when it was last looked at, and whether it is due (标准化法 第二十九条: 一般不超过五年)."""

from __future__ import annotations

from datetime import date

from graph.model import Standard

REVIEW_AFTER = 5  # years; 标准化法 第二十九条, 团体标准管理规定 第二十二条
_YEAR = 365.25


def last_looked_at(standard: Standard) -> date | None:
    """The later of the day of issue and that of the last review known; None where the data knows neither."""
    return max(filter(None, (standard.issued, standard.reviewed_on)), default=None)


def years_since_review(standard: Standard, day: date) -> float | None:
    last = last_looked_at(standard)
    return None if last is None else (day - last).days / _YEAR


def is_due(standard: Standard, day: date) -> bool:
    """Whether more than five years have gone by; False where no date is known."""
    years = years_since_review(standard, day)
    return years is not None and years > REVIEW_AFTER
