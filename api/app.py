"""The HTTP service: routes over the use cases, and what surrounds every request."""

from __future__ import annotations

import importlib.metadata
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from secrets import token_urlsafe
from typing import Any

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.sessions import SessionMiddleware

from api import metrics
from api.access.gate import Gate
from api.analyst import Analyst
from api.assistants.server import MAX_BODY, PATH, Endpoint
from api.desk import Desk
from api.jobs import Jobs
from api.logs import event, write_to_standard_error
from api.middleware import BodyLimit, Requests
from api.problems import Problem, register
from api.routes import analysis, check, compare, docs, health, packs, search, standards, verdicts
from api.routes.common import PREFIX, example
from api.settings import Settings
from api.shared import SharedLibrary
from api.uploads import upload_limit
from api.web import (
    account,
    data,
    drafts,
    find,
    follow,
    gaps,
    lint,
    network,
    nodes,
    policy,
    references,
    review,
    waiting,
)
from api.web.assets import mount_assets
from api.web.failures import problem_page
from api.web.warm import warm_up

_DESCRIPTION = """标准的知识图谱与语义检索：检索、查看、草案查重，每个答案都有可以核对的依据。
结果与命令行 `biaotu … --json` 相同。出错时答复 problem+json（RFC 9457），`code` 供程序判断。

Knowledge graph and semantic search for Chinese standards: search, look up, check a draft, with evidence that can be
checked. Results are those of the command line with `--json`. Errors are problem+json (RFC 9457); programs go by `code`.
"""
_API = (search, standards, check, compare, analysis, verdicts, packs, health, docs, metrics)
_PAGES = (find, nodes, gaps, network, references, policy, follow, waiting, data, review, account, lint, drafts)
_SESSION = 8 * 3600  # seconds
_TAGS = [
    {"name": "standards", "description": "检索和查看标准 Find and read standards"},
    {"name": "drafts", "description": "草案查重；草案不保存、不记录 Check drafts, which are neither stored nor logged"},
    {"name": "analysis", "description": "分析：聚类等；依据与日期一并给出 Analyses, with evidence and date"},
    {"name": "service", "description": "服务状态 State of the service"},
]
# FastAPI can hand bodies, validated input and messages of exceptions to OpenTelemetry: drafts must not leave that way.
_NO_TELEMETRY: dict[str, Any] = {
    "telemetry": {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}
}


class Service(FastAPI):
    """FastAPI whose OpenAPI document has the schema of problems, and examples of answers as they are.

    FastAPI itself leaves out what is null in an example.
    """

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            document = super().openapi()
            schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            document["components"]["schemas"].update(schema.pop("$defs", {}), Problem=schema)
            for operation in (one for path in document["paths"].values() for one in path.values()):
                good = operation["responses"]["200"]["content"]["application/json"]
                good["example"] = example(operation["operationId"])
        return super().openapi()


def create_app(settings: Settings) -> FastAPI:
    """The service on one data folder. The library is opened by the first request that needs it."""
    library = SharedLibrary(settings)
    assistants = Endpoint(settings, library)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        write_to_standard_error()
        app.state.jobs.start()
        event("started", version=importlib.metadata.version("biaotu"))
        warming = threading.Thread(target=warm_up, args=(library,), name="warm up", daemon=True)
        warming.start()
        try:
            async with assistants.running():
                yield
        finally:
            app.state.jobs.close()
            app.state.desk.close()
            app.state.analyst.close()
            warming.join()
            library.close()
            event("stopped")

    app = Service(
        title="biaotu 标图",
        version=importlib.metadata.version("biaotu"),
        description=_DESCRIPTION,
        openapi_tags=_TAGS,
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        **_NO_TELEMETRY,
    )
    app.state.settings, app.state.library = settings, library
    app.state.problem_page, app.state.desk, app.state.jobs = problem_page, Desk(), Jobs(settings)
    app.state.analyst = Analyst(settings)
    for module in (*_API, *_PAGES):
        app.include_router(module.router)
    app.router.routes.append(assistants.route)
    docs.mount_assets(app)
    mount_assets(app)
    register(app)
    one, two = (upload_limit(settings.max_upload_mb, files) for files in (1, 2))
    longer = {check.UPLOAD_PATH: one, compare.PATH: two, "/compare": two}
    longer |= dict.fromkeys((packs.UPLOAD_PATH, "/check", "/lint", "/data/ingest"), one)
    app.add_middleware(BodyLimit, limit=check.MAX_JSON, longer={**longer, PATH: MAX_BODY})
    app.add_middleware(Gate, settings=settings)
    app.add_middleware(
        SessionMiddleware, secret_key=settings.secret.get_secret_value() if settings.secret else token_urlsafe(32),
        session_cookie="biaotu_session", max_age=_SESSION, same_site="lax", https_only=settings.secure_cookies,
    )  # fmt: skip
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Requests)  # the last added is the outermost
    return app
