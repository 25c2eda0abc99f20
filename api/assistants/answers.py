"""Answers for a model: the evidence and the numbers of standards, nothing twice, long lists cut with their count.

Every list that is cut says how many there are and how to get more.
"""

from __future__ import annotations

from collections import defaultdict

from api.assistants.parts import (
    Answer,
    cut,
    data_of,
    finding,
    limits,
    reference,
    rows,
    say,
    sentence,
    short,
    standard,
    status,
)  # fmt: skip
from api.messages import Messages
from api.usecases.check import CheckReport
from api.usecases.compare import CompareResult
from api.usecases.compare_against import AgainstResult
from api.usecases.compare_stored import StoredComparison
from api.usecases.exposure import ExposureView
from api.usecases.gaps import GapsView
from api.usecases.lint import LintReport
from api.usecases.search import SearchResultView
from api.usecases.show import NodeView


def of_search(found: SearchResultView, offset: int) -> Answer:
    hits = [
        {
            **standard(hit.standard),
            "issuers": hit.standard.issuers,
            "matched": {match.field: match.words for match in hit.matches},
            "exact_number": hit.exact or None,
            "cosine": hit.cosine,
        }
        for hit in found.hits
    ]
    more = f"search again with offset={offset + len(hits)}" if found.next else None
    return {**data_of(found), "hits": hits, "more": more, "numbers_not_in_data": found.unknown}


def of_show(node: NodeView, most: int) -> Answer:
    relations: dict[str, list[Answer]] = defaultdict(list)
    for direction, edges in (("out", node.outgoing), ("in", node.incoming)):
        for edge in edges:
            shown = {"id": edge.other, "title": edge.title, **edge.properties}
            relations[f"{edge.kind.value} {direction}"].append(shown)
    how = "show again with a larger limit (at most 100)"
    evidence = [
        {
            "field": one.field, "value": short(one.value), "source": one.source, "record": one.record,
            "retrieved_on": one.retrieved_on, "shown": one.shown, "file": one.file, "row": one.row,
        }
        for one in node.evidence
    ]  # fmt: skip
    return {
        **data_of(node),
        "id": node.id,
        "kind": node.kind.value,
        "facts": node.facts,
        "status": status(node.status) if node.status else None,
        "editions": [
            {"number": one.number, "title": one.title_zh, **status(one.status)} for one in node.editions
        ],
        "relations": {name: cut(ones, most, how) for name, ones in relations.items()},
        "incomplete_relations": [f"{kind.value}: more than 100" for kind in node.more],
        "sources_disagree_on": node.disagreements,
        "evidence": cut(evidence, most, how),
    }


def of_check(report: CheckReport, most: int, t: Messages) -> Answer:
    how = "check again with a larger limit (at most 100)"
    matches = [
        {
            **standard(match.standard),
            "grade": match.grade,
            "standing": match.standing,
            "why": [say(reason, t) for reason in match.reasons[:4]],
        }
        for match in report.matches
    ]
    applicable = report.applicable
    return {
        **data_of(report),
        "draft": {"title": report.draft.title, "number": report.draft.number, "notes": report.draft.notes},
        "searched": report.standards,
        "overall": {"grade": report.overall.grade, "why": say(report.overall, t),
                    "decided_by": report.overall.decided_by},
        "advice": {"step": report.advice.step.value, "what": say(report.advice, t),
                   "facts": [say(one, t) for one in report.advice.facts]},
        "findings": cut([finding(one, t) for one in report.findings], most, how),
        "overlapping": cut(matches, most, how),
        "mandatory_that_apply": cut(
            [
                {"number": one.number, "title": one.standard.title_zh if one.standard else None, "rule": one.rule,
                 "sure": one.sure, "cited": one.cited, "evidence": short(one.evidence),
                 "through": [rung.name for rung in one.path]}
                for one in (applicable.mandatory if applicable else ())
            ],
            most, how,
        ),
        "limits": limits(report.limits, most, how, t) if report.limits else None,
        "references": cut([reference(one, t) for one in report.references if one.findings], most, how)
        | {"cited": len(report.references)},
        "text_share_in_other_standards": report.coverage.share if report.coverage else None,
    }  # fmt: skip


def of_documents(result: CompareResult, most: int, t: Messages) -> Answer:
    return {
        "as_of": result.as_of,
        "a": result.a.model_dump(mode="json"),
        "b": result.b.model_dump(mode="json"),
        **rows(result.counts, result.rows, result.missing, most, t),
        "remarks": [sentence(one, t) for one in result.remarks],
    }


def of_stored(result: StoredComparison, most: int, t: Messages) -> Answer:
    return {
        "as_of": result.as_of,
        "generation": result.generation,
        "data_date": result.data_date,
        "a": standard(result.a),
        "b": standard(result.b),
        **rows(result.counts, result.rows, result.missing, most, t),
    }


def of_against(result: AgainstResult, most: int, t: Messages) -> Answer:
    how = "compare again with a larger limit (at most 200), or against fewer standards"
    return {
        "as_of": result.as_of,
        "draft": {"title": result.title, "number": result.number},
        "against": result.wanted,
        "findings": cut([finding(one, t) for one in result.findings], most, how),
        "limits": limits(result.limits, most, how, t),
    }


def of_lint(report: LintReport, most: int, t: Messages) -> Answer:
    wrong = [reference(one, t) for one in report.references if one.findings]
    return {
        **data_of(report),
        "counts": report.counts,
        "references_with_findings": cut(wrong, most, "lint again with a larger limit (at most 500)"),
        "findings_of_the_whole": [finding(one, t) for one in report.findings],
    }


def of_gaps(view: GapsView, t: Messages) -> Answer:
    fields = []
    for field in view.fields:
        matrix: dict[str, dict[str, int]] = defaultdict(dict)
        for cell in field.matrix:
            matrix[cell.aspect][cell.level] = cell.count
        kinds = [
            {
                "kind": kind.kind.value,
                "total": kind.total,
                "no_data_because": kind.missing,
                "shown": [
                    {**finding(gap.finding, t), "facts": gap.facts, "searched": gap.searched,
                     "nearest": [{"number": n.number, "title": n.title, "why_not": say(n, t)}
                                 for n in gap.neighbours[:3]]}
                    for gap in kind.gaps
                ],
                "more": "gaps again with kind and a larger limit" if kind.total > len(kind.gaps) else None,
            }
            for kind in field.kinds
        ]  # fmt: skip
        fields.append({"field": field.field, "name": field.name_zh if t.language == "zh" else field.name_en,
                       "standards": field.standards, "matrix": dict(matrix), "gaps": kinds})  # fmt: skip
    return {**data_of(view), "in_data": view.in_data, "in_use": view.in_use, "fields": fields}


def of_exposure(view: ExposureView) -> Answer:
    dependents = [
        {"number": one.number, "title": one.title_zh, "status": one.status.status.value, "steps": one.depth,
         "strong": one.strong, "needs_new_edition": one.follows,
         "chain": [f"{hop.citing} {hop.relation} {hop.cited}{f' ({hop.place})' if hop.place else ''}"
                   for hop in one.hops]}
        for one in view.dependents
    ]  # fmt: skip
    return {
        **data_of(view),
        "number": view.number,
        "applying": view.applying,
        "total": view.total,
        "truncated": view.truncated,
        "counts": view.counts,
        "citations_in_data": view.references,
        "dependents": dependents,
        "more": None if view.next_offset is None else f"exposure again with offset={view.next_offset}",
    }
