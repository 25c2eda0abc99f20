"""One fact of one subject, and what the model allows it to say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from graph.errors import InvalidFact
from graph.kinds import EdgeKind, ReviewState
from graph.model import EDGE_KINDS, NODE_KINDS, Node, kind_of

SAME_AS = "SAME_AS"  # the subject is shown as the object: a merge, undone by ending the statement
_DERIVED = ("id", "sources", "described", "status_claimed_on", "in_force_to", "succeeded_by")

Qualifier = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of a subject: a ``value`` (text, ISO date, number as text) or an ``object`` (node id)."""

    subject: str
    predicate: str
    value: str | None = None
    object: str | None = None
    qualifiers: tuple[tuple[str, Qualifier], ...] = ()
    extractor: str = "registry@1"
    confidence: float = 1.0
    place: str | None = None
    span: tuple[int, int] | None = None
    review: ReviewState = ReviewState.NONE


def decode(model: type[Node], name: str, value: str) -> Any:
    """The value of a field as the model takes it: lists are kept as JSON, all else is text it reads."""
    annotation = str(model.model_fields[name].annotation)
    return tuple(json.loads(value)) if annotation.startswith("tuple") else value


def check_fact(fact: Fact) -> None:
    """Raise :class:`InvalidFact` for a fact that could not be shown: a wrong kind, field, value or end."""
    try:
        kind = kind_of(fact.subject)
        if (fact.value is None) == (fact.object is None):
            raise InvalidFact(
                "{subject} {predicate}: give either a value or an object",
                subject=fact.subject,
                predicate=fact.predicate,
            )
        if fact.object is not None:
            _check_object(fact, fact.object)
            return
        fields = NODE_KINDS[kind].model_fields
        if fact.predicate not in fields or fact.predicate in _DERIVED:
            allowed = ", ".join(name for name in fields if name not in _DERIVED)
            raise InvalidFact(
                "{subject}: {predicate} is no field of a {kind}; there are {allowed}",
                subject=fact.subject,
                predicate=fact.predicate,
                kind=kind,
                allowed=allowed,
            )
        value = decode(NODE_KINDS[kind], fact.predicate, str(fact.value))
        annotation: Any = fields[fact.predicate].annotation
        TypeAdapter(annotation).validate_python(value)
    except (ValueError, TypeError) as error:  # of the model or of JSON
        reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
        said = fact.value if fact.object is None else fact.object
        raise InvalidFact(
            "{subject} {predicate} {said!r}: {reason}",
            subject=fact.subject,
            predicate=fact.predicate,
            said=said,
            reason=reason,
        ) from error


def _check_object(fact: Fact, obj: str) -> None:
    ends = kind_of(fact.subject), kind_of(obj)
    if fact.predicate == SAME_AS:
        if ends[0] is not ends[1] or fact.subject == obj:
            raise InvalidFact(
                "{subject} cannot be the same as {obj}; a merge joins two nodes of one kind",
                subject=fact.subject,
                obj=obj,
            )
        return
    if fact.predicate not in EDGE_KINDS or ends not in EDGE_KINDS[EdgeKind(fact.predicate)].ends:
        raise InvalidFact(
            "no edge {predicate} leads from a {start} to a {end}", predicate=fact.predicate, start=ends[0], end=ends[1]
        )
    EDGE_KINDS[EdgeKind(fact.predicate)].model_validate({**dict(fact.qualifiers), "start": fact.subject, "end": obj})
