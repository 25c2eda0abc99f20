"""A page: template, language, headers, and what every page shows around its content."""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from functools import cache
from typing import Any, cast, get_args

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse

from api.messages import Messages
from api.problems import language_of, told
from api.render import limit_value, stale_claim, status_reason
from api.settings import Language, Settings
from api.usecases.views import StatusView
from api.web import links
from api.web.assets import addresses
from api.web.visitors import csrf_token
from graph.vocabulary import domains

CSP = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
LANGUAGE_COOKIE = "biaotu_lang"
_YEAR = 31_536_000  # seconds


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the navigation."""

    path: str
    key: str
    covers: tuple[str, ...] = ()  # pages below it under other addresses

    def holds(self, path: str) -> bool:
        """Whether a page is this one, or below it."""
        return any(path == one or path.startswith(f"{one}/") for one in (self.path, *self.covers))


NAVIGATION = (
    Entry("/search", "search"),
    Entry("/check", "check"),
    Entry("/compare", "compare"),
    Entry("/lint", "lint"),
    Entry("/fields", "fields"),
    Entry(
        "/analyses", "analyses",
        ("/gaps", "/conflicts", "/bridges", "/clusters", "/bodies", "/policy", "/conversion", "/exposure", "/watch",
         "/follows", "/organisations"),
    ),
    Entry("/data", "data"),
    Entry("/review", "review"),
)


@cache
def environment() -> Environment:
    made = Environment(
        loader=PackageLoader("api.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        url_of=links.url_of, standard_url=links.standard_url, asset=addresses(), navigation=NAVIGATION,
        version=importlib.metadata.version("biaotu"), marked=marked, domains=domains,
    )  # fmt: skip
    return made


def page_language(request: Request) -> Language:
    """``lang`` of the address, else the choice of before (a cookie), else as everywhere."""
    if request.query_params.get("lang") not in get_args(Language):
        before = request.cookies.get(LANGUAGE_COOKIE)
        if before in get_args(Language):
            return cast(Language, before)
    return language_of(request)


def render(request: Request, template: str, status: int = 200, *, private: bool = False, **values: Any) -> HTMLResponse:
    """``private``: holds something of a draft, so nobody on the way or in the browser may keep it."""
    language = page_language(request)
    t = Messages(language)
    settings = cast(Settings, request.app.state.settings)
    page = environment().get_template(template).render(
        t=t, language=language, lang="zh-CN" if language == "zh" else "en", request=request, path=request.url.path,
        query=request.query_params, settings=settings, either=lambda view: getattr(view, language),
        label=lambda key: field_name(key, language),
        value=lambda limit: limit_value(t, limit), status_sentence=lambda status: status_sentence(t, status),
        other_language=links.changed(request.url.path, request.query_params, lang="en" if language == "zh" else "zh"),
        with_=lambda **changes: links.changed(request.url.path, request.query_params, **changes),
        at=lambda path: links.changed(path, request.query_params),
        toggled=lambda name, one: links.toggled(request.url.path, request.query_params, name, one),
        named=lambda group, name: t(f"{group}.{name}") if t.has(f"{group}.{name}") else str(name),
        csrf=lambda: Markup('<input type="hidden" name="csrf" value="{}">').format(csrf_token(request)),
        said=lambda what: told(request, what, language), principal=getattr(request.state, "principal", None), **values,
    )  # fmt: skip
    response = HTMLResponse(page, status)
    response.headers.update({
        "Content-Security-Policy": CSP,
        "Cache-Control": "no-store" if private else "private, no-cache",
        "Content-Language": "zh-CN" if language == "zh" else "en",
        "Vary": "Accept-Language, Cookie",
    })  # fmt: skip
    if request.query_params.get("lang") == language and request.cookies.get(LANGUAGE_COOKIE) != language:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=_YEAR, httponly=True, samesite="lax")
    return response


def field_name(key: str, language: Language) -> str:
    """The name of a field or sector."""
    concept = domains().get(key)
    if concept is None:
        return key
    return concept.label_zh if language == "zh" else concept.label_en


def status_sentence(t: Messages, status: StatusView) -> str:
    """Why it has this state on the day, the end to come, and what a lagging source still says."""
    said = [status_reason(t, status)]
    if status.until is not None:
        key = "reason.until" if status.successor else "reason.until_withdrawn"
        said.append(t(key, until=status.until, successor=status.successor))
    if stale := stale_claim(t, status):
        said.append(stale)
    return ("；" if t.language == "zh" else "; ").join(said)


def marked(text: str, spans: tuple[tuple[int, int], ...]) -> Markup:
    """The text with the places of the query's words marked."""
    parts: list[Markup] = []
    at = 0
    for start, end in sorted(spans):
        if start < at:
            start = at
        if end <= start:
            continue
        parts += [escape(text[at:start]), Markup("<mark>{}</mark>").format(text[start:end])]
        at = end
    return Markup("").join([*parts, escape(text[at:])])
