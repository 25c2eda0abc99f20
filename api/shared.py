"""The library of the service: one open generation that all requests share.

It is opened by the first request. When a newer generation has been published, the next request opens it, the others
go on with the old one meanwhile, and the old one is closed by the last request that uses it.

What is shared between threads, and why without further locks (measured with 16 threads, 1,200 to 12,000 questions
each, every answer compared with that of a single thread, none differed; 2 cores, milliseconds a question):

=============  ==================================================  ==========  ==========
part           why it is safe                                      one thread  16 threads
=============  ==================================================  ==========  ==========
Ladybug        a connection takes callers in turn                  5.2         5.7
SQLite         built serialized (``sqlite3.threadsafety`` is 3)    0.19        0.31
usearch        each search takes a context of its own              0.15        0.14
tantivy        a searcher does not change                          0.54        0.43
encoders       no state but the weights                            8.5         4.0
=============  ==================================================  ==========  ==========

A Ladybug connection for each thread was no faster: 9.2 against 9.5 ms with 16 threads, measured side by side on a
busy machine.

Lazily opened parts and weights would be opened twice by two first requests, so :meth:`SharedLibrary.use` hands out a
library only after all are open. PDFium is not thread-safe: see :mod:`ingest.documents.pdfium`.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.errors import KNOWN
from api.logs import event
from api.settings import Settings
from api.usecases.library import Library, open_published
from graph.errors import DataFolderError
from search.embed import Encoder, load_encoder

_RETRY = 10.0  # seconds before a generation that could not be opened is tried again
_WARM_UP = "标准化 standard"


@dataclass
class _Held:
    """An open library and how many requests use it. ``retired``: no new ones come."""

    library: Library
    users: int = 0
    retired: bool = False


class SharedLibrary:
    """Hands out the library of the live generation; closes each when nobody uses it any more."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._encoder: Encoder | None = None
        self._opening = threading.Lock()  # held while a generation is being opened
        self._counting = threading.Lock()  # held for the moment of a change to what follows
        self._held: _Held | None = None
        self._not_before = 0.0
        self._closed = False

    @contextmanager
    def use(self) -> Iterator[Library]:
        """The library for one request.

        Raises :class:`~graph.errors.NoGeneration` and others of :data:`api.errors.KNOWN` while nothing can be opened.
        """
        held = self._take()
        try:
            yield held.library
        finally:
            self._give_back(held)

    @property
    def generation(self) -> int | None:
        """Number of the generation that is open; None before the first question."""
        held = self._held
        return None if held is None else _number(held.library)

    @property
    def indexed(self) -> int:
        """Editions in the index that is open."""
        held = self._held
        return 0 if held is None else len(held.library.index)

    def close(self) -> None:
        """Close now what nobody uses, and the rest with its last request."""
        with self._counting:
            self._closed = True
            held, self._held = self._held, None
        if held is not None:
            self._retire(held)

    def _take(self) -> _Held:
        held = self._count_in()
        if held is None:
            with self._opening:  # nothing to answer from: all wait
                held = self._count_in()
                if held is None:
                    self._open()
                    held = self._count_in()
        elif self._newer_than(held) and self._opening.acquire(blocking=False):
            try:
                self._replace(held)
            finally:
                self._opening.release()
            self._give_back(held)
            held = self._count_in()
        if held is None:
            raise DataFolderError("the service is stopping")
        return held

    def _newer_than(self, held: _Held) -> bool:
        try:
            return held.library.stale and time.monotonic() >= self._not_before
        except DataFolderError:  # CURRENT is damaged: what is open still answers
            return False

    def _replace(self, old: _Held) -> None:
        with self._counting:
            if self._held is not old:  # another request was faster
                return
        try:
            self._open()
        except KNOWN as error:
            self._not_before = time.monotonic() + _RETRY
            event("generation not opened", "warning", error=type(error).__name__, keeps=_number(old.library))
            return
        self._retire(old)

    def _open(self) -> None:
        self._encoder = self._encoder or load_encoder(self._settings.encoder)
        library = open_published(self._settings, self._encoder)
        try:
            _ = library.graph, library.limits, library.statements
            library.index.candidates(_WARM_UP, 1)
        except BaseException:
            library.close()
            raise
        event("generation opened", generation=_number(library), encoder=self._encoder.version)
        with self._counting:
            if not self._closed:
                self._held = _Held(library)
                return
        library.close()

    def _count_in(self) -> _Held | None:
        with self._counting:
            if self._held is not None:
                self._held.users += 1
            return self._held

    def _give_back(self, held: _Held) -> None:
        with self._counting:
            held.users -= 1
            last = held.retired and held.users == 0
        if last:
            _close(held.library)

    def _retire(self, held: _Held) -> None:
        with self._counting:
            held.retired = True
            unused = held.users == 0
        if unused:
            _close(held.library)


def _close(library: Library) -> None:
    number = _number(library)
    library.close()
    event("generation closed", generation=number)


def _number(library: Library) -> int:
    return library.generation.manifest.number
