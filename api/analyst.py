"""Questions to the whole graph, answered in processes of their own, each once a generation.

The service goes on meanwhile; who asks the same waits for the same answer. The last answers are kept in memory (the
slow ones also on disk: :mod:`api.usecases.analyses`).
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from api.child import run_question_in_child
from api.errors import Busy, NotYours
from api.settings import Settings
from api.usecases.library import Library
from api.usecases.questions import answer
from api.usecases.views import View

_KEPT = 48  # answers in memory
_MOST = 16  # questions under way at once


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked of a generation."""

    id: str
    future: Future[View]
    first: bool  # nobody asked before
    since: float = field(default_factory=time.monotonic)


class Analyst:
    """Takes questions and remembers answers."""

    def __init__(self, settings: Settings, workers: int = 2) -> None:
        self._settings = settings
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="analysis")
        self._lock = threading.Lock()
        self._asked: OrderedDict[str, Asked] = OrderedDict()
        self._stopping = threading.Event()

    def ask(self, library: Library, name: str, arguments: Mapping[str, object]) -> Asked:
        """The question under way or answered; a failed one is asked anew once its failure was seen.

        Raises :class:`~api.errors.Busy` while too many are under way.
        """
        manifest = library.generation.manifest
        depends_on = (
            manifest.number, manifest.created, library.encoder.version, library.settings.day, name,
            sorted(arguments.items()),
        )  # fmt: skip
        id = hashlib.blake2b(repr(depends_on).encode(), digest_size=12).hexdigest()
        with self._lock:
            known = self._asked.get(id)
            if known is not None:
                self._asked.move_to_end(id)
                if known.future.done() and known.future.exception() is not None:
                    del self._asked[id]
                return Asked(id, known.future, first=False, since=known.since)
            if sum(not one.future.done() for one in self._asked.values()) >= _MOST:
                raise Busy("too many analyses are under way: try again in a minute")
            future = self._pool.submit(
                run_question_in_child, answer, (self._settings, name, dict(arguments)),
                self._settings.analysis_seconds, self._stopping,
            )  # fmt: skip
            asked = self._asked[id] = Asked(id, future, first=True)
            self._forget_old()
        return asked

    def under_way(self, id: str) -> Asked:
        """Raises :class:`~api.errors.NotYours` for what was never asked, or is forgotten."""
        with self._lock:
            if id not in self._asked:
                raise NotYours("no such analysis is under way")
            return self._asked[id]

    def close(self) -> None:
        self._stopping.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _forget_old(self) -> None:
        done = [id for id, one in self._asked.items() if one.future.done()]
        for id in done[: max(0, len(self._asked) - _KEPT)]:
            del self._asked[id]
