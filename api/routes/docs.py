"""``/docs``: the operations, to read and to try. All assets come from the installed package, none from a network."""

from __future__ import annotations

import importlib.metadata

from fastapi import APIRouter, FastAPI, Request
from fastapi.openapi.docs import get_swagger_ui_html
from starlette.responses import HTMLResponse

from api.web.assets import Immutable

_PACKAGE, _FOLDER = "fastapi-offline", "fastapi_offline/static"
_CSP = (  # the page of FastAPI starts Swagger UI from an inline script; Swagger UI sets inline styles
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; frame-ancestors 'none'"
)

router = APIRouter(include_in_schema=False)


def mount_assets(app: FastAPI) -> None:
    """Serve the files of Swagger UI under an address that names their version."""
    package = importlib.metadata.distribution(_PACKAGE)
    app.state.docs_assets = f"/assets/{_PACKAGE}/{package.version}"
    files = Immutable(directory=str(package.locate_file(_FOLDER)))
    app.mount(app.state.docs_assets, files, name="docs_assets")


@router.get("/docs")
def get_docs(request: Request) -> HTMLResponse:
    root, assets = request.scope.get("root_path", ""), request.app.state.docs_assets
    page = get_swagger_ui_html(
        openapi_url=f"{root}{request.app.openapi_url}",
        title=f"{request.app.title} API",
        swagger_js_url=f"{root}{assets}/swagger-ui-bundle.js",
        swagger_css_url=f"{root}{assets}/swagger-ui.css",
        swagger_favicon_url=f"{root}{assets}/favicon.png",
        swagger_ui_parameters={"defaultModelsExpandDepth": 0, "tryItOutEnabled": True},
    )
    page.headers["Content-Security-Policy"] = _CSP
    return page
