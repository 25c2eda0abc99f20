"""The audit log: who wrote what, and who read which draft. One JSON object a line in ``audit.jsonl`` of the data
folder; on a service without keys, where nobody has a name, the lines go to the log alone.
"""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime

from fastapi import Request

from api.access.principals import Principal
from api.logs import event
from api.settings import Settings

FILE = "audit.jsonl"
_ONE_AT_A_TIME = threading.Lock()


def audit(request: Request, what: str, about: str) -> None:
    """Note an act. ``about``: an id, never a text of a draft or a file name."""
    principal: Principal | None = getattr(request.state, "principal", None)
    who = principal.id if principal else "visitor"
    event("audit", who=who, what=what, about=about, id=request.state.request_id)
    if principal is None:
        return
    settings: Settings = request.app.state.settings
    line = {
        "time": datetime.now(UTC).isoformat(timespec="seconds"), "who": who, "name": principal.name,
        "organisation": principal.organisation, "what": what, "about": about, "request": request.state.request_id,
    }  # fmt: skip
    with _ONE_AT_A_TIME, (settings.data / FILE).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
