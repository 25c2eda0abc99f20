"""Watch lists 关注: standards, topics, organisations and saved questions; what changed since they were last looked at.

What is followed and what was last seen of it stand in ``follows.json`` of the data folder, next to the statements: it
is part of a backup, and of no generation. Each look compares the live generation with what was seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal

import portalocker
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from api.errors import BadRequest
from api.usecases.library import Library
from api.usecases.search import search
from api.usecases.views import View
from graph.errors import DataFolderError, NotFound
from graph.ids import InvalidIdentifier, parse
from graph.kinds import EdgeKind, NodeKind
from graph.model import Edge, Standard, node_id
from graph.status import status_on
from graph.store.base import MAX_PAGE, Direction, GraphReader

FILE_NAME = "follows.json"
_FOUND = 20  # standards of a saved question that are watched


class Kind(StrEnum):
    """What can be followed."""

    STANDARD = "standard"  # a number without or with year: its lineage
    TOPIC = "topic"  # a word in titles
    ORGANIZATION = "organization"  # standards it issues or drafts
    QUESTION = "question"  # a saved search


class Seen(View):
    """A standard as it was seen: number → state, and what else the kind looks at."""

    model_config = ConfigDict(frozen=True)
    standards: dict[str, str] = Field(default_factory=dict)  # number → status on the day
    amendments: tuple[str, ...] = ()
    cited_by: tuple[str, ...] = ()


class Follow(View):
    """One line of the list."""

    model_config = ConfigDict(frozen=True)
    id: int
    kind: Kind
    words: str
    since: datetime
    looked: datetime
    generation: int
    seen: Seen


class Change(View):
    """One thing that changed. ``was`` and ``now``: states of a standard."""

    what: Literal["new", "gone", "status", "amendment", "cited_by"]
    subject: str
    was: str | None = None
    now: str | None = None


class Alert(View):
    """What changed for one line since the generation it was last looked at."""

    follow: int
    kind: Kind
    words: str
    before: int  # generation
    after: int
    changes: tuple[Change, ...]


class FollowList(View):
    """All lines."""

    follows: tuple[Follow, ...]


class AlertList(View):
    """What changed, line by line."""

    alerts: tuple[Alert, ...]


_LIST = TypeAdapter(tuple[Follow, ...])


def follow(library: Library, kind: Kind, words: str) -> Follow:
    """Begin to follow; what is there now is taken as seen.

    Raises :class:`~api.errors.BadRequest` for words that name no standard, or are empty;
    :class:`~graph.errors.NotFound` for an organisation or standard that the data does not hold.
    """
    words = words.strip()
    if not words:
        raise BadRequest("say what to follow")
    seen = look(library, kind, words, first=True)
    now = datetime.now(UTC)
    with _file(library) as stored:
        if any(one.kind is kind and one.words == words for one in stored.values()):
            raise BadRequest("{words}: already followed", words=words)
        number = max(stored, default=0) + 1
        made = Follow(
            id=number, kind=kind, words=words, since=now, looked=now,
            generation=library.generation.manifest.number, seen=seen,
        )  # fmt: skip
        stored[number] = made
    return made


def unfollow(library: Library, number: int) -> None:
    """Raises :class:`~graph.errors.NotFound`."""
    with _file(library) as stored:
        if stored.pop(number, None) is None:
            raise NotFound("no line {number} in the watch list", number=number)


def followed(library: Library) -> FollowList:
    """The list as it stands."""
    return FollowList(follows=tuple(_read(library.settings.data / FILE_NAME).values()))


def alerts(library: Library, *, keep: bool = True) -> list[Alert]:
    """What changed for each line since it was last looked at; with ``keep`` that is then seen."""
    found = []
    generation = library.generation.manifest.number
    with _file(library, write=keep) as stored:
        for number, one in list(stored.items()):
            seen = look(library, one.kind, one.words)
            if changes := tuple(differences(one.kind, one.seen, seen)):
                found.append(
                    Alert(
                        follow=number,
                        kind=one.kind,
                        words=one.words,
                        before=one.generation,
                        after=generation,
                        changes=changes,
                    )
                )
            stored[number] = one.model_copy(
                update={"seen": seen, "looked": datetime.now(UTC), "generation": generation}
            )
    return found


def differences(kind: Kind, was: Seen, now: Seen) -> Iterator[Change]:
    """Standards that came, went or changed state; new amendments and citations.

    A standard that a better one pushes out of the best of a search is no news.
    """
    for number, state in sorted(now.standards.items()):
        if number not in was.standards:
            yield Change(what="new", subject=number, now=state)
        elif was.standards[number] != state:
            yield Change(what="status", subject=number, was=was.standards[number], now=state)
    for number, state in sorted(was.standards.items()):
        if number not in now.standards and kind is not Kind.QUESTION:
            yield Change(what="gone", subject=number, was=state)
    for number in sorted(set(now.amendments) - set(was.amendments)):
        yield Change(what="amendment", subject=number)
    for number in sorted(set(now.cited_by) - set(was.cited_by)):
        yield Change(what="cited_by", subject=number)


def look(library: Library, kind: Kind, words: str, *, first: bool = False) -> Seen:
    """What is there now. ``first``: words that name nothing known are an error, later they are just empty."""
    match kind:
        case Kind.STANDARD:
            return _standard(library, words, first)
        case Kind.ORGANIZATION:
            return _organization(library, words, first)
        case Kind.TOPIC:
            rows = library.graph.rows(NodeKind.STANDARD, ("number", "title_zh", "title_en", "described"))
            numbers = [n for _, n, zh, en, described in rows if described and words in (zh or en or "")]
        case Kind.QUESTION:
            numbers = [hit.standard.number for hit in search(library, words, limit=_FOUND).hits]
    return Seen(standards=_states(library, numbers))


def _standard(library: Library, words: str, first: bool) -> Seen:
    try:
        work = parse(words).work.canonical
    except InvalidIdentifier as error:
        raise BadRequest("{error}", error=error) from error
    graph = library.graph
    editions = graph.editions(work)
    if first and not editions:
        raise NotFound("{work}: not in the data", work=work)
    amendments = {edge.start for one in editions for edge in _all(graph, one.id, Direction.IN, EdgeKind.AMENDS)}
    ends = [node_id(NodeKind.WORK, work), *(one.id for one in editions)]
    citing = {edge.start for end in ends for edge in _all(graph, end, Direction.IN, EdgeKind.REFERENCES)}
    return Seen(
        standards={one.number: status_on(one, library.settings.day).status.value for one in editions if one.described},
        amendments=tuple(sorted(node.partition(":")[2] for node in amendments)),
        cited_by=tuple(sorted(node.partition(":")[2] for node in citing)),
    )


def _organization(library: Library, words: str, first: bool) -> Seen:
    graph = library.graph
    names = graph.rows(NodeKind.ORGANIZATION, ("name_zh", "name_en", "aliases"))
    nodes = [node for node, zh, en, aliases in names if words in (zh, en, *(aliases or ())) or node == f"org:{words}"]
    if first and not nodes:
        raise NotFound("{words}: no organisation of this name in the data", words=words)
    kinds = (EdgeKind.ISSUED_BY, EdgeKind.DRAFTED_BY)
    numbers = {
        edge.start.partition(":")[2]
        for node in nodes
        for kind in kinds
        for edge in _all(graph, node, Direction.IN, kind)
    }
    return Seen(standards=_states(library, sorted(numbers)))


def _all(graph: GraphReader, node: str, direction: Direction, kind: EdgeKind) -> Iterator[Edge]:
    after: str | None = None
    while True:
        page = graph.edges(node, direction, [kind], after=after, limit=MAX_PAGE)
        yield from page.items
        if page.next is None:
            return
        after = page.next


def _states(library: Library, numbers: list[str]) -> dict[str, str]:
    nodes = library.graph.nodes([node_id(NodeKind.STANDARD, number) for number in numbers])
    return {
        node.number: status_on(node, library.settings.day).status.value
        for node in nodes
        if isinstance(node, Standard) and node.described
    }


# --- the file ------------------------------------------------------------------------------------------


def _read(path: Path) -> dict[int, Follow]:
    try:
        return {one.id: one for one in _LIST.validate_json(path.read_bytes())}
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise DataFolderError("{path}: the watch list cannot be read ({error})", path=path, error=error) from error


@contextmanager
def _file(library: Library, *, write: bool = True) -> Iterator[dict[int, Follow]]:
    """The list under a lock; written back whole when the block ends well."""
    path = library.settings.data / FILE_NAME
    with portalocker.Lock(path.with_suffix(".lock"), "a", timeout=10):
        stored = _read(path)
        yield stored
        if write:
            _write(path, stored)


def _write(path: Path, stored: Mapping[int, Follow]) -> None:
    partial = path.with_suffix(".partial")
    lines = [json.loads(one.model_dump_json()) for _, one in sorted(stored.items())]
    try:
        partial.write_text(json.dumps(lines, ensure_ascii=False, indent=1) + "\n", "utf-8")
        partial.replace(path)
    except OSError as error:
        raise DataFolderError("{path}: cannot be written ({error})", path=path, error=error) from error
