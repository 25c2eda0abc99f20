"""The indicators of ``data/indicators.csv``, each a function of the survey of the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from graph.ids import Level, Nature
from graph.kinds import EdgeKind, NodeKind, Status
from graph.model import Standard, node_id
from graph.vocabulary import PRIORITY_FIELD, SERVICE_SECTOR, domains
from search.network.bodies import body_kind
from search.policy.indicators import Indicator, of_editions
from search.policy.review import is_due
from search.policy.survey import Edition, Survey, ends

ZHONGGUANCUN = "中关村"
_CONSUMER_ICS = ("59", "61", "67", "97")
_CONSUMER_CCS = ("X", "Y")
_GOVERNMENT = (Level.NATIONAL, Level.INDUSTRY, Level.LOCAL)


def measure(key: str, survey: Survey) -> Indicator:
    """The indicator of a key; LookupError for one that no function computes."""
    try:
        function = _FUNCTIONS[key]
    except KeyError:
        raise LookupError(f"no indicator {key!r} in search/policy/measures.py") from None
    found, known = function(survey), _KNOWN.get(key)
    return found if known is None else replace(found, known=known(survey))


# --- helpers -------------------------------------------------------------------------------------------


def _fields_of(group: str) -> frozenset[str]:
    return frozenset(node_id(NodeKind.DOMAIN, key) for key, concept in domains().items() if concept.broader == group)


def _by_field(survey: Survey, group: str) -> tuple[list[Edition], dict[str, int]]:
    wanted = _fields_of(group)
    chosen = [one for one in survey.groups if wanted & set(one.fields)]
    counted = Counter(key.partition(":")[2] for one in chosen for key in one.fields if key in wanted)
    return chosen, {key.partition(":")[2]: counted[key.partition(":")[2]] for key in sorted(wanted)}


def _kinds(survey: Survey, one: Edition) -> list[str]:
    return [body_kind(survey.names.get(body, "")).kind for body in one.drafters]


def _known(survey: Survey) -> list[Edition]:
    """Group standards whose drafting bodies are known."""
    return [one for one in survey.groups if one.drafters]


def cited_by(survey: Survey, one: Edition) -> list[Edition]:
    """Editions that cite the work of an edition, literature lists apart."""
    return [survey.by_node[c.citing] for c in survey.citations.get(one.work or "", ()) if c.citing in survey.by_node]


def adopting(survey: Survey) -> frozenset[str]:
    """Ids of the editions that adopt another standard 采标."""
    return frozenset(start for start, _ in survey.graph.links(EdgeKind.ADOPTS))


def _in_zhongguancun(survey: Survey, one: Edition) -> bool:
    return any(ZHONGGUANCUN in survey.names.get(body, "") for body in (*one.issuers, *one.drafters))


# --- indicators ----------------------------------------------------------------------------------------


def _groups_by_year(survey: Survey) -> Indicator:
    return of_editions("groups_by_year", survey.groups, sum(one.current for one in survey.editions))


def _groups_in_fields(survey: Survey) -> Indicator:
    return of_editions("groups_in_fields", (one for one in survey.groups if one.fields), len(survey.groups))


def _priority(survey: Survey) -> Indicator:
    chosen, parts = _by_field(survey, PRIORITY_FIELD)
    return of_editions("groups_in_priority_fields", chosen, len(survey.groups), parts)


def _priority_trend(survey: Survey) -> Indicator:
    return of_editions("priority_field_trend", _by_field(survey, PRIORITY_FIELD)[0])


def _sectors(survey: Survey) -> Indicator:
    chosen, parts = _by_field(survey, SERVICE_SECTOR)
    return of_editions("groups_in_service_sectors", chosen, len(survey.groups), parts)


def _sector_trend(survey: Survey) -> Indicator:
    return of_editions("service_sector_trend", _by_field(survey, SERVICE_SECTOR)[0])


def _zhongguancun(survey: Survey) -> Indicator:
    current = [one for one in survey.editions if one.current]
    return of_editions(
        "zhongguancun_standards", (one for one in current if _in_zhongguancun(survey, one)), len(current)
    )


def _zhongguancun_bodies(survey: Survey) -> Indicator:
    counted: Counter[str] = Counter()
    for one in survey.editions:
        for body in {*one.issuers, *one.drafters}:
            if ZHONGGUANCUN in survey.names.get(body, ""):
                counted[survey.names[body]] += 1
    return Indicator("zhongguancun_bodies", len(counted), len(survey.names), parts=dict(counted.most_common()))


def _innovation_bases(survey: Survey) -> Indicator:
    named = (one for one in survey.editions if any("创新基地" in survey.names.get(body, "") for body in one.drafters))
    return of_editions("innovation_bases", named)


def _consumer(survey: Survey) -> list[Edition]:
    def is_consumer(node: str) -> bool:
        scheme, _, code = node.partition(":")[2].partition(" ")
        return code.startswith(_CONSUMER_ICS if scheme == "ICS" else _CONSUMER_CCS) and scheme in ("ICS", "CCS")

    return [one for one in survey.groups if any(map(is_consumer, one.classes))]


def _consumer_groups(survey: Survey) -> Indicator:
    return of_editions("consumer_groups", _consumer(survey), len(survey.groups))


def _consumer_adopting(survey: Survey) -> Indicator:
    adopters, chosen = adopting(survey), _consumer(survey)
    return of_editions("consumer_adopting", (one for one in chosen if one.standard.id in adopters), len(chosen))


def _with_limits(survey: Survey) -> Indicator:
    with_limits = {start for start, _ in survey.graph.links(EdgeKind.HAS_LIMIT)}
    return of_editions("groups_with_limits", (one for one in survey.groups if one.standard.id in with_limits),
               len(survey.groups))  # fmt: skip


def _drafters(key: str, kinds: frozenset[str], *, leading: bool) -> Callable[[Survey], Indicator]:
    def counted(survey: Survey) -> Indicator:
        known = _known(survey)
        chosen = (one for one in known if kinds & set(_kinds(survey, one)[: 1 if leading else None]))
        return of_editions(key, chosen, len(known))

    return counted


def _cited(survey: Survey) -> Indicator:
    return of_editions("cited_groups", (one for one in survey.groups if cited_by(survey, one)), len(survey.groups))


def _cited_by_government(survey: Survey) -> Indicator:
    def cited(one: Edition) -> bool:
        return any(citing.standard.level in _GOVERNMENT for citing in cited_by(survey, one))

    return of_editions("cited_by_government", filter(cited, survey.groups), len(survey.groups))


def _cited_by_mandatory(survey: Survey) -> Indicator:
    def cited(one: Edition) -> bool:
        return any(citing.standard.nature is Nature.MANDATORY for citing in cited_by(survey, one))

    return of_editions("cited_by_mandatory", filter(cited, survey.groups), len(survey.groups))


def _issuing_bodies(survey: Survey) -> Indicator:
    counted = Counter(survey.names.get(body, body) for one in survey.groups for body in one.issuers)
    return Indicator("issuing_bodies", len(counted), parts=dict(counted.most_common(20)))


def _converted(survey: Survey) -> Indicator:
    of_work: dict[str, list[Edition]] = {}
    for one in survey.editions:
        of_work.setdefault(one.work or "", []).append(one)
    found = []
    for start, end in survey.graph.links(EdgeKind.REPLACES):
        new = survey.by_node.get(start)
        if new is None or new.standard.level not in _GOVERNMENT:
            continue
        old = [survey.by_node[end]] if end in survey.by_node else of_work.get(end, [])
        found += [one for one in old if one.standard.level is Level.GROUP]
    return of_editions("converted", {one.number: one for one in found}.values())


def later_titles(survey: Survey) -> dict[str, date]:
    """Titles of national, industry and local standards, plain, with the day the last of that title was issued."""
    found: dict[str, date] = {}
    for one in survey.editions:
        if one.standard.level in _GOVERNMENT and one.standard.title_zh:
            title = plain(one.standard.title_zh)
            found[title] = max(found.get(title, date.min), one.standard.issued or date.min)
    return found


def _same_title(survey: Survey) -> Indicator:
    """Of a group standard and a later national, industry or local one."""
    later = later_titles(survey)
    groups = [one for one in survey.editions if one.standard.level is Level.GROUP and one.standard.title_zh]
    chosen = (
        one
        for one in groups
        if one.standard.issued is not None
        and later.get(plain(one.standard.title_zh or ""), date.min) > one.standard.issued
    )
    return of_editions("conversion_candidates", chosen, len(groups))


def plain(title: str) -> str:
    """A title by its letters, digits and hanzi alone."""
    return "".join(char for char in title if char.isalnum()).casefold()


def _patents_stated(survey: Survey) -> Indicator:
    stated = [one for one in survey.groups if one.standard.patents_involved is not None]
    return of_editions("patents_stated", (one for one in stated if one.standard.patents_involved), len(stated))


def _patents_unstated(survey: Survey) -> Indicator:
    return of_editions("patents_unstated", (one for one in survey.groups if one.standard.patents_involved is None),
               len(survey.groups))  # fmt: skip


def _patents_disclosed(survey: Survey) -> Indicator:
    named = {start for start, _ in survey.graph.links(EdgeKind.DISCLOSES_PATENT)}
    named |= {end for _, end in survey.graph.links(EdgeKind.DECLARES_FOR)}
    return of_editions("patents_disclosed", (one for one in survey.editions if {one.standard.id, one.work} & named))


def _on_aspect(key: str, *aspects: str) -> Callable[[Survey], Indicator]:
    wanted = {node_id(NodeKind.ASPECT, aspect) for aspect in aspects}

    def counted(survey: Survey) -> Indicator:
        return of_editions(key, (one for one in survey.groups if wanted & set(one.aspects)), len(survey.groups))

    return counted


def _adopting_groups(survey: Survey) -> Indicator:
    adopters = adopting(survey)
    return of_editions(
        "adopting_groups", (one for one in survey.groups if one.standard.id in adopters), len(survey.groups)
    )


def _international_leads(survey: Survey) -> Indicator:
    adopters = adopting(survey)
    levels = {one.standard.id: one.standard.level for one in survey.editions}
    near = {
        group
        for pair in survey.graph.links(EdgeKind.NEAR_TO)
        for group, other in (pair, pair[::-1])
        if levels.get(group) is Level.GROUP and levels.get(other) is Level.INTERNATIONAL
    }
    chosen = (one for one in survey.groups if one.standard.id in near - adopters)
    return of_editions("international_leads", chosen, len(survey.groups))


def _regional(survey: Survey) -> Indicator:
    names = dict(survey.graph.rows(NodeKind.REGION, ("name_zh",)))
    counted = Counter(names.get(region, region) for one in survey.groups for region in one.regions)
    known = [one for one in survey.groups if one.regions]
    return of_editions("regional_spread", known, len(survey.groups), dict(counted.most_common()))


def _review_due(survey: Survey) -> Indicator:
    dated = [one for one in survey.groups if one.standard.issued is not None]
    return of_editions("review_due", (one for one in dated if is_due(one.standard, survey.day)), len(dated))


def _citing_ended(survey: Survey) -> Indicator:
    ended = {one.standard.id for one in survey.editions if one.status in (Status.REPLACED, Status.WITHDRAWN)}
    cites = ends(survey.graph, EdgeKind.REFERENCES)
    citing = [one for one in survey.groups if one.standard.id in cites]
    return of_editions("citing_ended", (one for one in citing if ended & set(cites[one.standard.id])), len(citing))


DISCLOSED = ("number", "title_zh", "scope", "main_content", "patents_involved")
"""指导意见 三(三): 编号、名称、适用范围、主要技术内容、专利应用."""


def missing_disclosure(standard: Standard) -> tuple[str, ...]:
    """Fields of the public statement that the data lacks."""
    return tuple(name for name in DISCLOSED if getattr(standard, name) is None)


def _disclosure_complete(survey: Survey) -> Indicator:
    complete = (one for one in survey.groups if not missing_disclosure(one.standard))
    return of_editions("disclosure_complete", complete, len(survey.groups))


def _disclosure_missing(survey: Survey) -> Indicator:
    counted = Counter(name for one in survey.groups for name in missing_disclosure(one.standard))
    lacking = [one for one in survey.groups if missing_disclosure(one.standard)]
    return of_editions("disclosure_missing", lacking, len(survey.groups), dict(counted.most_common()))


def _people(survey: Survey) -> Indicator:
    counted = Counter(name for one in survey.groups for name in one.standard.drafters)
    with_names = sum(bool(one.standard.drafters) for one in survey.groups)
    return Indicator("people", len(counted), None, parts={"with_names": with_names, "standards": len(survey.groups)})


def _new_people(survey: Survey) -> Indicator:
    first: dict[str, int] = {}
    for one in survey.editions:
        if one.standard.level is Level.GROUP and one.year is not None:
            for name in one.standard.drafters:
                first[name] = min(first.get(name, one.year), one.year)
    return Indicator("new_people", len(first), None, trend=dict(sorted(Counter(first.values()).items())))


def _evidence(survey: Survey) -> Indicator:
    told = {*_cited(survey).standards, *_adopting_groups(survey).standards, *_converted(survey).standards}
    return of_editions("evidence_of_effect", (one for one in survey.editions if one.number in told), len(survey.groups))


_RESEARCH, _ENTERPRISE = frozenset({"research", "university"}), frozenset({"enterprise"})
_FUNCTIONS: Mapping[str, Callable[[Survey], Indicator]] = {
    "groups_by_year": _groups_by_year,
    "groups_in_fields": _groups_in_fields,
    "groups_in_priority_fields": _priority,
    "priority_field_trend": _priority_trend,
    "zhongguancun_standards": _zhongguancun,
    "zhongguancun_bodies": _zhongguancun_bodies,
    "innovation_bases": _innovation_bases,
    "groups_in_service_sectors": _sectors,
    "service_sector_trend": _sector_trend,
    "consumer_groups": _consumer_groups,
    "consumer_adopting": _consumer_adopting,
    "groups_with_limits": _with_limits,
    "research_led": _drafters("research_led", _RESEARCH, leading=True),
    "research_part": _drafters("research_part", _RESEARCH, leading=False),
    "enterprise_part": _drafters("enterprise_part", _ENTERPRISE, leading=False),
    "enterprise_led": _drafters("enterprise_led", _ENTERPRISE, leading=True),
    "cited_by_government": _cited_by_government,
    "cited_by_mandatory": _cited_by_mandatory,
    "issuing_bodies": _issuing_bodies,
    "cited_groups": _cited,
    "converted": _converted,
    "conversion_candidates": _same_title,
    "patents_stated": _patents_stated,
    "patents_disclosed": _patents_disclosed,
    "patents_unstated": _patents_unstated,
    "procurable": _on_aspect("procurable", "product", "service", "limits"),
    "testing_part": _drafters("testing_part", frozenset({"testing"}), leading=False),
    "method_standards": _on_aspect("method_standards", "test-method"),
    "adopting_groups": _adopting_groups,
    "international_leads": _international_leads,
    "regional_spread": _regional,
    "review_due": _review_due,
    "citing_ended": _citing_ended,
    "disclosure_complete": _disclosure_complete,
    "disclosure_missing": _disclosure_missing,
    "people": _people,
    "new_people": _new_people,
    "evidence_of_effect": _evidence,
}


def _ties(*kinds: EdgeKind) -> Callable[[Survey], int]:
    """Editions with an edge of one of these kinds."""

    def counted(survey: Survey) -> int:
        return len({start for kind in kinds for start, *_ in survey.graph.links(kind)})

    return counted


_CITATIONS = _ties(EdgeKind.REFERENCES)
_KNOWN: Mapping[str, Callable[[Survey], int]] = {
    **dict.fromkeys(("cited_groups", "cited_by_government", "cited_by_mandatory", "citing_ended"), _CITATIONS),
    **dict.fromkeys(("adopting_groups", "consumer_adopting"), _ties(EdgeKind.ADOPTS)),
    "evidence_of_effect": _ties(EdgeKind.REFERENCES, EdgeKind.ADOPTS, EdgeKind.REPLACES),
    "converted": _ties(EdgeKind.REPLACES),
    "groups_with_limits": _ties(EdgeKind.HAS_LIMIT),
    "international_leads": _ties(EdgeKind.NEAR_TO),
    "patents_disclosed": _ties(EdgeKind.DISCLOSES_PATENT, EdgeKind.DECLARES_FOR),
    "patents_stated": lambda survey: sum(one.standard.patents_involved is not None for one in survey.groups),
    "regional_spread": lambda survey: sum(bool(one.regions) for one in survey.groups),
    "people": lambda survey: sum(bool(one.standard.drafters) for one in survey.groups),
    "new_people": lambda survey: sum(bool(one.standard.drafters) for one in survey.groups),
    **dict.fromkeys(
        ("research_led", "research_part", "enterprise_part", "enterprise_led", "testing_part", "innovation_bases"),
        lambda survey: len(_known(survey)),
    ),
}
