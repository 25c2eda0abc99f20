"""Errors of the search package."""

from __future__ import annotations

from graph.errors import SaidError


class SearchError(SaidError):
    """Base of all errors raised by :mod:`search`."""


class EncoderUnavailable(SearchError):
    """An encoder cannot be loaded: unknown name, package not installed, or no model in the folder named."""


class IndexDamaged(SearchError):
    """Files of an index are missing or do not fit together; a rebuild makes them anew."""
