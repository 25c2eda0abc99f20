"""The MCP server: the tools of :mod:`api.assistants.tools` over standard input and output, or under ``/mcp``.

Over HTTP each message is a request of its own (stateless, one JSON answer): keys, rates, ids and log lines are those of
every other request, and several processes may answer.
"""

from __future__ import annotations

import functools
import importlib.metadata
import json
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from anyio import CapacityLimiter, to_thread
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.transport_security import TransportSecuritySettings
from mcp_types import ToolAnnotations

from api.assistants.parts import Answer, lean
from api.assistants.tools import Tools
from api.child import ChildFailed
from api.errors import KNOWN, shown
from api.logs import event, where
from api.sentences import say
from api.settings import Settings
from api.shared import SharedLibrary

PATH = "/mcp"
MAX_BODY = 4 << 20  # bytes of a message: two texts of the greatest length
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_INSTRUCTIONS = """biaotu answers questions about Chinese standards from its data. Every answer names the standards, the
day for which status is given, and the evidence: quote numbers and verbatim texts as they are. `incomparable`,
`in_data: false` and empty lists are results: say so, do not fill them in. Lists are cut: `total` says how many there
are, `more` how to get them. Drafts given to check, compare or lint are neither stored nor logged."""
_LOOKS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def build(settings: Settings, tools: Tools) -> MCPServer:
    """A server with all tools. Its library logs nothing: its messages may quote what was asked."""
    with _own_logging():
        server = MCPServer(
            "biaotu", title="标图 biaotu", instructions=_INSTRUCTIONS, version=importlib.metadata.version("biaotu")
        )
    slots = _Slots()
    for tool in tools.all():
        server.add_tool(
            _answering(tool, settings, slots), name=tool.__name__, annotations=_LOOKS, structured_output=False
        )
    return server


class _Slots:
    """Few long questions at a time, so that a search still finds a thread. Made on the event loop it belongs to."""

    @functools.cached_property
    def limiter(self) -> CapacityLimiter:
        return CapacityLimiter(max(2, os.cpu_count() or 2))


def _answering(tool: Callable[..., Answer], settings: Settings, slots: _Slots) -> Callable[..., Awaitable[str]]:
    @functools.wraps(tool)
    async def answer(**arguments: object) -> str:
        def run() -> str:
            return json.dumps(lean(tool(**arguments)), ensure_ascii=False, separators=(",", ":"), default=str)

        try:
            return await to_thread.run_sync(run, limiter=slots.limiter)
        except KNOWN as error:
            text = say(error, settings.language)
            raise ToolError(f"{shown(error).code}: {text.replace(str(settings.data), 'data')}") from None
        except ChildFailed as error:
            event("tool failed", "error", tool=tool.__name__, error=str(error))
            raise ToolError("internal: the text could not be read") from None
        except Exception as error:  # noqa: BLE001 - the edge: a message may quote a draft, so it goes no further
            event("tool failed", "error", tool=tool.__name__, error=type(error).__name__, where=where(error))
            raise ToolError("internal: unexpected error; the log of the server names the place") from None

    return answer


@contextmanager
def _own_logging() -> Iterator[None]:
    """The library sets up the root logger for itself; here the service decides, and nothing it says is written."""
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        yield
    finally:
        for handler in [one for one in root.handlers if one not in before]:
            root.removeHandler(handler)
        root.setLevel(level)
        logging.getLogger("mcp").setLevel(logging.CRITICAL + 1)


class Endpoint:
    """``/mcp`` of the service. ``running`` is entered with the service."""

    def __init__(self, settings: Settings, library: SharedLibrary) -> None:
        self._server = build(settings, Tools(settings, library))
        app = self._server.streamable_http_app(
            streamable_http_path=PATH, json_response=True, stateless_http=True, max_request_body_size=MAX_BODY,
            transport_security=_security(settings),
        )  # fmt: skip
        (self.route,) = app.routes

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        async with self._server.session_manager.run():
            yield


def _security(settings: Settings) -> TransportSecuritySettings:
    """Without keys a page of another site must not reach the tools under a name of its own that leads here."""
    if settings.access != "open":
        return TransportSecuritySettings(enable_dns_rebinding_protection=False)
    return TransportSecuritySettings(
        enable_dns_rebinding_protection=True,
        allowed_hosts=[f"{host}:*" for host in _LOOPBACK],
        allowed_origins=[f"http://{host}:*" for host in _LOOPBACK],
    )
