"""``biaotu keys``: make, list and revoke the keys of the service."""

from __future__ import annotations

from datetime import UTC, datetime

from rich.table import Table

from api.access.keys import Keys
from api.access.principals import Scope
from api.cli import context
from api.errors import BadRequest


def run_add(name: str, organisation: str, scope: str, days: int) -> None:
    of = context.settings()
    if scope not in {one.value for one in Scope}:
        raise BadRequest("scope={scope!r} is not known; known: {known}", scope=scope, known=", ".join(Scope))
    key, text = Keys(of.data).add(name, organisation, Scope(scope), days)
    t = context.messages(of)
    context.console(error=True).print(t("keys.made", name=key.name, scope=key.scope, expires=f"{key.expires:%Y-%m-%d}"))
    print(text)  # noqa: T201 - alone on standard output, for scripts


def run_list() -> None:
    of = context.settings()
    t, console = context.messages(of), context.console()
    found = Keys(of.data).all()
    if not found:
        console.print(t("keys.none"))
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("id", "name", "organisation", "scope", "expires", "state"):
        table.add_column(t(f"keys.{name}"))
    now = datetime.now(UTC)
    for key in found:
        state = "revoked" if key.revoked else "valid" if key.valid(now) else "expired"
        table.add_row(key.id, key.name, key.organisation, key.scope, f"{key.expires:%Y-%m-%d}", t(f"keys.{state}"))
    console.print(table)


def run_revoke(id: str) -> None:
    of = context.settings()
    key = Keys(of.data).revoke(id)
    context.console().print(context.messages(of)("keys.now_revoked", id=key.id, name=key.name))
