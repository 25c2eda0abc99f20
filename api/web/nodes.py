"""Pages of standards and of every other node of the graph."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.messages import Messages
from api.routes.common import library_of
from api.usecases.show import NodeView, show
from api.usecases.standard import relation_groups, standard_page
from api.web import links
from api.web.graph_picture import WIDTH, picture
from api.web.pages import page_language, render
from graph.kinds import NodeKind

router = APIRouter(include_in_schema=False)

_SHOWN_ELSEWHERE = ("described", "status_claim", "status_claimed_on", "scope", "main_content", "title_zh", "title_en",
                    "number", "in_force_to", "succeeded_by")  # fmt: skip


@router.get("/standards/{number:path}", name="page_standard")
def get_standard(request: Request, number: str) -> Response:
    with library_of(request).use() as library:
        found = standard_page(library, number)
    node = found.node
    canonical = str(node.facts.get("number", number))
    if canonical != number:  # one address a standard, however it was written
        return RedirectResponse(links.changed(links.standard_url(canonical), request.query_params), 301)
    t = Messages(page_language(request))
    return render(
        request, "standard.html", found=found, node=node, facts=_facts(node), picture=picture(found.groups, t),
        width=WIDTH, sources=_sources(node), is_work=node.kind is NodeKind.WORK,
    )  # fmt: skip


@router.get("/nodes/{id:path}", name="page_node")
def get_node(request: Request, id: str) -> Response:
    if id.startswith(("standard:", "work:")):
        return RedirectResponse(links.changed(links.url_of(id), request.query_params), 301)
    with library_of(request).use() as library:
        node = show(library, id)
    return render(
        request, "node.html", node=node, facts=_facts(node), groups=relation_groups(node), sources=_sources(node),
        name=node.facts.get("name_zh") or node.facts.get("title_zh") or node.id.partition(":")[2],
    )  # fmt: skip


def _facts(node: NodeView) -> dict[str, object]:
    return {name: value for name, value in node.facts.items() if name not in _SHOWN_ELSEWHERE}


def _sources(node: NodeView) -> list[tuple[str, str, str, bool, bool]]:
    """Each value with who said it: field, value, source; whether it is shown, whether it still holds."""
    rows: dict[tuple[str, str, str, bool, bool], None] = {}
    for line in node.evidence:
        if line.field.islower():  # relations carry their sources themselves
            where = f"{line.source} · {line.retrieved_on}" + (f" · {line.provenance}" if line.provenance else "")
            rows[line.field, line.value, where, line.shown, line.live] = None
    return list(rows)
