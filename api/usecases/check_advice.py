"""The advice of a check with its facts: adopt, adopt with reference, revise, draft in part, draft anew."""

from __future__ import annotations

from enum import StrEnum

from api.messages import Messages
from api.usecases.check_coverage import CoverageView
from api.usecases.check_overlap import OverallView
from api.usecases.views import View


class Step(StrEnum):
    """What to do with the draft."""

    ADOPT = "adopt"  # 直接采用
    ADOPT_WITH_REFERENCE = "adopt_with_reference"  # 引用采用: cite what is there, state only what goes beyond
    REVISE = "revise"  # 修订已有标准
    DRAFT_PART = "draft_part"  # 只制定新增部分
    DRAFT_NEW = "draft_new"  # 制定


class FactView(View):
    """One fact in both languages."""

    code: str
    zh: str
    en: str


class AdviceView(View):
    """The step and the facts that lead to it."""

    step: Step
    zh: str
    en: str
    facts: tuple[FactView, ...]


def advise(overall: OverallView, coverage: CoverageView | None, number: str | None = None) -> AdviceView:
    """From the grade of overlap (titles and scopes) and, for a whole draft of this number, the shares of its text."""
    step = _step(overall, coverage, number)
    zh, en = Messages("zh"), Messages("en")
    return AdviceView(step=step, zh=zh(f"advice_step.{step}"), en=en(f"advice_step.{step}"),
                      facts=tuple(_facts(overall, coverage)))  # fmt: skip


def _step(overall: OverallView, coverage: CoverageView | None, number: str | None) -> Step:
    if coverage is not None and coverage.enough and coverage.standards:
        first = coverage.standards[0]
        if first.own:
            return Step.ADOPT if first.number == number else Step.REVISE
        if first.share >= 0.9 and not first.ended:  # nearly a copy: rules.csv, "itself"
            return Step.ADOPT
    over = coverage is not None and coverage.enough and coverage.share > coverage.limit
    if overall.advice == "adopt":
        return Step.ADOPT
    if overall.advice == "revise":
        return Step.REVISE
    if over:
        return Step.DRAFT_PART
    return Step.ADOPT_WITH_REFERENCE if overall.grade == "substantial" else Step.DRAFT_NEW


def _facts(overall: OverallView, coverage: CoverageView | None) -> list[FactView]:
    found = [FactView(code="grade", zh=overall.zh, en=overall.en)]
    if coverage is None:
        return [*found, _fact("no_text")]
    if coverage.texts == 0:
        return [*found, _fact("no_texts")]
    if not coverage.enough:
        return [*found, _fact("short", counted=coverage.counted)]
    found.append(_fact("share", share=f"{coverage.share:.0%}", limit=f"{coverage.limit:.0%}",
                       counted=f"{coverage.counted:,}", texts=f"{coverage.texts:,}"))  # fmt: skip
    if coverage.standards:
        first = coverage.standards[0]
        found.append(_fact("first", number=first.number, share=f"{first.share:.0%}"))
    found.append(_fact("new", clauses=len(coverage.new), share=f"{coverage.new_share:.0%}"))
    if not coverage.by_meaning:
        found.append(_fact("by_wording"))
    return found


def _fact(code: str, **values: object) -> FactView:
    key = f"advice_fact.{code}"
    return FactView(code=code, zh=Messages("zh")(key, **values), en=Messages("en")(key, **values))
