"""How a cited edition, or the work of an undated number, stands on the day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from graph.kinds import Status
from graph.model import Standard
from graph.status import StatusOn, StatusReason
from search.compare.registry import Registry, Successor, work_id

Said = tuple[str, dict[str, Any], tuple[str, ...]]  # code, facts, standards
_CHAIN = 8  # successions followed


@dataclass(frozen=True, slots=True)
class Standing:
    """What a judgement rests on: the editions of a work (id), and whether the citation makes them a requirement."""

    registry: Registry
    work: str
    requires: bool


def of_edition(at: Standing, number: str, edition: Standard | None) -> list[Said] | None:
    """What is to be said of a dated citation; None where the data holds nothing of the work."""
    registry, held = at.registry, at.registry.described(at.work)
    whole = [one for one in registry.successors(number) if not one.partial]
    if edition is None:
        if whole:
            return [_replaced(at, number, whole)]
        names = tuple(one.number for one in held)
        return [("no_such_edition", {"number": number, "held": "、".join(names)}, names)] if held else None
    status = registry.status(edition)
    since = _day(status)
    match status.status:
        case Status.REPLACED | Status.WITHDRAWN if whole:
            return [_replaced(at, number, whole, since)]
        case Status.REPLACED | Status.WITHDRAWN:
            return [_withdrawn(at, number, since)]
        case Status.PLANNED:
            return [("plan", {"number": number, "status": status.status.value}, (number,))]
        case Status.UPCOMING:
            current = _current(at, edition)
            facts = {"number": number, "since": since, "current": current.number if current else "—"}
            return [("not_yet", facts, (number,))]
    return [*_in_part(registry, number), *_soon(at, edition)]


def of_work(at: Standing, number: str, applying: Standard | None) -> list[Said] | None:
    """What is to be said of an undated citation; None where the data holds nothing of the work."""
    registry, held = at.registry, at.registry.described(at.work)
    if not held:
        return None
    if applying is not None:
        return _soon(at, applying) if registry.status(applying).status is Status.IN_FORCE else []
    last = held[-1]
    status = registry.status(last)
    if status.status is Status.PLANNED:
        return [("plan", {"number": last.number, "status": status.status.value}, (last.number,))]
    following = registry.successors(last.number)
    if same := [one.number for one in following if not one.moved]:  # the edition it means has no record here
        return [("not_in_data", {"number": same[0]}, tuple(same))]
    successors = tuple(_latest(registry, one.number) for one in following)
    after = f"；由 {'、'.join(successors)} 代替 (replaced by {', '.join(successors)})" if successors else ""
    facts = {"number": number, "last": last.number, "since": _day(status) or "—", "successor": after}
    if at.requires:
        return [("undated_ended", facts, (last.number, *successors))]
    return [("withdrawn_informative", {"number": number, "since": _day(status) or "—"}, (last.number,))]


def _day(status: StatusOn) -> str:
    """The day since which it holds; ``≤`` where only the day of the record that says so is known."""
    if status.since is None:
        return ""
    known = status.reason is not StatusReason.CLAIMED_ENDED
    return status.since.isoformat() if known else f"≤ {status.since.isoformat()}"


def _withdrawn(at: Standing, number: str, since: str) -> Said:
    code = "withdrawn" if at.requires else "withdrawn_informative"
    return code, {"number": number, "since": since or "—"}, (number,)


def _replaced(at: Standing, number: str, successors: Iterable[Successor], since: str = "") -> Said:
    registry, successors = at.registry, list(successors)
    latest = tuple(dict.fromkeys(_latest(registry, one.number) for one in successors))
    since = since or _since(registry, successors) or "—"
    facts = {"number": number, "successor": "、".join(latest), "since": since}
    works = {work_id(one) for one in latest}
    if not at.requires:
        return "superseded_informative", facts, latest
    if len(works) > 1:
        return "split", facts, latest
    return "superseded" if works == {at.work} else "moved", facts, latest


def _since(registry: Registry, successors: Iterable[Successor]) -> str:
    found = [registry.edition(one.number) for one in successors]
    days = [one.implemented for one in found if one is not None and one.implemented is not None]
    return min(days).isoformat() if days else ""


def _latest(registry: Registry, number: str) -> str:
    """The end of the chain of successors, as far as it is known and does not branch."""
    seen = {number}
    for _ in range(_CHAIN):
        edition = registry.edition(number)
        if edition is None or not registry.ended(edition):
            break
        onward = [one.number for one in registry.successors(number) if not one.partial]
        if len(onward) != 1 or onward[0] in seen:
            break
        number = onward[0]
        seen.add(number)
    return number


def _current(at: Standing, upcoming: Standard) -> Standard | None:
    """What applies until an edition takes effect."""
    able = [one for one in at.registry.described(at.work) if at.registry.status(one).status is Status.IN_FORCE]
    return max((one for one in able if one is not upcoming), key=lambda one: one.year or 0, default=None)


def _in_part(registry: Registry, number: str) -> list[Said]:
    partial = tuple(one.number for one in registry.successors(number) if one.partial)
    return [("replaced_in_part", {"number": number, "successor": "、".join(partial)}, partial)] if partial else []


def _soon(at: Standing, edition: Standard) -> list[Said]:
    """An edition that is going to end on a known day."""
    end = edition.in_force_to
    if end is None or end <= at.registry.day or edition.succeeded_by is None:
        return []
    facts = {"number": edition.number, "successor": edition.succeeded_by, "since": end.isoformat()}
    return [("changes_soon", facts, (edition.succeeded_by,))]
