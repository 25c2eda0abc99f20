"""Writes the examples of the OpenAPI document anew, from real answers: ``python -m tests.api.make_examples FOLDER``.

Run it when a view changes. The folder is the data folder of ``biaotu demo``. Long lists are cut to what a reader needs.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

from api.routes.compare import compare_uploaded
from api.uploads import Uploaded
from api.usecases.bodies import bodies
from api.usecases.bridges import bridging
from api.usecases.check import CheckReport, check, draft_from
from api.usecases.clusters import ClustersReport, clusters
from api.usecases.complaint import ComplaintReport, complaint_of_number, complaint_of_text
from api.usecases.conflicts import conflicts
from api.usecases.demo import SAMPLE_DAY, samples
from api.usecases.evidence import EvidenceReport, evidence
from api.usecases.exposure import exposure
from api.usecases.gaps import GapsView, gaps
from api.usecases.health import health
from api.usecases.library import Library, library
from api.usecases.lint import ToLint, citations_from, lint
from api.usecases.pack import pack
from api.usecases.pack_views import PackReport
from api.usecases.patents import patents
from api.usecases.patents_views import PatentsReport
from api.usecases.policy import conversion, policy
from api.usecases.search import search
from api.usecases.show import NodeView, show
from api.usecases.views import View
from api.usecases.watch import watch
from graph.kinds import NodeKind
from ingest.documents.draft import read_draft
from tests.api.service import COMPARED, DRAFTS, on

FOLDER = Path(str(files("api.routes") / "examples"))


def write(name: str, view: View) -> None:
    text = json.dumps(view.model_dump(mode="json"), ensure_ascii=False, indent=1)
    text = text.replace(f"{samples().parent}/", "")  # where the sample lies on this machine is no example
    (FOLDER / f"{name}.json").write_text(text + "\n", "utf-8")


def short_node(node: NodeView) -> NodeView:
    cut = {"evidence": node.evidence[:4], "incoming": node.incoming[:3], "outgoing": node.outgoing[:5]}
    return node.model_copy(update=cut)


def short_report(report: CheckReport) -> CheckReport:
    return report.model_copy(update={"matches": report.matches[:1]})


def short_clusters(report: ClustersReport) -> ClustersReport:
    first = report.clusters[0].model_copy(update={"trend": dict(list(report.clusters[0].trend.items())[-3:])})
    return report.model_copy(update={"clusters": (first,)})


def short_gaps(view: GapsView) -> GapsView:
    field = view.fields[0]
    cells = tuple(cell.model_copy(update={"members": cell.members[:3]}) for cell in field.matrix[:4])
    return view.model_copy(update={"fields": (field.model_copy(update={"matrix": cells}),)})


def short_patents(report: PatentsReport) -> PatentsReport:
    first = report.standards[0].model_copy(update={"ties": report.standards[0].ties[:1]})
    return report.model_copy(update={"standards": (first,), "portfolios": report.portfolios[:1]})


def short_pack(report: PackReport) -> PackReport:
    entry = report.entries[0].model_copy(update={"limits": report.entries[0].limits[:1]})
    return report.model_copy(update={"entries": (entry,), "to_judge": report.to_judge[:1]})


def short_complaint(report: ComplaintReport) -> ComplaintReport:
    cut = {"suspected": report.suspected[:1], "incomparable": report.incomparable[:1], "findings": report.findings[:3],
           "compared_with": report.compared_with[:1], "not_compared": report.not_compared[:1]}  # fmt: skip
    return report.model_copy(update=cut)


def short_evidence(report: EvidenceReport) -> EvidenceReport:
    return report.model_copy(update={"cited_by": report.cited_by[:1], "stricter": report.stricter[:1]})


def write_packs(opened: Library) -> None:
    write("patents", short_patents(patents(opened, limit=1)))
    write("pack", short_pack(pack(opened, "医用口罩", limit=2)))
    write("complaint", short_complaint(complaint_of_number(opened, "GB/T 7408-2005")))
    text = read_draft(DRAFTS[1].name, DRAFTS[1].read_bytes())
    write("complaint_upload", short_complaint(complaint_of_text(opened, text)))
    write("evidence", short_evidence(evidence(opened, "GB/T 7408-2005")))


def main(data: Path) -> None:
    request = json.loads((FOLDER / "check_request.json").read_text("utf-8"))
    with library(on(data)) as opened:
        write("health", health(opened))
        write("search", search(opened, "医用口罩", limit=2))
        write("standard", short_node(show(opened, "GB/T 1.1-2020")))
        write("node", short_node(show(opened, "org:国家市场监督管理总局")))
        write("organisation", short_node(show(opened, "中关村标准化协会", kind=NodeKind.ORGANIZATION)))
        write("patent", short_node(show(opened, "CN114257655A", kind=NodeKind.PATENT)))
        write("clusters", short_clusters(clusters(opened, field="biomedicine", samples=2)))
        write("bridges", bridging(opened, "smart-manufacturing", "biomedicine", limit=2))
        write("policy", policy(opened, task="二(二)", limit=2))
        write("conversion", conversion(opened, limit=2))
        write("bodies", bodies(opened, topic="列车", limit=2))
        cited = json.loads((FOLDER / "lint_request.json").read_text("utf-8"))["references"]
        citations = citations_from((one["number"], one.get("title", "")) for one in cited)
        write("lint", lint(opened, ToLint("-", citations)))
        write("exposure", exposure(opened, "GB/T 7408", limit=2))
        write("watch", watch(opened, "GB/T 1.1-2009", "GB/T 1.1-2020"))
        write("gaps", short_gaps(gaps(opened, ["biomedicine"], limit=1)))
        write("conflicts", conflicts(opened, "green-manufacturing", limit=1))
        draft = draft_from(request["title"], request["scope"], request["references"], request["number"])
        write("check", short_report(check(opened, draft, limit=request["limit"])))
        write_packs(opened)
        a, b = (Uploaded(file.name, file.read_bytes()) for file in COMPARED)
        write("compare", compare_uploaded(a, b, SAMPLE_DAY))
        write("check_upload", short_report(check(opened, read_draft(DRAFTS[0].name, DRAFTS[0].read_bytes()))))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
