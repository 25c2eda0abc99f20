"""What an adoption pack is made of."""

from __future__ import annotations

from datetime import date

from api.usecases.check_applicable import ClassView
from api.usecases.read import LimitView
from api.usecases.views import FindingView, StandardSummary, View


class PurposeView(View):
    """A purpose with the numbers of the standards fit for it."""

    key: str
    zh: str
    en: str
    basis: str
    standards: tuple[str, ...]


class PackEntry(View):
    """A standard of the pack. ``part``: mandatory, unmarked, recommended, group; ``why`` it is in it.

    ``direct``: about the product itself, not through a wider class; ``limits`` of ``limits_known``;
    ``methods``: numbers of the test methods it names.
    """

    standard: StandardSummary
    part: str
    direct: bool
    why_zh: str
    why_en: str
    aspects: tuple[str, ...]
    purposes: tuple[str, ...]
    limits_known: int
    limits: tuple[LimitView, ...]
    methods: tuple[str, ...]
    alternatives: tuple[str, ...]
    cautions: tuple[FindingView, ...]


class ToJudge(View):
    """A standard that may concern the product: through a wider class, or by a scope that narrows it."""

    standard: StandardSummary
    part: str
    why_zh: str
    why_en: str


class PackReport(View):
    """``to_judge``: not in the pack until a person has read their scope; ``missing``: applicable standards that the
    data only knows by number."""

    product: str
    on: date
    generation: int
    data_date: date | None
    searched: int  # editions
    classes: tuple[ClassView, ...]
    purposes: tuple[PurposeView, ...]
    counts: dict[str, int]  # entries by part
    found: int
    entries: tuple[PackEntry, ...]
    to_judge: tuple[ToJudge, ...]
    to_judge_found: int
    missing: tuple[str, ...]
    excluded: tuple[str, ...]
    complete: bool
