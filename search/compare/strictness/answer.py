"""A comparison as plain data for JSON: keys that people script against."""

from __future__ import annotations

from search.compare.strictness.model import Comparison, Legal, Step


def as_answer(found: Comparison) -> dict[str, object]:
    """Verdict, flags and the derivation; sentences in both languages (DOMAIN 8)."""
    return {
        "verdict": found.verdict.value,
        "violation": found.violation,
        "warning": found.warning,
        "review": found.review,
        "mandatory": found.mandatory,
        "missing": list(found.missing),
        "cautions": [caution.code for caution in found.cautions],
        "notes": [{"code": c.code, "zh": c.zh, "en": c.en} for c in found.cautions],
        "steps": [_step(step) for step in found.steps],
        "legal": [_legal(entry) for entry in found.legal],
        "confidence": found.confidence,
        "reasons_zh": list(found.sentences("zh")),
        "reasons_en": list(found.sentences("en")),
    }


def _step(step: Step) -> dict[str, object]:
    facts = {name: str(value) for name, value in step.facts}
    return {"rule": step.rule, "source": step.source, "zh": step.zh, "en": step.en, "facts": facts}


def _legal(entry: Legal) -> dict[str, object]:
    return {"article": entry.article, "zh": entry.zh, "en": entry.en}
