"""Errors of the ingest package."""

from __future__ import annotations

from graph.errors import SaidError


class IngestError(SaidError):
    """Base of all errors raised by :mod:`ingest`."""


class UnreadableFile(IngestError):
    """A file as a whole cannot be read; the message says what it is, why, and what to do."""


class BadMapping(IngestError):
    """A mapping file names an unknown field or is not of the expected form."""
