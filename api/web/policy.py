"""What the data says to each task of the policy, and the ranking of group standards for conversion."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.errors import BadRequest
from api.messages import Messages
from api.usecases.filters import field_key
from api.usecases.policy import ConversionReport, PolicyReport
from api.web.pages import page_language, render
from api.web.parameters import choice, number, word
from api.web.waiting import ask
from graph.vocabulary import domains
from search.policy.conversion import criteria

router = APIRouter(include_in_schema=False)
_PREFIX = "w_"  # of the parameters of weights
_CANDIDATES = 50


@router.get("/policy", name="page_policy")
def get_policy(request: Request) -> Response:
    asked = ask(request, PolicyReport, "policy", region=word(request, "region"), task=word(request, "task"))
    if asked.answer is None:
        return asked.page
    t = Messages(page_language(request))
    return render(request, "policy.html", report=asked.answer, part=lambda key: part_name(t, key))


def part_name(t: Messages, key: str) -> str:
    """The name of a part of a figure: a field, a field of the record, a level, or a name as it is."""
    if concept := domains().get(key):
        return concept.label_zh if t.language == "zh" else concept.label_en
    return next((t(f"{group}.{key}") for group in ("field", "level", "body_kind") if t.has(f"{group}.{key}")), key)


@router.get("/conversion", name="page_conversion")
def get_conversion(request: Request) -> Response:
    asked = ask(
        request, ConversionReport, "conversion", field=choice(request, "field", field_key),
        region=word(request, "region"), weights=_weights(request),
        limit=number(request, "limit", _CANDIDATES, 1, 500),
    )  # fmt: skip
    if asked.answer is None:
        return asked.page
    return render(request, "conversion.html", report=asked.answer, prefix=_PREFIX)


def _weights(request: Request) -> dict[str, float]:
    """Weights of the address. Raises :class:`~api.errors.BadRequest`."""
    found = {}
    for one in criteria():
        text = word(request, _PREFIX + one.key)
        if text is None:
            continue
        try:
            found[one.key] = float(text)
        except ValueError as error:
            raise BadRequest("a weight is a number from 0, not {text!r}", text=text) from error
        if not 0 <= found[one.key] <= 1000:
            raise BadRequest("a weight is from 0 to 1000, not {text!r}", text=text)
    return found
