"""The heart of the draft check: which existing standards overlap a draft, how much, and why.

    report = check(OverlapQuery("免烫男衬衫", scope), retriever, load_calibration("usem3"))
    report.overall.advice, [(m.number, m.grade, m.reasons_in("zh")) for m in report.matches]

`check` is the whole of it; `expansions`, `collect`, `rank_and_grade` and `overall_grade` are its steps.
All are pure but for the calls to the :class:`~search.compare.candidates.Retriever` passed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from search.compare import horizontals, queries
from search.compare.advice import overall_grade
from search.compare.calibration import Calibration, load_calibration, uncalibrated
from search.compare.candidates import Candidate, OverlapQuery, RetrievalQuery, Retriever
from search.compare.editions import NOT_IN_DATA, fold, standing_of, work_of
from search.compare.explain import reasons
from search.compare.features import Draft, bigrams, compare, core_text
from search.compare.grading import grade
from search.compare.lexicon import cut
from search.compare.matches import GRADES, Advice, Feature, Grade, Overall, OverlapMatch, Reason, Standing
from search.compare.titles import analyse, relevant_scope

__all__ = [
    "Advice", "Calibration", "Candidate", "Feature", "Grade", "Overall", "OverlapMatch", "OverlapQuery",
    "OverlapReport", "Reason", "RetrievalQuery", "Retriever", "Standing", "check", "collect", "expansions",
    "load_calibration", "overall_grade", "rank_and_grade", "uncalibrated",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class OverlapReport:
    """Matches best first (grade ``none`` among them, for the record) and the verdict on the whole."""

    matches: tuple[OverlapMatch, ...]
    overall: Overall


def expansions(query: OverlapQuery) -> list[RetrievalQuery]:
    """The questions to the index for one draft: title, scope, object, hypernyms, synonyms, known works."""
    return queries.expand(query)


def _merge(found: dict[str, Candidate], new: Candidate, kind: str) -> None:
    old = found.get(new.number)
    if old is None:
        found[new.number] = replace(new, cosine=new.cosine if kind == "title" else None, reasons=(kind,))
        return
    found[new.number] = replace(
        old,
        lexical_rank=min((r for r in (old.lexical_rank, new.lexical_rank) if r), default=None),
        vector_rank=min((r for r in (old.vector_rank, new.vector_rank) if r), default=None),
        reasons=old.reasons if kind in old.reasons else (*old.reasons, kind),
    )


def _known_but_absent(query: OverlapQuery, found: dict[str, Candidate]) -> list[Candidate]:
    """Horizontal standards that apply but are not in the index: shown without edition, for checking."""
    have = {work_of(number) for number in found}
    hits = horizontals.applicable(analyse(query.title, query.scope))
    return [
        Candidate(work, hit.rule.title, status=NOT_IN_DATA, reasons=("works",))
        for work, hit in hits.items()
        if work_of(work) not in have
    ]


def collect(query: OverlapQuery, retriever: Retriever) -> list[Candidate]:
    """Run all expansions against the index and merge what they find, one candidate a number.

    Ranks are kept from the questions about the title only (those of a question about a class say little
    about the draft); title cosines that are missing are asked for in one go at the end.
    """
    found: dict[str, Candidate] = {}
    for asked in expansions(query):
        if asked.kind == "works":
            for candidate in (*retriever.lookup(asked.works),):
                _merge(found, replace(candidate, lexical_rank=None, vector_rank=None, cosine=None), "works")
            for candidate in _known_but_absent(query, found):
                found[candidate.number] = candidate
            continue
        for candidate in retriever.search(asked.text, asked.k):
            if asked.kind not in ("title", "title_scope"):
                candidate = replace(candidate, lexical_rank=None, vector_rank=None)
            _merge(found, candidate, asked.kind)
    missing = [number for number, candidate in found.items() if candidate.cosine is None]
    for number, cosine in zip(missing, retriever.cosines(query.title, missing), strict=True):
        found[number] = replace(found[number], cosine=cosine)
    return list(found.values())


def _draft(query: OverlapQuery) -> Draft:
    parts = analyse(query.title, query.scope)
    plain = f"{parts.title} {relevant_scope(query.scope)}"
    text = f"{plain} {''.join(t.norm for t in cut(plain))}"  # as written and in preferred terms
    words = "".join(o.norm for o in parts.objects) + text
    return Draft(
        parts=parts, text=text, bigrams=bigrams(words), title_bigrams=bigrams(core_text(parts)),
        hits=horizontals.applicable(parts), cited=frozenset(map(work_of, query.references)),
    )  # fmt: skip


def _match(draft: Draft, editions: Sequence[Candidate], calibration: Calibration) -> OverlapMatch:
    shown = editions[0]
    work, standing = work_of(shown.number), standing_of(shown)
    seen = compare(draft, shown, standing, calibration, work)
    verdict = grade(draft, seen)
    values = {**seen.values, "grade": GRADES.index(verdict.grade) / 3}
    features = tuple(
        Feature(name, round(value, 4), calibration.weights.get(name, 0.0)) for name, value in values.items()
    )
    score = round(sum(f.contribution for f in features), 4)
    return OverlapMatch(
        candidate=shown, work=work, grade=verdict.grade, score=score,
        rule=verdict.rule, standing=standing, features=tuple(f for f in features if f.value),
        reasons=reasons(draft, seen, work in draft.cited, shown.status != NOT_IN_DATA),
        editions=tuple(c.number for c in editions[1:]),
    )  # fmt: skip


def rank_and_grade(
    query: OverlapQuery, candidates: Iterable[Candidate], calibration: Calibration
) -> list[OverlapMatch]:
    """Grade each candidate work against the draft and order them, best first.

    Editions of one work are folded into one match: shown is the edition in force (else to come, else the
    newest); the others are listed under it.
    """
    draft = _draft(query)
    matches = [_match(draft, editions, calibration) for editions in fold(candidates)]
    return sorted(matches, key=lambda m: (-m.score, m.number))


def check(query: OverlapQuery, retriever: Retriever, calibration: Calibration) -> OverlapReport:
    """The whole check of one draft: collect candidates, grade them, sum up."""
    matches = rank_and_grade(query, collect(query, retriever), calibration)
    return OverlapReport(tuple(matches), overall_grade(matches))
