"""Pages of a researcher: clusters with their map, bridges between fields, drafting bodies and people."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import Response

from api.routes.common import library_of
from api.usecases.bodies import BodiesReport
from api.usecases.bridges import BridgesReport
from api.usecases.clusters import SAMPLES, ClustersReport, ClusterView
from api.usecases.filters import field_key
from api.usecases.regions import find_region
from api.web.cluster_map import HEIGHT, WIDTH, drawn
from api.web.gaps import shade
from api.web.pages import page_language, render
from api.web.parameters import choice, day, fraction, number, word
from api.web.waiting import Answered, ask
from graph.vocabulary import domains

router = APIRouter(include_in_schema=False)
_BODIES, _TASKS = 30, 60


def _clusters(request: Request) -> Answered[ClustersReport]:
    """With all members: the page of a cluster and the list then rest on one analysis."""
    region = word(request, "region")
    if region is not None:
        with library_of(request).use() as library:
            find_region(library.graph, region)  # a wrong one is told at once
    return ask(
        request, ClustersReport, "clusters", field=choice(request, "field", field_key), region=region,
        compare_with=day(request, "compare"), resolution=fraction(request, "resolution", 1.0),
        samples=number(request, "samples", SAMPLES, 0, 100), members=True,
    )  # fmt: skip


@router.get("/clusters", name="page_clusters")
def get_clusters(request: Request) -> Response:
    asked = _clusters(request)
    if asked.answer is None:
        return asked.page
    report = asked.answer
    language = page_language(request)
    return render(
        request, "clusters.html", report=report, top=[one for one in report.clusters if one.parent is None],
        map=drawn(report, language), width=WIDTH, height=HEIGHT,
    )  # fmt: skip


@router.get("/clusters/{at}", name="page_cluster")
def get_cluster(request: Request, at: int) -> Response:
    asked = _clusters(request)
    if asked.answer is None:
        return asked.page
    report = asked.answer
    found = {one.number: one for one in report.clusters}
    if at not in found:
        raise HTTPException(404, f"没有第 {at} 个聚类，共 {len(found)} 个；there are {len(found)} clusters")
    return render(
        request, "cluster.html", report=report, one=found[at], outer=found.get(found[at].parent or 0),
        inner=[one for one in report.clusters if one.parent == at], near=_nearest(report, found, at),
    )  # fmt: skip


def _nearest(report: ClustersReport, found: dict[int, ClusterView], at: int) -> list[ClusterView]:
    """The clusters it is most tied to, the strongest first."""
    pairs = [{one.one, one.other} for one in report.between if at in (one.one, one.other)]
    return [found[next(iter(pair - {at}))] for pair in pairs][:8]


@router.get("/bridges", name="page_bridges")
def get_bridges(request: Request) -> Response:
    one, other = choice(request, "one", field_key), choice(request, "other", field_key)
    asked = ask(request, BridgesReport, "bridges", one=one, other=other, **({"limit": _TASKS} if one else {}))
    if asked.answer is None:
        return asked.page
    report = asked.answer
    if report.one is not None:
        return render(request, "bridge.html", report=report)
    pairs = {key: pair for pair in report.pairs for key in ((pair.one, pair.other), (pair.other, pair.one))}
    top = max((pair.shared_objects for pair in report.pairs), default=0)
    shades = {key: shade(pair.shared_objects, top) for key, pair in pairs.items()}
    return render(request, "bridges.html", report=report, pairs=pairs, shades=shades, fields=list(domains()))


@router.get("/bodies", name="page_bodies")
def get_bodies(request: Request) -> Response:
    region = word(request, "region")
    asked = ask(
        request, BodiesReport, "bodies", topic=word(request, "topic"), field=choice(request, "field", field_key),
        region=region, limit=number(request, "limit", _BODIES, 1, 500),
    )  # fmt: skip
    if asked.answer is None:
        return asked.page
    return render(request, "bodies.html", report=asked.answer)
