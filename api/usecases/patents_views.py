"""What the answer on patents is made of."""

from __future__ import annotations

from datetime import date

from api.usecases.views import StandardSummary, View
from search.network.patents import Ground, TieKind


class PatentView(View):
    """A publication, and who holds it; ``title`` None: the data only holds its number."""

    number: str
    title: str | None
    category: str | None
    published: date | None
    holders: tuple[str, ...]


class TieView(View):
    """A patent and a standard. ``candidate``: near in meaning, judged by nobody; then both passages are given.

    ``declared_by``: a holder that declares for the standard, without naming patents.
    """

    kind: TieKind
    candidate: bool
    patent: PatentView | None
    declared_by: str | None
    evidence: str
    place: str
    on: date | None
    confidence: float | None
    passages: tuple[str, ...]  # of the standard, of the patent


class StandardPatents(View):
    """A standard with its patents. ``stated``: whether a registry says that patents are involved (None: nothing)."""

    number: str
    standard: StandardSummary | None
    stated: bool | None
    ties: tuple[TieView, ...]


class HeldView(View):
    """A patent of a drafting body on the theme of the standard, and what makes it so."""

    body: str
    patent: PatentView
    ground: Ground
    evidence: str


class SilenceView(View):
    """No disclosure is known, and drafting bodies hold patents on the theme: to be asked, not a finding of fault."""

    standard: StandardSummary
    stated: bool | None
    patents: int
    bodies: tuple[str, ...]
    held: tuple[HeldView, ...]
    zh: str
    en: str


class PortfolioView(View):
    """What a body holds around the standards asked for; ``drafted``: those of them it drafted."""

    holder: str
    patents: int
    declarations: int
    drafted: int
    examples: tuple[PatentView, ...]
    standards: tuple[str, ...]


class PatentsReport(View):
    """``known``: what the data holds to answer with; ``remarks``: codes of messages, where it cannot answer."""

    on: date
    generation: int
    data_date: date | None
    number: str | None
    field: str | None
    region: str | None
    topic: str | None
    cluster: int | None
    looked_at: int  # editions
    known: dict[str, int]
    counts: dict[str, int]  # standards by kind of tie
    standards: tuple[StandardPatents, ...]
    silent: tuple[SilenceView, ...]
    silent_found: int
    portfolios: tuple[PortfolioView, ...]
    remarks: tuple[str, ...]
