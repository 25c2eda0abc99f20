"""Organisations: match the names in the data, merge what is surely one body, keep the rest for a reviewer."""

from __future__ import annotations

from collections.abc import Sequence

from api.settings import Settings
from api.usecases.library import projections
from api.usecases.views import View
from graph.generations import DataFolder, Progress
from ingest.organizations.run import MatchReport, Pair, apply, match
from search.embed import load_encoder


class PairView(View):
    """Two names: ``name`` is shown as ``other``, may be it, or is a unit of it."""

    name: str
    other: str
    tier: str
    rule: str
    score: float


class OrganizationMatches(View):
    """What a matching found. ``merged``: rule → names shown as another; the lists are cut at ``limit``."""

    names: int
    merged: dict[str, int]
    merges: tuple[PairView, ...]
    candidates: tuple[PairView, ...]
    candidate_count: int
    units: tuple[PairView, ...]
    unit_count: int
    contradictions: tuple[PairView, ...]
    ended: int
    generation: int | None


def match_organizations(
    settings: Settings, *, dry_run: bool = False, limit: int = 50, progress: Progress = lambda step, done: None
) -> OrganizationMatches:
    """Match all names; unless ``dry_run``, write merges and candidates and publish.

    A merge is undone by rejecting it in a review (`biaotu review`): a later matching does not make it again.
    """
    folder = DataFolder(settings.data)
    if dry_run:
        store = folder.statements()
        try:
            return _view(match(store), limit, 0, None)
        finally:
            store.close()
    encoder = load_encoder(settings.encoder)
    with folder.writer("biaotu organizations") as store:
        report = match(store)
        run = store.begin_run("organizations")
        ended = apply(store, run, report, settings.day)
        store.finish_run(run)
        published = folder.publish(store, projections(settings, encoder), progress=progress)
    return _view(report, limit, ended, published.manifest.number)


def _view(report: MatchReport, limit: int, ended: int, generation: int | None) -> OrganizationMatches:
    return OrganizationMatches(
        names=report.names,
        merged=dict(sorted(report.merged.items(), key=lambda item: (-item[1], item[0]))),
        merges=_pairs(report.merges[:limit]),
        candidates=_pairs(report.candidates[:limit]),
        candidate_count=len(report.candidates),
        units=_pairs(report.units[:limit]),
        unit_count=len(report.units),
        contradictions=_pairs(report.contradictions),
        ended=ended,
        generation=generation,
    )


def _pairs(found: Sequence[Pair]) -> tuple[PairView, ...]:
    return tuple(
        PairView(name=one.name, other=one.other, tier=one.judgement.tier.value, rule=one.judgement.rule,
                 score=round(one.judgement.score, 2))
        for one in found
    )  # fmt: skip
