"""What a reviewer writes in a cell → a typed limit, reference or fact; and back, so that a cell can be copied."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from pydantic import ValidationError

from graph.document import Modality
from graph.errors import SaidError
from graph.facts import Fact, Qualifier, check_fact
from graph.ids import Degree, parse
from graph.kinds import EdgeKind
from graph.limits import BOUNDS, QUALITATIVE, Limit, Op, SamplingPlan
from graph.model import kind_of, node_id
from graph.references import Relation
from graph.review import Item
from ingest.facts import number_facts, target_id

E = TypeVar("E", bound=StrEnum)
CLEAR = ("-", "—", "－")  # in a correction: the field is empty
_VALUE_FIELDS = (
    "value", "low", "high", "low_closed", "high_closed", "nominal", "plus", "minus", "plan", "expression", "bound",
)  # fmt: skip
_RANGE = re.compile(r"([\[(（]?)\s*(\S+?)\s*[～~,，]\s*(\S+?)\s*([\])）]?)")
_TOLERANCE = re.compile(r"(\S+?)\s*(?:±\s*(?P<both>\S+)|\+\s*(?P<plus>[^/\s]+)\s*/\s*[-−](?P<minus>\S+))")
_PLAN = re.compile(r"\b([ncmM])\s*=\s*([^\s,，;；]+)")


class WrongValue(SaidError, ValueError):
    """A cell that cannot be understood; the message says what is expected."""


def value_of(limit: Limit) -> str:
    """The value as a reviewer writes it: ``80``, ``6～9``, ``(6～9]``, ``18 ± 0.3``, ``5 +2/-1``, ``n=5 c=2 m=1``."""
    match limit.op:
        case Op.RANGE:
            text = f"{limit.low}～{limit.high}"
            if limit.low_closed and limit.high_closed:
                return text
            return ("[" if limit.low_closed else "(") + text + ("]" if limit.high_closed else ")")
        case Op.TOL:
            if limit.plus == limit.minus:
                return f"{limit.nominal} ± {limit.plus}"
            return f"{limit.nominal} +{limit.plus}/-{limit.minus}"
        case Op.SAMPLING if limit.plan is not None:
            plan = limit.plan
            return f"n={plan.n} c={plan.c} m={plan.m}" + (f" M={plan.M}" if plan.M is not None else "")
        case op if op in QUALITATIVE:
            return ""
    return limit.expression if limit.expression is not None else str(limit.value)


def corrected_limit(limit: Limit, changes: Mapping[str, str]) -> Limit:
    """The limit with what a reviewer wrote: fields ``object``, ``characteristic``, ``condition``, ``grade``, ``op``,
    ``value``, ``unit``, ``modality``; a sign of :data:`CLEAR` empties one.

    Raises :class:`WrongValue`.
    """
    fields = {name: getattr(limit, name) for name in Limit.model_fields}
    for name in ("object", "condition", "grade", "unit"):
        if name in changes:
            fields[name] = None if changes[name] in CLEAR else changes[name]
    if "characteristic" in changes:
        fields["characteristic"] = changes["characteristic"]
    if "modality" in changes:
        fields["modality"] = _enum(Modality, changes["modality"])
    if "op" in changes or "value" in changes:
        op = _enum(Op, changes["op"]) if "op" in changes else limit.op
        fields |= dict.fromkeys(_VALUE_FIELDS) | {"low_closed": True, "high_closed": True, "op": op}
        if op is Op.FORMULA and "op" not in changes:
            fields["bound"] = limit.bound
        fields |= _value(op, changes.get("value", value_of(limit)))
    fields["doubts"] = ()
    try:
        return Limit.model_validate(fields)
    except ValidationError as error:
        raise WrongValue("{reason}", reason=error.errors()[0]["msg"]) from error


def _enum(kind: type[E], text: str) -> E:
    try:
        return kind(text)
    except ValueError as error:
        raise WrongValue(
            "{text}: none of {known}", text=text, known=", ".join(member.value for member in kind)
        ) from error


def _value(op: Op, text: str) -> dict[str, object]:
    text = text.strip()
    if op in QUALITATIVE:
        return {}
    if not text:
        raise WrongValue("the value is empty")
    if op in BOUNDS:
        return {"value": number} if (number := _number(text)) is not None else {"expression": text}
    match op:
        case Op.RANGE if (found := _RANGE.fullmatch(text)) is not None:
            low, high = _decimal(found[2]), _decimal(found[3])
            if low > high:
                raise WrongValue("{text!r}: {low} > {high}", text=text, low=low, high=high)
            return {"low": low, "high": high, "low_closed": found[1] not in ("(", "（"),
                    "high_closed": found[4] not in (")", "）")}  # fmt: skip
        case Op.TOL if (found := _TOLERANCE.fullmatch(text)) is not None:
            both = found["both"]
            return {"nominal": _decimal(found[1]), "plus": _decimal(both or found["plus"]),
                    "minus": _decimal(both or found["minus"])}  # fmt: skip
        case Op.SAMPLING:
            plan = {name: _decimal(number) for name, number in _PLAN.findall(text)}
            if {"n", "c", "m"} <= plan.keys():
                return {"plan": SamplingPlan(**plan)}
        case Op.FORMULA:
            return {"expression": text}
    forms = {Op.RANGE: "6～9, (6～9]", Op.TOL: "18 ± 0.3, 5 +2/-1", Op.SAMPLING: "n=5 c=2 m=10 M=100"}
    raise WrongValue("{text}: expected such as {forms}", text=text, forms=forms[op])


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace("−", "-"))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _decimal(text: str) -> Decimal:
    number = _number(text)
    if number is None:
        raise WrongValue("{text} is no number", text=text)
    return number


def relation_of(predicate: str, qualifiers: Mapping[str, Qualifier]) -> Relation:
    """The relation of an edge of the graph as documents have it."""
    if predicate == EdgeKind.REPLACES:
        return Relation.REPLACES_PART if qualifiers.get("partial") else Relation.REPLACES
    if predicate == EdgeKind.ADOPTS:
        return Relation.ADOPTS
    return Relation(str(qualifiers.get("relation", Relation.MENTION)))


def corrected_reference(item: Item, changes: Mapping[str, str]) -> Fact:
    """The edge that should stand instead: fields ``number``, ``relation``, ``all_parts`` (yes, no), ``degree``.

    Raises :class:`WrongValue`, or :class:`~graph.ids.InvalidIdentifier`.
    """
    said = item.shown
    relation = relation_of(said.predicate, said.qualifiers)
    if "relation" in changes:
        relation = _enum(Relation, changes["relation"])
    target, dated = str(said.object), bool(said.qualifiers.get("dated", False))
    if "number" in changes:
        identifier = parse(changes["number"])
        target, dated = target_id(identifier), identifier.dated
    qualifiers: dict[str, Qualifier]
    if relation in (Relation.REPLACES, Relation.REPLACES_PART):
        edge, qualifiers = EdgeKind.REPLACES, {"partial": relation is Relation.REPLACES_PART}
    elif relation is Relation.ADOPTS:
        degree = changes.get("degree", str(said.qualifiers.get("degree") or Degree.UNKNOWN.value))
        if degree not in {known.value for known in Degree}:
            raise WrongValue("{text}: none of {known}", text=degree, known=", ".join(one.value for one in Degree))
        edge, qualifiers = EdgeKind.ADOPTS, {"degree": degree}
    else:
        parts = changes["all_parts"] == "yes" if "all_parts" in changes else bool(said.qualifiers.get("all_parts"))
        edge = EdgeKind.REFERENCES
        qualifiers = {"relation": relation.value, "dated": dated, "all_parts": parts}
        if item.main.place:
            qualifiers["place"] = item.main.place
    if text := item.main.qualifiers.get("text"):
        qualifiers["text"] = text
    return _checked(
        Fact(said.subject, edge, object=target, qualifiers=tuple(sorted(qualifiers.items())), extractor="reviewer")
    )


def follows(correction: Fact) -> list[Fact]:
    """What the number at the end of a corrected reference itself says: its work, the series it is part of."""
    if correction.predicate not in (EdgeKind.REFERENCES, EdgeKind.REPLACES, EdgeKind.ADOPTS):
        return []
    return list(number_facts(parse(str(correction.object).partition(":")[2])))


def corrected_fact(item: Item, value: str) -> Fact:
    """Another value of the same field, or the node of another name at the end of the same edge."""
    said = item.shown
    if said.object is not None:
        end = node_id(kind_of(said.object), value)
        qualifiers = tuple(sorted(said.qualifiers.items()))
        return _checked(Fact(said.subject, said.predicate, object=end, qualifiers=qualifiers, extractor="reviewer"))
    if said.value is not None and said.value.startswith("["):
        value = json.dumps([part.strip() for part in re.split("[、;；]", value) if part.strip()], ensure_ascii=False)
    return _checked(Fact(said.subject, said.predicate, value, extractor="reviewer"))


def _checked(fact: Fact) -> Fact:
    check_fact(fact)
    return fact
