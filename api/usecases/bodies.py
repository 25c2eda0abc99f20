"""People and bodies: who drafts what with whom, who came first, how far enterprises contribute, who is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from api.errors import BadRequest
from api.usecases.library import Library
from api.usecases.regions import editions_among
from api.usecases.views import View
from graph.kinds import NodeKind
from graph.store.base import GraphReader
from search.network.bodies import (
    Drafted,
    Leader,
    balance,
    body_kind,
    collaborations,
    drafted,
    enterprise_contribution,
    experts,
    first_on,
    leading_bodies,
    on_topic,
)

SHOWN = 20


class LeaderView(View):
    """A body or a person with the standards that name it; ``leading``: as the first drafter."""

    id: str | None  # of a body
    name: str
    kind: str | None  # of a body: enterprise, research …, by its name
    standards: int
    leading: int
    evidence: tuple[str, ...]  # numbers, the first 20


class CollaborationView(View):
    """Two bodies that draft together. ``weight``: each standard counts 1/(size of its group - 1)."""

    a: str
    b: str
    standards: int
    weight: float
    evidence: tuple[str, ...]


class FirstView(View):
    """The earliest dated standard of the data on the topic, and who drafted it."""

    standard: str
    title: str
    issued: date
    bodies: tuple[str, ...]
    people: tuple[str, ...]
    followed_by: int
    undated: int  # standards on the topic without a date, one of which may be earlier


class ContributionView(View):
    """A year: standards with known drafting bodies, those with an enterprise, those led by one, share of all bodies."""

    year: int
    standards: int
    with_enterprise: int
    led_by_enterprise: int
    enterprise_share: float


class BalanceView(View):
    """The parties of a drafting group by names of bodies; for a person to judge."""

    standard: str
    title: str
    parties: dict[str, int]
    missing: tuple[str, ...]
    largest: float
    unknown: int


class BodiesReport(View):
    """All of it. Of ``standards`` in question ``with_bodies`` name drafting bodies: of others nothing is said."""

    on: date
    generation: int
    data_date: date | None
    topic: str | None
    field: str | None
    region: str | None
    standards: int
    with_bodies: int
    with_people: int
    leaders: tuple[LeaderView, ...]
    experts: tuple[LeaderView, ...]
    collaborations: tuple[CollaborationView, ...]
    first: FirstView | None
    contribution: tuple[ContributionView, ...]
    balances: tuple[BalanceView, ...]  # groups without one of makers, users, research, testing
    balanced: int  # groups with all four
    remarks: tuple[str, ...]  # codes of messages [drafting]


def bodies(
    library: Library,
    *,
    topic: str | None = None,
    field: str | None = None,
    region: str | None = None,
    limit: int = SHOWN,
) -> BodiesReport:
    """Raises :class:`~api.errors.BadRequest` for an unknown field or region, or a topic of one sign."""
    if topic is not None and len(topic.strip()) < 2:
        raise BadRequest("a topic has at least two characters")
    graph, day = library.graph, library.settings.day
    key, place, among = editions_among(graph, field, region)
    group = drafted(graph, among=among, until=day)
    if topic is not None:
        group = on_topic(group, topic)
    names = _names(graph)
    titles = {one.standard: one.title for one in group}
    judged = [balance(one, names) for one in reversed(group) if one.bodies]  # the newest first
    manifest = library.generation.manifest
    with_bodies = sum(bool(one.bodies) for one in group)
    return BodiesReport(
        on=day,
        generation=manifest.number,
        data_date=manifest.data_date,
        topic=topic,
        field=key,
        region=place,
        standards=len(group),
        with_bodies=with_bodies,
        with_people=sum(bool(one.people) for one in group),
        leaders=tuple(_leader(one, names, node=True) for one in leading_bodies(group)[:limit]),
        experts=tuple(_leader(one, names, node=False) for one in experts(group)[:limit]),
        collaborations=tuple(
            CollaborationView(
                a=names.get(one.a, one.a),
                b=names.get(one.b, one.b),
                standards=len(one.standards),
                weight=one.weight,
                evidence=one.standards[:SHOWN],
            )
            for one in collaborations(group)[:limit]
        ),
        first=_first(group, topic, names) if topic is not None else None,
        contribution=tuple(
            ContributionView(
                year=one.year,
                standards=one.standards,
                with_enterprise=one.with_enterprise,
                led_by_enterprise=one.led_by_enterprise,
                enterprise_share=one.enterprise_share,
            )
            for one in enterprise_contribution(group, names)
        ),
        balances=tuple(
            BalanceView(
                standard=one.standard,
                title=titles[one.standard],
                parties=dict(one.parties),
                missing=one.missing,
                largest=one.largest,
                unknown=one.unknown,
            )
            for one in judged
            if one.missing
        )[:limit],
        balanced=sum(bool(one.parties) and not one.missing for one in judged),
        remarks=tuple(_remarks(with_bodies, len(group))),
    )


def _remarks(with_bodies: int, total: int) -> list[str]:
    if not with_bodies:
        return ["nothing"]
    return ["few"] if with_bodies < 0.5 * total else []


def _names(graph: GraphReader) -> dict[str, str]:
    return {
        node: zh or en or node.partition(":")[2]
        for node, zh, en in graph.rows(NodeKind.ORGANIZATION, ("name_zh", "name_en"))
    }


def _leader(one: Leader, names: Mapping[str, str], *, node: bool) -> LeaderView:
    name = names.get(one.name, one.name) if node else one.name
    return LeaderView(
        id=one.name if node else None,
        name=name,
        kind=body_kind(name).kind if node else None,
        standards=len(one.standards),
        leading=one.leading,
        evidence=one.standards[:SHOWN],
    )


def _first(group: Sequence[Drafted], topic: str, names: Mapping[str, str]) -> FirstView | None:
    found = first_on(group, topic)
    if found is None:
        return None
    return FirstView(
        standard=found.standard,
        title=next(one.title for one in group if one.standard == found.standard),
        issued=found.issued,
        bodies=tuple(names.get(body, body) for body in found.bodies),
        people=found.people,
        followed_by=found.followed_by,
        undated=found.undated,
    )
