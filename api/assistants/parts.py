"""Parts of answers: a standard, a finding, a limit; lists cut with their count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from api.messages import Messages
from api.render import limit_value
from api.usecases.check import ReferenceView
from api.usecases.check_limits import AgainstView, LimitsSection
from api.usecases.compare import CompareRow, Sentence, SilentRow
from api.usecases.read import LimitView
from api.usecases.views import FindingView, StandardSummary, StatusView
from graph.document import Place
from search.compare.strictness import Verdict

Answer = dict[str, Any]
_QUOTE = 300  # characters of a verbatim text
_BELOW = (Verdict.LOOSER, Verdict.MIXED, Verdict.INCOMPARABLE)


def cut(items: Sequence[Any], most: int, how: str) -> Answer:
    """The first ``most`` of a list, with the number of all; ``how`` tells a model what to do for the rest."""
    answer: Answer = {"total": len(items), "shown": list(items[:most])}
    if len(items) > most:
        answer["more"] = how
    return answer


def lean(value: Any) -> Any:
    """Without what says nothing: null, empty texts, empty lists. False and 0 say something."""
    if isinstance(value, dict):
        kept = {name: lean(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [lean(one) for one in value]
    return value


def data_of(view: Any) -> Answer:
    return {"on": view.on, "generation": view.generation, "data_date": view.data_date}


def standard(one: StandardSummary) -> Answer:
    return {
        "number": one.number,
        "title": one.title_zh or one.title_en,
        "level": one.level.value if one.level else None,
        "nature": one.nature.value if one.nature else None,
        "implemented": one.implemented,
        **status(one.status),
    }


def status(one: StatusView) -> Answer:
    return {"status": one.status.value, "since": one.since, "until": one.until, "successor": one.successor}


def finding(one: FindingView, t: Messages) -> Answer:
    return {"severity": one.severity.value, "code": one.code, "says": say(one, t), "basis": one.basis,
            "quote": short(one.quote), "place": place(one.place), "standards": one.standards}  # fmt: skip


def reference(one: ReferenceView, t: Messages) -> Answer:
    return {
        "number": one.number,
        "title": one.standard.title_zh if one.standard else one.title,
        **(status(one.standard.status) if one.standard else {"in_data": False}),
        "findings": [finding(each, t) for each in one.findings],
    }


def limits(section: LimitsSection, most: int, how: str, t: Messages) -> Answer:
    return {
        "of_the_draft": section.limits,
        "in_data": section.limits_in_data,
        "against": cut([against(one, most, t) for one in section.against], most, how),
        "answered_by_no_standard": len(section.new),
        "not_compared": cut([one.model_dump(mode="json") for one in section.left_out], most, how),
    }


def against(one: AgainstView, most: int, t: Messages) -> Answer:
    compared = rows(one.counts, one.rows, one.missing, most, t)
    return {**standard(one.standard), "concerns_for_sure": one.established, "reasons": one.reasons, **compared}


def rows(
    counts: dict[str, int], given: Iterable[CompareRow], missing: Sequence[SilentRow], most: int, t: Messages
) -> Answer:
    """Violations first, then what is below the standard or cannot be compared, then the rest."""
    how = "again with a larger limit (at most 200)"
    ordered = sorted(given, key=lambda one: (not one.violation, not one.warning, one.verdict not in _BELOW))
    return {
        "counts": counts,
        "rows": cut([row(one, t) for one in ordered], most, how),
        "only_in_b": cut(
            [{"object": one.object, "what": one.characteristic, "condition": one.condition,
              "mandatory": one.mandatory, "b": limit(one.b, t)} for one in missing],
            most, how,
        ),
    }  # fmt: skip


def row(one: CompareRow, t: Messages) -> Answer:
    return {
        "object": one.object,
        "what": one.characteristic,
        "condition": one.condition,
        "verdict": one.verdict.value,
        "violation": one.violation or None,
        "needs_review": one.review or None,
        "applies_on_the_day": one.applies,
        "a": limit(one.a, t),
        "b": limit(one.b, t) if one.b else None,
        "could_not_compare": one.missing,
        "derivation": [sentence(each, t) for each in one.steps],
        "cautions": [sentence(each, t) for each in (*one.notes, *one.cautions)],
        "legal": [sentence(each, t) for each in one.legal],
        "other_candidates": len(one.others) or None,
    }


def limit(one: LimitView, t: Messages) -> Answer:
    return {"limit": limit_value(t, one), "verbatim": short(one.sentence or one.text), "place": place(one.place)}


def sentence(one: Sentence, t: Messages) -> str:
    return f"{say(one, t)} [{one.source}]" if one.source else say(one, t)


def say(one: Any, t: Messages) -> str:
    said: str = one.zh if t.language == "zh" else one.en
    return said


def short(text: str) -> str:
    return text if len(text) <= _QUOTE else text[:_QUOTE] + "…"


def place(one: Place | None) -> Answer | None:
    return None if one is None else one.model_dump(mode="json", include={"page", "clause", "table", "row"})
