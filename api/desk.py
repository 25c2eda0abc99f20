"""Work on drafts: it lives in memory only. A restart, an hour, or the word of its owner ends it.

Each piece of work has an owner, and nobody else can tell that it exists.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from api.child import ChildFailed
from api.errors import KNOWN, Busy, Cancelled, NotYours, shown
from api.logs import event, where
from api.sentences import said
from graph.errors import Said

T = TypeVar("T")
LIFETIME = 3600.0  # seconds after the last look
_MOST = 64  # pieces of work held at once
_MOST_OF_ONE = 8  # of one owner


class Stage(StrEnum):
    QUEUED = "queued"
    READING = "reading"
    COMPARING = "comparing"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = (Stage.DONE, Stage.FAILED, Stage.CANCELLED)


@dataclass
class Work(Generic[T]):
    """One piece of work. ``error``: code of the table of errors and what it says."""

    id: str
    owner: str
    kind: str
    run: Callable[[Work[T]], T] | None  # let go of at the end, and with it the bytes of the document
    stage: Stage = Stage.QUEUED
    result: T | None = None
    error: tuple[str, Said] | None = None
    cancelled: threading.Event = field(default_factory=threading.Event)
    seen: float = field(default_factory=time.monotonic)

    @property
    def ended(self) -> bool:
        return self.stage in ENDED

    def at(self, stage: Stage) -> None:
        """Goes on to a stage. Raises :class:`~api.errors.Cancelled`."""
        if self.cancelled.is_set():
            raise Cancelled("cancelled")
        self.stage = stage


class Desk:
    """Takes work, does a few pieces at a time, and forgets."""

    def __init__(self, workers: int = 2) -> None:
        self._pool = ThreadPoolExecutor(workers, thread_name_prefix="draft")
        self._lock = threading.Lock()
        self._held: dict[str, Work[object]] = {}

    def take(self, owner: str, kind: str, run: Callable[[Work[object]], object]) -> Work[object]:
        """Begin. Raises :class:`~api.errors.Busy` while too much is held."""
        work: Work[object] = Work(secrets.token_urlsafe(16), owner, kind, run)
        with self._lock:
            self._forget_old()
            own = [one for one in self._held.values() if one.owner == owner]
            for one in [one for one in own if one.ended][: max(0, len(own) + 1 - _MOST_OF_ONE)]:
                del self._held[one.id]
            own = [one for one in own if one.id in self._held]
            if len(own) >= _MOST_OF_ONE or len(self._held) >= _MOST:
                raise Busy("too many drafts are being worked on: try again in a minute")
            self._held[work.id] = work
        self._pool.submit(self._do, work)
        return work

    def of(self, owner: str, kind: str, id: str) -> Work[object]:
        """Raises :class:`~api.errors.NotYours` for what is not there, no more, or another's."""
        with self._lock:
            self._forget_old()
            work = self._held.get(id)
            if work is None or work.owner != owner or work.kind != kind:
                raise NotYours(
                    "no such result: drafts are kept in memory only, until a restart or an hour after the "
                    "last look, and only for the one who gave them. Please submit again"
                )
            work.seen = time.monotonic()
            return work

    @property
    def held(self) -> int:
        """Pieces of work in memory."""
        return len(self._held)

    def drop(self, work: Work[object]) -> None:
        """Stop and forget at once."""
        work.cancelled.set()
        with self._lock:
            self._held.pop(work.id, None)

    def close(self) -> None:
        with self._lock:
            for work in self._held.values():
                work.cancelled.set()
            self._held.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _forget_old(self) -> None:
        before = time.monotonic() - LIFETIME
        for id in [id for id, work in self._held.items() if work.seen < before]:
            self._held.pop(id).cancelled.set()

    def _do(self, work: Work[object]) -> None:
        run = work.run
        assert run is not None
        try:
            work.at(Stage.READING)
            work.result = run(work)
            work.at(Stage.DONE)
        except Cancelled:
            work.stage = Stage.CANCELLED
        except KNOWN as error:
            work.error, work.stage = (shown(error).code, said(error)), Stage.FAILED
        except ChildFailed as error:
            event("work failed", "error", kind=work.kind, error=str(error))
            work.error, work.stage = ("internal", Said("")), Stage.FAILED
        except Exception as error:  # noqa: BLE001 - the edge of a thread: a message may quote a draft
            event("work failed", "error", kind=work.kind, error=type(error).__name__, where=where(error))
            work.error, work.stage = ("internal", Said("")), Stage.FAILED
        finally:
            work.run = None
