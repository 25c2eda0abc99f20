"""The check itself: candidates from the index, alignment sentence by sentence, shares, what is new."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, field

from search.clauses.index import KnownSentence
from search.clauses.sentences import normal
from search.compare.coverage.aligning import Likeness, closeness, likeness
from search.compare.coverage.data import boilerplate, rule
from search.compare.coverage.model import Alignment, Clauses, Closeness, CoverageReport, NewClause, StandardShare
from search.compare.coverage.provisions import LeftOut, Provision
from search.compare.coverage.thresholds import Thresholds
from search.compare.editions import work_of

_ORDER = {kind: at for at, kind in enumerate(Closeness)}
_ENOUGH = (Closeness.COPIED, Closeness.ADAPTED)  # meaning is not asked where the wording has answered


@dataclass
class _Aligner:
    """Aligns sentences; ``skip``: editions that are the draft itself."""

    clauses: Clauses
    of: Thresholds
    skip: Set[str]
    compared: int = 0
    found: dict[int, dict[str, Alignment]] = field(default_factory=lambda: defaultdict(dict))  # by sentence, by edition

    def by_wording(self, provisions: Sequence[Provision]) -> None:
        limit = int(rule("lexical_candidates"))
        for at, one in enumerate(provisions):
            for known in self.clauses.alike(one.text, limit):
                self._take(at, one, known, None)

    def by_meaning(self, provisions: Sequence[Provision]) -> None:
        """For the sentences that no wording answers, and that are no rows of tables."""
        if self.of.paraphrased is None and self.of.translated is None:
            return
        asked = [
            (at, one) for at, one in enumerate(provisions)
            if not one.row and not any(found.closeness in _ENOUGH for found in self.found[at].values())
        ]  # fmt: skip
        answers = self.clauses.near([one.text for _, one in asked], int(rule("near_candidates")))
        for (at, one), near in zip(asked, answers, strict=True):
            for known, cosine in near:
                self._take(at, one, known, cosine)

    def _take(self, at: int, one: Provision, known: KnownSentence, cosine: float | None) -> None:
        if known.number in self.skip or known.table != one.row or boilerplate(normal(known.text)):
            return
        self.compared += 1
        seen = likeness(one.text, known.text)
        kind = closeness(seen, cosine, self.of)
        if kind is None or (one.row and kind is not Closeness.COPIED):
            return
        new = Alignment(one, known, kind, round(seen.ratio, 3), _shared(kind, seen), not seen.values, cosine)
        old = self.found[at].get(known.number)
        if old is None or _rank(new) < _rank(old):
            self.found[at][known.number] = new


def _shared(kind: Closeness, seen: Likeness) -> float:
    return round(min(1.0, seen.shared), 3) if kind is Closeness.ADAPTED else 1.0


def _rank(one: Alignment) -> tuple[int, float, float, str]:
    return _ORDER[one.closeness], -one.shared, -max(one.likeness, one.cosine or 0.0), one.known.number


def cover(
    provisions: Sequence[Provision],
    clauses: Clauses,
    of: Thresholds,
    *,
    skip: Iterable[str] = (),
    own: Iterable[str] = (),
    ended: Callable[[str], bool] = lambda number: False,
) -> CoverageReport:
    """Align the provisions of a draft with the clauses of standards.

    ``skip``: editions never compared; ``own``: works that the draft is, replaces or revises; ``ended`` tells whether an
    edition is no longer in force. Both are shown without counting in the share of all.
    """
    counted = [one for one in provisions if one.left_out is None]
    aligner = _Aligner(clauses, of, frozenset(skip))
    aligner.by_wording(counted)
    aligner.by_meaning(counted)
    found = _nearest_meanings(_without_lone_rows(counted, aligner.found))
    own_works = frozenset(map(work_of, own))
    over = frozenset(filter(ended, {number for by in found.values() for number in by}))
    common = _common(found, own_works)
    total = sum(one.weight for one in counted)
    best = {at: _best(by, own_works, over) for at, by in found.items() if at not in common}
    weights = {at: one.draft.weight * one.shared for at, one in best.items() if one is not None}
    return CoverageReport(
        counted=total,
        left_out=_left_out(provisions),
        share=_part(sum(weights.values()), total),
        common=_part(sum(counted[at].weight * one.shared for at, one in common.items()), total),
        standards=_standards(found, common, total, own_works, over),
        common_sentences=tuple(common[at] for at in sorted(common)),
        new=_new(counted, weights, {at: counted[at].weight * one.shared for at, one in common.items()}),
        sentences=len(counted),
        compared=aligner.compared,
    )


_Found = dict[int, dict[str, Alignment]]


def _without_lone_rows(counted: Sequence[Provision], found: _Found) -> _Found:
    """A row of a table counts where its table shares enough rows with one clause of the standard."""
    least = int(rule("rows"))
    together: Counter[tuple[int, str, str]] = Counter()
    for at, by in found.items():
        for number, one in by.items():
            if counted[at].row:
                together[counted[at].place.block, number, one.known.clause] += 1

    def stays(at: int, number: str, one: Alignment) -> bool:
        return not counted[at].row or together[counted[at].place.block, number, one.known.clause] >= least

    kept = {at: {n: one for n, one in by.items() if stays(at, n, one)} for at, by in found.items()}
    return {at: by for at, by in kept.items() if by}


def _nearest_meanings(found: _Found) -> _Found:
    """Of counterparts by meaning alone the nearest and those as near: sentences of a field resemble each other."""
    kept: _Found = {}
    for at, by in found.items():
        best = max((one.cosine for one in by.values() if one.cosine is not None), default=0.0)
        kept[at] = {
            number: one for number, one in by.items()
            if one.closeness in _ENOUGH or one.cosine is None or one.cosine >= best - rule("as_near")
        }  # fmt: skip
    return kept


def _common(found: _Found, own: Set[str]) -> dict[int, Alignment]:
    """Sentences that many works hold: wording of the field, the best alignment of each."""
    least = rule("common")
    common = {}
    for at, by in found.items():
        works = {work_of(number) for number, one in by.items() if one.closeness in _ENOUGH} - own
        if len(works) >= least:
            common[at] = min(by.values(), key=_rank)
    return common


def _best(by: dict[str, Alignment], own: Set[str], ended: Set[str]) -> Alignment | None:
    counting = [one for number, one in by.items() if work_of(number) not in own and number not in ended]
    return min(counting, key=_rank, default=None)


def _standards(
    found: _Found, common: dict[int, Alignment], total: int, own: Set[str], ended: Set[str]
) -> tuple[StandardShare, ...]:
    by_number: dict[str, list[Alignment]] = defaultdict(list)
    for at in sorted(found):
        for number, one in found[at].items():
            if at not in common or work_of(number) in own:
                by_number[number].append(one)
    shares = [_standard(number, ones, total, own, ended) for number, ones in by_number.items()]
    return tuple(sorted(shares, key=lambda one: (-one.weight, one.number)))


def _standard(number: str, ones: list[Alignment], total: int, own: Set[str], ended: Set[str]) -> StandardShare:
    weights: Counter[Closeness] = Counter()
    for one in ones:
        weights[one.closeness] += round(one.draft.weight * one.shared)
    weight = sum(weights.values())
    return StandardShare(
        number=number, share=_part(weight, total), weight=weight,
        by_closeness=tuple((kind, weights[kind]) for kind in Closeness if weights[kind]),
        alignments=tuple(ones), own=work_of(number) in own, ended=number in ended,
    )  # fmt: skip


def _new(counted: Sequence[Provision], *covered: dict[int, float]) -> tuple[NewClause, ...]:
    """Clauses of which no more than a small part was found."""
    clauses: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for at, one in enumerate(counted):
        clauses[one.clause, one.title].append(at)
    new = []
    for (clause, title), sentences in clauses.items():
        weight = sum(counted[at].weight for at in sentences)
        part = _part(sum(by.get(at, 0.0) for by in covered for at in sentences), weight)
        if part <= rule("new_clause"):
            new.append(NewClause(clause, title, weight, part, counted[sentences[0]]))
    return tuple(new)


def _left_out(provisions: Sequence[Provision]) -> tuple[tuple[LeftOut, int], ...]:
    weights: Counter[LeftOut] = Counter()
    for one in provisions:
        if one.left_out is not None:
            weights[one.left_out] += one.weight
    return tuple((reason, weights[reason]) for reason in LeftOut if weights[reason])


def _part(weight: float, total: int) -> float:
    return round(min(1.0, weight / total), 4) if total else 0.0
