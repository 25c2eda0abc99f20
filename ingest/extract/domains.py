"""Which fields a standard belongs to: codes first, words second, with the evidence. Pure; no store, no model.

The rules are those of ``ontologies/domains.ttl`` (fields of the Beijing guidance on group standards, 2018,
二(二) and 二(五)); the file says what each kind of rule means.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from graph.vocabulary import Concept, domains
from ingest.extract.keywords import Prefixes, Words

CODE = Decimal("0.90")  # a classification code decided
TITLE = Decimal("0.85")  # a word of the title decided
CODE_AND_WORD = Decimal("0.97")  # both did
CONTEXT = Decimal("0.75")  # a broad code and a word of its context, together
SCOPE = Decimal("0.60")  # a broad code, and two different words of the scope only

_Codes = tuple[tuple[str, ...], ...]  # of ICS, CCS, GB/T 4754
_Hit = tuple[str, str, str]  # (classification, code, prefix of the rule)


@dataclass(frozen=True, slots=True)
class DomainAssignment:
    """A field (key of ``graph.vocabulary.domains()``), how sure, what the record shows, which rule fired."""

    domain: str
    confidence: Decimal
    evidence: str
    rule: str


def assign_domains(
    title_zh: str | None,
    title_en: str | None = None,
    ics: tuple[str, ...] = (),
    ccs: tuple[str, ...] = (),
    scope: str | None = None,
    industries: tuple[str, ...] = (),
) -> tuple[DomainAssignment, ...]:
    """The fields of a record, in the order of the policy document; a record may have none or several.

    :param ics: ICS codes, ``25.040.30``
    :param ccs: CCS codes, ``J28``
    :param scope: 范围, where known; counts only by two words, beside a broad code
    :param industries: GB/T 4754-2017 codes, where the source has them

    >>> [(a.domain, a.rule) for a in assign_domains("工业机器人 安全规范", ics=("25.040.30",))]
    [('smart-manufacturing', 'ICS 25.040.30* + title 工业机器人')]
    """
    title = "\n".join(text for text in (title_zh, title_en) if text)
    return _rules().assign(title, scope or "", (ics, ccs, industries))


class _Rules:
    def __init__(self, fields: Mapping[str, Concept]) -> None:
        self._order = tuple(fields)
        rules = {key: concept.rules for key, concept in fields.items()}
        self._words = Words(
            (word, key, role)
            for key, rule in rules.items()
            for role, words in (
                ("decides", rule.keywords),
                ("context", rule.context_keywords),
                ("excluded", rule.excluded),
            )
            for word in words
        )
        self._names = ("ICS", "CCS", "GB/T 4754")
        self._deciding = (
            Prefixes({key: rule.ics for key, rule in rules.items()}),
            Prefixes({key: rule.ccs for key, rule in rules.items()}),
            Prefixes({key: rule.industries for key, rule in rules.items()}),
        )
        self._broad = (
            Prefixes({key: rule.context_ics for key, rule in rules.items()}),
            Prefixes({key: rule.context_ccs for key, rule in rules.items()}),
            Prefixes({}),
        )

    def assign(self, title: str, scope: str, codes: _Codes) -> tuple[DomainAssignment, ...]:
        in_title = self._words.find(title)
        in_scope = self._words.find(scope) if scope else {}
        deciding, broad = self._hits(self._deciding, codes), self._hits(self._broad, codes)
        found = []
        for key in self._order:
            words = in_title.get(key, {})
            if "excluded" in words:
                continue
            word, context = words.get("decides", []), words.get("context", [])
            more = in_scope.get(key, {}).get("decides", [])
            if key in deciding:
                sure = CODE_AND_WORD if word or context else CODE
                found.append(_assignment(key, sure, deciding[key], word or context))
            elif word:
                found.append(_assignment(key, CODE_AND_WORD if key in broad else TITLE, broad.get(key), word))
            elif key in broad and context:
                found.append(_assignment(key, CONTEXT, broad[key], context))
            elif key in broad and len(more) > 1:
                found.append(_assignment(key, SCOPE, broad[key], more, "scope"))
        return tuple(found)

    def _hits(self, prefixes: tuple[Prefixes, ...], codes: _Codes) -> dict[str, _Hit]:
        hits: dict[str, _Hit] = {}
        for name, table, values in zip(self._names, prefixes, codes, strict=True):
            for code in values:
                for key, prefix in table.find(code):
                    hits.setdefault(key, (name, code, prefix))
        return hits


@cache
def _rules() -> _Rules:
    return _Rules(domains())


def _assignment(
    key: str, sure: Decimal, code: _Hit | None, words: list[str], place: str = "title"
) -> DomainAssignment:
    evidence, rule = [], []
    if code is not None:
        evidence.append(f"{code[0]} {code[1]}")
        rule.append(f"{code[0]} {code[2]}*")
    if words:
        evidence.append(f"{place}: {', '.join(words)}")
        rule.append(f"{place} {words[0]}")
    return DomainAssignment(key, sure, "; ".join(evidence), " + ".join(rule))
