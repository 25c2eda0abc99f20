"""Work in a process of its own: it can be ended, and it cannot eat the service.

A thread that parses a file cannot be stopped; a process can. It gets its input through a pipe (nothing touches the
disk), has a bound on memory and on time, and is ended at once when the one who asked goes away.
"""

from __future__ import annotations

import multiprocessing
import resource
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from typing import ParamSpec, TypeVar, cast

from api.errors import KNOWN, Cancelled, TooSlow
from api.logs import where

P = ParamSpec("P")
T = TypeVar("T")
Told = Callable[[str, int], None]  # a step and how far it is
MEMORY = 3 << 30  # bytes of address space
_POLL = 0.05  # seconds between looks at ``cancelled``


class ChildFailed(RuntimeError):
    """The process ended without an answer. The message holds no text of the document."""


@cache
def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")  # the service has threads: a plain fork could inherit a lock
    context.set_forkserver_preload(["api.usecases.compare", "ingest.documents.draft", "api.usecases.questions"])
    return context


def run_in_child(
    function: Callable[P, T], seconds: float, cancelled: threading.Event | None, *args: P.args, **kwargs: P.kwargs
) -> T:
    """The value of a function of a module, computed in a process of its own with a bound on memory.

    Raises what the function raises of :data:`api.errors.KNOWN`, :class:`~api.errors.TooSlow` after ``seconds``,
    :class:`~api.errors.Cancelled`, and :class:`ChildFailed` for everything nobody expected.
    """
    return cast(T, _run(function, args, kwargs, seconds, cancelled, None, MEMORY))


def run_job_in_child(
    function: Callable[..., T], arguments: tuple[object, ...], cancelled: threading.Event, told: Told
) -> T:
    """The same for long work that tells how far it is: its last argument is called with step and number."""
    return cast(T, _run(function, arguments, {}, None, cancelled, told, None))


def run_question_in_child(
    function: Callable[..., T], arguments: tuple[object, ...], seconds: float, cancelled: threading.Event
) -> T:
    """The same for a question to the whole graph: a deadline, and no bound on memory, since it maps files."""
    return cast(T, _run(function, arguments, {}, seconds, cancelled, None, None))


def _run(
    function: Callable[..., object], args: tuple[object, ...], kwargs: object, seconds: float | None,
    cancelled: threading.Event | None, told: Told | None, memory: int | None,
) -> object:  # fmt: skip
    ours, theirs = _context().Pipe(duplex=False)
    process = _context().Process(
        target=_answer,
        args=(theirs, function, args, kwargs, told is not None, memory),
        daemon=memory is not None,  # an ingest reads documents in processes of its own
    )
    try:
        process.start()
    except (OSError, EOFError) as error:
        raise ChildFailed(f"did not start: {type(error).__name__}") from error
    theirs.close()
    end = None if seconds is None else time.monotonic() + seconds
    try:
        while True:
            if cancelled is not None and cancelled.is_set():
                raise Cancelled("cancelled")
            if end is not None and time.monotonic() >= end:
                raise TooSlow("not done within {seconds:g} seconds, stopped", seconds=seconds)
            if not ours.poll(_POLL):
                continue
            try:
                kind, value = ours.recv()
            except EOFError:
                process.join()
                raise ChildFailed(f"ended with {process.exitcode}") from None
            if kind != "progress":
                break
            if told is not None:
                told(*value)
    finally:
        ours.close()
        process.kill()
        process.join()
    if kind == "value":
        return value
    if kind == "known":
        raise cast(Exception, value)
    raise ChildFailed(str(value))


def _answer(
    pipe: Connection, function: Callable[..., object], args: tuple[object, ...], kwargs: object, tells: bool,
    memory: int | None,
) -> None:  # fmt: skip
    if memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    def tell(step: str, done: int) -> None:
        pipe.send(("progress", (step, done)))

    try:
        more = (tell,) if tells else ()
        answer = ("value", function(*args, *more, **cast("dict[str, object]", kwargs)))
    except KNOWN as error:
        answer = ("known", error)
    except Exception as error:  # noqa: BLE001 - the edge of the process: a message may quote the document
        answer = ("unexpected", f"{type(error).__name__} at {where(error)[-1:]}")
    with suppress(OSError):  # nobody listens any more
        pipe.send(answer)
        pipe.close()
