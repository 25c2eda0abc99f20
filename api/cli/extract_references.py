"""``biaotu extract references``: one labelled case a line in, its references out."""

from __future__ import annotations

from typing import Any

from api.cli.batch import run_lines, text_of


def run_references() -> None:
    """Answer ``{id, text, section, subject}`` with ``{id, references: [...]}``."""
    run_lines(_answer)


def _answer(question: dict[str, Any]) -> dict[str, Any]:
    from ingest.extract.references import extract_references

    section, subject = (text_of(question, name, "") for name in ("section", "subject"))
    found = extract_references(text_of(question, "text"), section or None, subject or None)
    return {"references": [reference_row(one) for one in found]}


def reference_row(one: Any) -> dict[str, Any]:
    """A reference as the labelled cases write it, with its evidence."""
    row: dict[str, Any] = {
        "canonical": one.target,
        "relation": one.relation.value,
        "dated": one.dated,
        "all_parts": one.all_parts,
    }
    if one.degree is not None:
        row["degree"] = one.degree.value
    if one.amendments:
        row["amendments"] = list(one.amendments)
    if one.clauses:
        row["clauses"] = list(one.clauses)
    if one.needs_review:
        row["needs_review"] = True
    first = one.occurrences[0]
    return {**row, "start": first.place.start, "end": first.place.end, "text": first.text, "rule": first.rule}


if __name__ == "__main__":
    run_references()
