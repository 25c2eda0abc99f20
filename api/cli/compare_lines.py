"""``biaotu compare --jsonl``: pairs of limits in, verdicts out, one a line."""

from __future__ import annotations

from typing import Any

from api.cli.batch import run_lines


def compare_pair(question: dict[str, Any]) -> dict[str, Any]:
    """The verdict on one pair ``{a, b, as_of, modality_a}``; ``b`` null: nothing corresponds.

    Raises :class:`~api.errors.BadRequest` where the pair cannot be read.
    """
    from api.errors import BadRequest
    from search.compare import strictness

    try:
        if "a" not in question:
            raise strictness.WrongPair("a: missing")
        a, b = strictness.read_side(question["a"], "a"), strictness.read_side(question.get("b"), "b")
        as_of = strictness.read_date(question.get("as_of"), "as_of")
        modality = question.get("modality_a")
        said = "" if modality is None else strictness.read_modality(modality, "modality_a")
    except strictness.WrongPair as error:
        raise BadRequest("{error}", error=error) from error
    return strictness.as_answer(strictness.compare(a, b, as_of=as_of, modality_a=said))


def run_compare_lines() -> None:
    """Answer every pair of standard input."""
    run_lines(compare_pair)
