"""``/patents``, ``/pack``, ``/complaint``, ``/evidence``: evidence to hand on, as facts that can be checked."""

from __future__ import annotations

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response

from api.child import run_in_child
from api.errors import BadRequest
from api.routes.check import READ_OPTIONS, UPLOAD, limiter_of
from api.routes.common import (
    KNOWN_PARAMETERS,
    NOT_MODIFIED,
    PREFIX,
    answers,
    conditional,
    library_of,
    problems,
    settings_of,
)
from api.uploads import multipart, uploaded
from api.usecases.complaint import ComplaintReport, complaint_of_number, complaint_of_text
from api.usecases.evidence import EvidenceReport, evidence
from api.usecases.pack import pack
from api.usecases.pack_views import PackReport
from api.usecases.patents import patents
from api.usecases.patents_views import PatentsReport
from ingest.documents.draft import read_draft

router = APIRouter(prefix=PREFIX, tags=["analysis"], dependencies=[KNOWN_PARAMETERS])
UPLOAD_PATH = f"{PREFIX}/complaint/upload"

_Number = Annotated[
    str,
    Query(
        max_length=200,
        description="标准编号；不带年代号指现行版本。Number; without a year the edition in force.",
        openapi_examples={"dated": {"value": "GB 18401-2010"}},
    ),
]
_SomeNumber = Annotated[
    str | None,
    Query(
        max_length=200,
        description="标准编号；不给则看全部。Number of a standard; without it all are looked at.",
        openapi_examples={"dated": {"value": "YD/T 2583.14-2013"}},
    ),
]
_Field = Annotated[
    str | None,
    Query(description="领域：标识或名称。Field, by key or Chinese name.",
          openapi_examples={"biomedicine": {"value": "biomedicine"}}),
]  # fmt: skip
_Region = Annotated[
    str | None,
    Query(description="地区：名称或代码。Region, by name or code.", openapi_examples={"beijing": {"value": "北京市"}}),
]
_Topic = Annotated[
    str | None,
    Query(min_length=2, max_length=50, description="题名中的词。A word of titles.",
          openapi_examples={"robots": {"value": "机器人"}}),
]  # fmt: skip
_Cluster = Annotated[
    int | None,
    Query(ge=1, description="/clusters 中的序号（同一领域和地区）。Number in /clusters of the same field and region.",
          openapi_examples={"one": {"value": 1}}),
]  # fmt: skip
_Limit = Annotated[
    int, Query(ge=1, le=500, description="每表条数。Rows a list.", openapi_examples={"ten": {"value": 10}})
]
_Product = Annotated[
    str,
    Query(min_length=2, max_length=100, description="产品或服务的名称。Name of a product or service.",
          openapi_examples={"mask": {"value": "医用口罩"}}),
]  # fmt: skip


@router.get(
    "/patents",
    name="patents",
    summary="专利与标准 Patents and standards",
    description="标准披露、被专利引用或与之相近（候选，附两段文字）的专利；起草单位持有主题相近的专利而未见披露的标准，"
    "仅供核实，不指责任何人；持有人及其专利。没有数据时如实说明。\n\n"
    "Patents that standards disclose, that cite them, or that lie near (candidates, with both passages); standards "
    "without a known disclosure whose drafters hold patents on the theme, to be asked about, no finding of fault; "
    "holders. Where the data cannot tell it says so.",
    response_model=PatentsReport,
    responses={**answers("专利与标准。", "Patents and standards."), **NOT_MODIFIED, **problems(404, 422)},
)
def get_patents(
    request: Request,
    response: Response,
    number: _SomeNumber = None,
    field: _Field = None,
    region: _Region = None,
    topic: _Topic = None,
    cluster: _Cluster = None,
    limit: _Limit = 50,
) -> PatentsReport | Response:
    return conditional(
        request,
        response,
        lambda library: patents(library, number, field=field, region=region, topic=topic, cluster=cluster, limit=limit),
    )


@router.get(
    "/pack",
    name="pack",
    summary="采信材料 Adoption pack",
    description="某产品或服务可用于采购、检测、认证的现行标准：强制性、推荐性和团体标准，已知指标、试验方法、可能的替代、"
    "注意事项；经上位类别或只是提到的另列，由人判断。\n\n"
    "Current standards on a product or service fit for procurement, testing or certification: mandatory, recommended "
    "and group ones with limits known, test methods, what may stand for them, cautions; those to be judged apart.",
    response_model=PackReport,
    responses={**answers("采信材料。", "The pack."), **NOT_MODIFIED, **problems(422)},
)
def get_pack(request: Request, response: Response, product: _Product, limit: _Limit = 60) -> PackReport | Response:
    return conditional(request, response, lambda library: pack(library, product, limit=limit))


@router.get(
    "/complaint",
    name="complaint",
    summary="投诉与复审材料（编号）Evidence for complaint or review, by number",
    description="可核对的事实：宽于强制性标准的限值（两段原文、版本、规则）、应复审、引用已废止、依据已变、公开不全；"
    "不能比较的写明原因。不作认定。\n\n"
    "Facts to be checked: limits looser than mandatory ones (both texts, editions, rules), review due, cited editions "
    "ended, basis changed, disclosure incomplete; what cannot be compared with the reason. It judges nobody.",
    response_model=ComplaintReport,
    responses={**answers("材料。", "The evidence."), **NOT_MODIFIED, **problems(404, 422)},
)
def get_complaint(request: Request, response: Response, number: _Number) -> ComplaintReport | Response:
    return conditional(request, response, lambda library: complaint_of_number(library, number))


@router.post(
    "/complaint/upload",
    name="complaint_upload",
    summary="投诉与复审材料（文件）Evidence for complaint or review, of a file",
    description="同上，文本由文件给出；文件只在内存中读取，不保存、不记入日志。\n\n"
    "The same of a text given as a file, which is read in memory only: not stored, not logged.",
    responses={**answers("材料。", "The evidence."), **problems(400, 413, 415, 422)},
    openapi_extra=UPLOAD,
)
async def post_complaint_upload(request: Request) -> ComplaintReport:
    form = await multipart(request)
    file = await uploaded(form, "file")
    await form.close()
    if file is None:
        raise BadRequest("the form holds no file under `file`")
    seconds, name, content = settings_of(request).work_seconds, file.name, file.content
    shared = library_of(request)

    def run() -> ComplaintReport:
        text = run_in_child(read_draft, seconds, None, name, content, READ_OPTIONS)
        with shared.use() as library:
            return complaint_of_text(library, text)

    return await to_thread.run_sync(run, limiter=limiter_of(request))


@router.get(
    "/evidence",
    name="evidence",
    summary="评价依据 Evidence of effect",
    description="一个标准被谁引用（强制性的在前，附原文）、采用、由谁转化、是否主题上最早、哪些限值更严（只在比较过时）。\n\n"
    "By whom a standard is cited (mandatory ones first, verbatim) and adopted, what it was converted into, whether it "
    "is first on its topic, which limits are stricter (only where they were compared).",
    response_model=EvidenceReport,
    responses={**answers("依据。", "The evidence."), **NOT_MODIFIED, **problems(404, 422)},
)
def get_evidence(request: Request, response: Response, number: _Number) -> EvidenceReport | Response:
    return conditional(request, response, lambda library: evidence(library, number))
