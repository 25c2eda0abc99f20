"""``biaotu mcp``: the tools for assistants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio

from api.assistants.server import build
from api.assistants.tools import Tools
from api.cli.service import run_serve
from api.errors import BadRequest
from api.logs import write_to_standard_error
from api.shared import SharedLibrary

if TYPE_CHECKING:
    from pathlib import Path

    from api.settings import Settings


def run_mcp(of: Settings, http: bool, files: Path | None) -> None:
    """Standard output belongs to the protocol; log lines go to standard error."""
    if http:
        if files is not None:
            raise BadRequest("--files is for standard input and output alone")
        run_serve(of)
        return
    if files is not None and not files.is_dir():
        raise BadRequest("{files}: no such folder", files=files)
    write_to_standard_error()
    library = SharedLibrary(of)
    try:
        anyio.run(build(of, Tools(of, library, files)).run_stdio_async)
    finally:
        library.close()
