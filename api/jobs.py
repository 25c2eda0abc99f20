"""Long work in the background: ingest, rebuild. It can be watched, cancelled, tried again, and survives a restart.

Huey queues the work in a SQLite file and hands it out, one piece at a time (there is one writer); each piece runs in a
process of its own, so that cancelling ends it, and reads go on meanwhile. What became of a job stands in a table beside
the queue. Work that a restart interrupts begins anew: ingest and publish repeat without harm.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from huey import SqliteHuey
from huey.consumer import Consumer

from api.child import ChildFailed, run_job_in_child
from api.errors import KNOWN, BadRequest, Cancelled, NotYours, shown
from api.logs import event
from api.sentences import say
from api.settings import LANGUAGES, Settings
from api.usecases.background import KINDS, JobKind

FILE, QUEUE = "jobs.db", "jobs-queue.db"
_TABLE = """CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, arguments TEXT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL,
    created TEXT NOT NULL, ended TEXT, step TEXT NOT NULL DEFAULT '', done INTEGER NOT NULL DEFAULT 0,
    attempts INTEGER NOT NULL DEFAULT 0, error TEXT, detail TEXT, result TEXT
) STRICT"""
_COLUMNS = "id, kind, arguments, state, owner, created, ended, step, done, attempts, error, detail, result"
_MOST_ATTEMPTS = 3  # a job that ends the service each time must not do so forever
_TELL = 0.3  # seconds between notes of progress


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Job:
    """``error``: code of the table of errors; ``detail``: what it says, by language; ``result``: as JSON."""

    id: str
    kind: JobKind
    arguments: tuple[str, ...]
    state: JobState
    owner: str
    created: datetime
    ended: datetime | None
    step: str
    done: int
    attempts: int
    error: str | None
    detail: dict[str, str]
    result: dict[str, Any] | None

    @property
    def over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)


class Jobs:
    """The jobs of one data folder. Files are made with the first job; one service does the work."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._folder = settings, settings.data
        self._lock = threading.Lock()
        self._cancelled: dict[str, threading.Event] = {}
        self._consumer: Consumer | None = None
        self._enqueue: Callable[[str], object] | None = None
        self._stopping = False

    def start(self) -> None:
        """Go on with what a stop interrupted. Nothing is made where there never was a job."""
        if not (self._folder / FILE).exists():
            return
        for job in self.all():
            if job.state is JobState.RUNNING:
                if job.attempts >= _MOST_ATTEMPTS:
                    self._set(job.id, state=JobState.FAILED, error="interrupted", ended=_now())
                else:
                    self._set(job.id, state=JobState.QUEUED)
        self._work()
        queued = {task.args[0] for task in self._huey.pending()}
        for job in self.all():
            if job.state is JobState.QUEUED and job.id not in queued and self._enqueue is not None:
                self._enqueue(job.id)

    def submit(self, kind: JobKind, arguments: tuple[str, ...], owner: str) -> Job:
        id = secrets.token_hex(8)
        with self._open() as connection:
            connection.execute(
                "INSERT INTO jobs (id, kind, arguments, state, owner, created) VALUES (?, ?, ?, ?, ?, ?)",
                (id, kind.value, json.dumps(arguments), JobState.QUEUED.value, owner, _now()),
            )
        self._work()
        assert self._enqueue is not None
        self._enqueue(id)
        return self.one(id)

    def retry(self, id: str) -> Job:
        """Raises :class:`~api.errors.BadRequest` for a job that is still to be done, or is done."""
        job = self.one(id)
        if job.state not in (JobState.FAILED, JobState.CANCELLED):
            raise BadRequest("only a failed or cancelled job can be tried again")
        self._set(id, state=JobState.QUEUED, error=None, detail=None, ended=None, step="", done=0, attempts=0)
        self._work()
        assert self._enqueue is not None
        self._enqueue(id)
        return self.one(id)

    def cancel(self, id: str) -> Job:
        """End it now; the generation before stays. A job that is over stays as it is."""
        job = self.one(id)
        with self._lock:
            running = self._cancelled.get(id)
        if running is not None:
            running.set()
        elif not job.over:
            self._set(id, state=JobState.CANCELLED, ended=_now())
        return self.one(id)

    def one(self, id: str) -> Job:
        """Raises :class:`~api.errors.NotYours`."""
        found = next(iter(self._read("WHERE id = ?", id)), None)
        if found is None:
            raise NotYours("no such job")
        return found

    def all(self) -> list[Job]:
        """Newest first."""
        return self._read("ORDER BY created DESC, id LIMIT 200")

    def by_state(self) -> dict[JobState, int]:
        """Numbers of the jobs listed."""
        counts = Counter(job.state for job in self.all())
        return {state: counts[state] for state in JobState}

    def close(self) -> None:
        """Stop. What is running begins anew with the next start."""
        self._stopping = True
        with self._lock:
            for cancelled in self._cancelled.values():
                cancelled.set()
        if self._consumer is not None:
            self._consumer.stop(graceful=True)

    def _work(self) -> None:
        with self._lock:
            if self._consumer is not None:
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            self._huey = SqliteHuey("biaotu", filename=str(self._folder / QUEUE), results=False)
            self._enqueue = self._huey.task()(self._do)
            self._consumer = Consumer(self._huey, workers=1, periodic=False, max_delay=0.5)
            self._consumer._set_signal_handlers = lambda: None  # the service has its own
            self._consumer.start()

    def _do(self, id: str) -> None:
        job = self.one(id)
        if job.state is not JobState.QUEUED or self._stopping:
            return  # cancelled while it waited
        cancelled = threading.Event()
        with self._lock:
            self._cancelled[id] = cancelled
        self._set(id, state=JobState.RUNNING, attempts=job.attempts + 1)
        try:
            result = run_job_in_child(KINDS[job.kind], (self._settings, *job.arguments), cancelled, self._teller(id))
            self._set(id, state=JobState.DONE, result=result.model_dump_json(), ended=_now())
        except Cancelled:
            if not self._stopping:
                self._set(id, state=JobState.CANCELLED, ended=_now())
        except KNOWN as error:
            text = {language: say(error, language).replace(str(self._folder), "data") for language in LANGUAGES}
            self._set(
                id,
                state=JobState.FAILED,
                error=shown(error).code,
                detail=json.dumps(text, ensure_ascii=False),
                ended=_now(),
            )
        except ChildFailed as error:
            event("job failed", "error", job=id, kind=job.kind, error=str(error))
            self._set(id, state=JobState.FAILED, error="internal", ended=_now())
        finally:
            with self._lock:
                del self._cancelled[id]

    def _teller(self, id: str) -> Callable[[str, int], None]:
        last = ("", 0.0)

        def tell(step: str, done: int) -> None:
            nonlocal last
            now = time.monotonic()
            if step != last[0] or now - last[1] > _TELL:
                last = (step, now)
                self._set(id, step=step, done=done)

        return tell

    def _set(self, id: str, **values: object) -> None:
        columns = ", ".join(f"{name} = ?" for name in values)
        with self._open() as connection:
            connection.execute(f"UPDATE jobs SET {columns} WHERE id = ?", (*map(_plain, values.values()), id))

    def _read(self, where: str, *values: str) -> list[Job]:
        if not (self._folder / FILE).exists():
            return []
        with self._open() as connection:
            rows = connection.execute(f"SELECT {_COLUMNS} FROM jobs {where}", values).fetchall()
        return [_job(row) for row in rows]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        self._folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._folder / FILE, timeout=10)) as connection, connection:
            connection.execute(_TABLE)
            yield connection


def incoming(settings: Settings, job: str) -> Path:
    """Folder of the files sent with a job."""
    return settings.data / "incoming" / job


def _job(row: tuple[Any, ...]) -> Job:
    id, kind, arguments, state, owner, created, ended, step, done, attempts, error, detail, result = row
    return Job(
        id, JobKind(kind), tuple(json.loads(arguments)), JobState(state), owner, datetime.fromisoformat(created),
        datetime.fromisoformat(ended) if ended else None, step, done, attempts, error,
        json.loads(detail) if detail else {}, json.loads(result) if result else None,
    )  # fmt: skip


def _plain(value: object) -> object:
    return value.value if isinstance(value, StrEnum) else value


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
