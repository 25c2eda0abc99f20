"""What errors say, and the errors of the graph package.

An error is raised with an English sentence and the facts of the case, ``NotFound("{number}: not in the data",
number=n)``; the sentence is also the key under which :mod:`api.sentences` finds it in another language. Each says what
is wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping


class Said:
    """A sentence with facts in braces, yet to be said in some language; ``str()`` says it in English."""

    def __init__(self, sentence: str, /, **facts: object) -> None:
        self.sentence = sentence
        self.facts: Mapping[str, object] = {name: _kept(fact) for name, fact in facts.items()}

    def __str__(self) -> str:
        return self.filled(self.sentence, _plain)

    def filled(self, sentence: str, told: Callable[[object], object]) -> str:
        """``sentence`` with the facts as ``told`` puts them; a sentence without facts is taken as it is."""
        return sentence.format(**{name: told(fact) for name, fact in self.facts.items()}) if self.facts else sentence


class SaidError(Exception):
    """Base of errors that say what they are by a sentence and facts (:class:`Said`)."""

    def __init__(self, sentence: str = "", /, **facts: object) -> None:
        super().__init__(sentence)
        self.said = Said(sentence, **facts)

    def __str__(self) -> str:
        return str(self.said)


def _kept(fact: object) -> object:
    """What is kept of a fact: an error as what it says, so that it can be sent between processes."""
    if isinstance(fact, SaidError):
        return fact.said
    if isinstance(fact, OSError) and fact.errno is not None:
        return OSError(fact.errno, fact.strerror)
    return str(fact) if isinstance(fact, Exception) else fact


def _plain(fact: object) -> object:
    if isinstance(fact, OSError):
        return fact.strerror
    return str(fact) if isinstance(fact, Said) else fact


class GraphError(SaidError):
    """Base of all errors raised by :mod:`graph`."""


class DataFolderError(GraphError):
    """The data folder is missing, unreadable, full or of a version this program does not know."""


class WriterBusy(GraphError):
    """Another process is writing to the data folder; the message names it."""


class NoGeneration(GraphError):
    """Nothing has been published in this data folder yet."""


class OutdatedGeneration(GraphError):
    """The published generation was built by another schema or encoder and must be rebuilt."""


class UnknownKind(GraphError, ValueError):
    """A name that is no kind of node or edge."""


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
