"""``biaotu serve``."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

import uvicorn

from api.app import create_app
from api.cli import context
from api.errors import BadRequest

if TYPE_CHECKING:
    from api.settings import Settings

_FINISH = 30  # seconds that requests have to finish after SIGTERM; then they are ended


def run_serve(of: Settings) -> None:
    if of.access == "open" and not _loopback(of.host):
        raise BadRequest(
            "set BIAOTU_ACCESS=keys to listen on {host}: open access is for this machine alone", host=of.host
        )
    app = create_app(of)
    url = f"http://{of.host}:{of.port}"
    context.console(error=True).print(context.messages(of)("cli.serving", url=url))
    uvicorn.run(app, host=of.host, port=of.port, log_level="warning", timeout_graceful_shutdown=_FINISH)


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
