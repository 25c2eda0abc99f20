"""Errors of the search package."""


class SearchError(Exception):
    """Base of all errors raised by :mod:`search`."""


class EncoderUnavailable(SearchError):
    """An encoder cannot be loaded: unknown name, package not installed, or no model in the folder named."""


class IndexDamaged(SearchError):
    """Files of an index are missing or do not fit together; a rebuild makes them anew."""
