"""The verdict on the whole draft 总体结论 and the advice: adopt 采用, revise 修订, or draft 制定."""

from __future__ import annotations

from collections.abc import Sequence

from search.compare.editions import NOT_IN_DATA
from search.compare.matches import GRADES, Advice, Grade, Overall, OverlapMatch

_COUNTED = ("in_force", "to_come", "unknown")
_NAMES: dict[Grade, tuple[str, str]] = {
    "duplicate": ("重复", "duplicate"), "substantial": ("实质重叠", "substantial overlap"),
    "related": ("相关", "related"), "none": ("无重叠", "no overlap"),
}  # fmt: skip


def _advice(grade: Grade, deciding: Sequence[OverlapMatch]) -> Advice:
    """Duplicate of a group standard: join or revise it; of a higher level: adopt it; otherwise draft."""
    if grade != "duplicate":
        return "draft"
    return "revise" if all(m.number.startswith("T/") for m in deciding) else "adopt"


def overall_grade(matches: Sequence[OverlapMatch]) -> Overall:
    """The highest grade among standards in force or to come, with advice adopt / revise / draft.

    Withdrawn standards are history and never decide; plans, and works that apply but are not in the data
    (their standing is not known here), are named beside the verdict.
    """
    counted = [m for m in matches if m.standing in _COUNTED and m.candidate.status != NOT_IN_DATA]
    top: Grade = GRADES[max((GRADES.index(m.grade) for m in counted), default=0)]
    deciding = [m for m in counted if m.grade == top and top != "none"][:3]
    numbers = tuple(m.number for m in deciding)
    plans = [m.number for m in matches if m.standing == "plan" and m.grade in ("duplicate", "substantial")][:2]
    absent = [m.work for m in matches if m.candidate.status == NOT_IN_DATA and m.grade == "substantial"][:3]
    advice = _advice(top, deciding)
    zh, en = _sentence(top, advice, "、".join(numbers), ", ".join(numbers))
    groups = [m.number for m in deciding if m.number.startswith("T/")]
    if groups and top in ("duplicate", "substantial"):
        zh += f"其中{'、'.join(groups)}为其他团体的团体标准，可协商采用或联合修订。"
        en += f" {', '.join(groups)}: group standard of another body, adopt by agreement or revise jointly."
    if plans:
        zh += f"另有在研计划{'、'.join(plans)}，请先与其归口单位联系。"
        en += f" Plans under way: {', '.join(plans)}; contact their committee first."
    if absent:
        zh += f"现有数据之外，{'、'.join(absent)}按其适用范围可能已有规定，请核对现行版本。"
        en += f" Not in the data, but by their scope likely to apply: {', '.join(absent)}; check their editions."
    return Overall(top, advice, zh, en, numbers)


def _sentence(grade: Grade, advice: Advice, zh: str, en: str) -> tuple[str, str]:
    name = _NAMES[grade]
    if grade == "duplicate":
        act = ("直接采用", "adopt it") if advice == "adopt" else ("采用或参与修订", "adopt it or join its revision")
        return (
            f"{name[0]}：{zh}与草案对象、类型相同，建议{act[0]}，不宜另行制定。",
            f"{name[1].capitalize()}: {en} has the same object and kind; {act[1]} rather than draft anew.",
        )
    if grade == "substantial":
        return (
            f"{name[0]}：{zh}已规定草案的主要部分，建议引用或采用相应部分，只制定新增内容。",
            f"{name[1].capitalize()}: {en} already settle(s) a main part; cite or adopt it, draft only the rest.",
        )
    if grade == "related":
        return (
            f"{name[0]}：未见重复，建议制定并引用{zh}等相关标准。",
            f"{name[1].capitalize()}: nothing to repeat; draft it and cite {en} and the like.",
        )
    return (
        f"{name[0]}：现有数据中未见重叠标准，可以制定。",
        f"{name[1].capitalize()}: the data at hand hold no overlapping standard; draft it.",
    )
