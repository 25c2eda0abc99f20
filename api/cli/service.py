"""``biaotu serve``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.cli import context

if TYPE_CHECKING:
    from api.settings import Settings


def run_serve(of: Settings) -> None:
    app = create_app(of)
    url = f"http://{of.host}:{of.port}"
    context.console(error=True).print(context.messages(of)("cli.serving", url=url))
    uvicorn.run(app, host=of.host, port=of.port, log_level="warning")
