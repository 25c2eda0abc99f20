"""``/metrics`` for Prometheus: requests by the template of their route, work in hand, the generation that answers."""

from __future__ import annotations

from fastapi import APIRouter, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.responses import Response

from graph.errors import DataFolderError
from graph.generations import DataFolder

router = APIRouter(include_in_schema=False)

REGISTRY = CollectorRegistry()
REQUESTS = Counter("biaotu_requests_total", "Requests answered", ["method", "route", "status"], registry=REGISTRY)
SECONDS = Histogram(
    "biaotu_request_seconds", "Time to answer", ["route"], registry=REGISTRY,
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 30),
)  # fmt: skip
IN_FLIGHT = Gauge("biaotu_requests_in_flight", "Requests being answered", registry=REGISTRY)
GENERATION = Gauge("biaotu_generation", "Generation that answers; 0 before the first question", registry=REGISTRY)
PUBLISHED = Gauge("biaotu_generation_published", "Newest generation published; 0: none", registry=REGISTRY)
INDEXED = Gauge("biaotu_indexed_standards", "Editions that search and check know", registry=REGISTRY)
DRAFTS = Gauge("biaotu_drafts_held", "Drafts and comparisons held in memory", registry=REGISTRY)
JOBS = Gauge("biaotu_jobs", "Background jobs by state", ["state"], registry=REGISTRY)


def count(method: str, route: str | None, status: int, seconds: float) -> None:
    """Count an answer. The route is its template: a path may hold what was asked."""
    REQUESTS.labels(method, route or "none", str(status)).inc()
    SECONDS.labels(route or "none").observe(seconds)


@router.get("/metrics", name="metrics")
def get_metrics(request: Request) -> Response:
    state = request.app.state
    DRAFTS.set(state.desk.held)
    GENERATION.set(state.library.generation or 0)
    INDEXED.set(state.library.indexed)
    try:
        PUBLISHED.set(DataFolder(state.settings.data).current_number() or 0)
    except DataFolderError:  # CURRENT is damaged: health says so
        PUBLISHED.set(0)
    for name, number in state.jobs.by_state().items():
        JOBS.labels(name).set(number)
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)
