"""Addresses of pages: what is shown follows from the address alone, so that it can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from starlette.datastructures import QueryParams

Given = str | int | Sequence[str] | None


def url_of(node: str) -> str:
    """The page of a node by its id; standards and works go by their number."""
    kind, _, key = node.partition(":")
    if kind in ("standard", "work"):
        return standard_url(key)
    return f"/nodes/{quote(node, safe='/:')}"


def standard_url(number: str) -> str:
    return f"/standards/{quote(number, safe='/')}"


def changed(path: str, query: QueryParams, **changes: Given) -> str:
    """The address with some parameters set anew (None or empty: taken away); a change starts from the first page."""
    kept = [(name, value) for name, value in query.multi_items() if name not in changes and name != "page" and value]
    for name, value in changes.items():
        values = [value] if isinstance(value, str | int) else list(value or ())
        kept += [(name, str(one)) for one in values if one != ""]
    return f"{path}?{urlencode(kept)}" if kept else path


def toggled(path: str, query: QueryParams, name: str, value: str) -> str:
    """The address with one value of a repeated parameter added, or taken away where it is there."""
    values = query.getlist(name)
    after = [one for one in values if one != value] if value in values else [*values, value]
    return changed(path, query, **{name: after})
