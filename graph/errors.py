"""Errors of the graph package; each message says what is wrong, where, and what to do."""


class GraphError(Exception):
    """Base of all errors raised by :mod:`graph`."""


class DataFolderError(GraphError):
    """The data folder is missing, unreadable, full or of a version this program does not know."""


class WriterBusy(GraphError):
    """Another process is writing to the data folder; the message names it."""


class NoGeneration(GraphError):
    """Nothing has been published in this data folder yet."""


class OutdatedGeneration(GraphError):
    """The published generation was built by another schema or encoder and must be rebuilt."""


class NotFound(GraphError):
    """No node with that number or id."""


class InvalidFact(GraphError):
    """A statement that the model does not allow: an unknown field, a wrong kind, an unreadable value."""


class ServerUnavailable(GraphError):
    """No graph server answers at that address, or it went away; the message names the address."""


class ServerRefused(GraphError):
    """The server does not let this user in, or is no server this program can use."""


class ForeignDatabase(GraphError):
    """The database of the server holds something else: nothing is written to it."""


class GenerationGone(GraphError):
    """The server no longer holds the generation that was being read: open it again."""


class RdfError(GraphError):
    """RDF or SPARQL that cannot be read, is no export of this program, or cannot hold what is to be written."""
