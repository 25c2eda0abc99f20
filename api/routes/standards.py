"""``/standards`` and ``/nodes``: everything known of one standard, or of any other node of the graph."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from api.routes.common import KNOWN_PARAMETERS, NOT_MODIFIED, PREFIX, answers, conditional, problems
from api.usecases.show import NodeView, show
from graph.kinds import NodeKind

router = APIRouter(prefix=PREFIX, tags=["standards"], dependencies=[KNOWN_PARAMETERS])

Number = Annotated[
    str,
    Path(
        description="标准编号，斜线可不编码，空格可省略；不带年代号即查看该标准的各个版本。Number of the standard; "
        "slashes need no encoding, spaces may be left out; without a year: the work with all its editions.",
        openapi_examples={
            "dated": {"summary": "一个版本 one edition", "value": "GB/T 1.1-2020"},
            "undated": {"summary": "不带年代号 without a year", "value": "GB 19083"},
        },
    ),
]
NodeId = Annotated[
    str,
    Path(
        description="节点标识。Id of a node.",
        openapi_examples={
            "org": {"summary": "单位 an organisation", "value": "org:中国标准化协会"},
            "standard": {"summary": "标准 a standard", "value": "standard:GB/T 1.1-2020"},
        },
    ),
]
Called = Annotated[
    str,
    Path(
        description="名称、统一社会信用代码或团体代号。Name, unified social credit code, or code such as T/CAS.",
        openapi_examples={"name": {"summary": "名称 a name", "value": "中关村标准化协会"}},
    ),
]
Publication = Annotated[
    str,
    Path(
        description="专利公布号。Publication number of a patent.",
        openapi_examples={"cn": {"summary": "中国专利 of CN", "value": "CN114257655A"}},
    ),
]
History = Annotated[
    bool,
    Query(
        description="包括已被更新的陈述。Ended statements too.",
        openapi_examples={"yes": {"value": True}},
    ),
]


@router.get(
    "/standards/{number:path}",
    name="standard",
    summary="查看一个标准 One standard",
    description="一个标准的全部信息、当日状态、各版本、关系，以及每条信息的出处。"
    "没有这个编号时答 404，并提示数据中相近的编号。\n\n"
    "Everything known of a standard: facts, state on the day, editions, relations, and the source of each. 404 for a "
    "number not in the data, with a hint to those that are.",
    response_model=NodeView,
    responses={
        **answers("该标准。", "The standard."),
        **NOT_MODIFIED,
        **problems(404, 422),
    },
)
def get_standard(request: Request, response: Response, number: Number, history: History = False) -> NodeView | Response:
    return conditional(request, response, lambda library: show(library, number, history=history, standard=True))


@router.get(
    "/nodes/{id:path}",
    name="node",
    summary="查看图谱的一个节点 One node of the graph",
    description="单位、委员会、分类、领域等任一节点，标识见其他答复中的 other 和 id。\n\n"
    "Any node: an organisation, a committee, a class, a field. Ids stand under other and id in other answers.",
    response_model=NodeView,
    responses={
        **answers("该节点。", "The node."),
        **NOT_MODIFIED,
        **problems(404, 422),
    },
)
def get_node(request: Request, response: Response, id: NodeId, history: History = False) -> NodeView | Response:
    return conditional(request, response, lambda library: show(library, id, history=history))


@router.get(
    "/organisations/{called:path}",
    name="organisation",
    summary="查看一个单位 One organisation",
    description="按名称（含已归并的写法）、统一社会信用代码或团体代号查看单位：发布、起草、提出的标准，持有的专利，所在地区，下属单位。\n\n"
    "An organisation by name (merged ones too), unified social credit code or code of an association, with its "
    "standards, patents, region and units.",
    response_model=NodeView,
    responses={**answers("该单位。", "The organisation."), **NOT_MODIFIED, **problems(404, 422)},
)
def get_organisation(
    request: Request, response: Response, called: Called, history: History = False
) -> NodeView | Response:
    return conditional(
        request, response, lambda library: show(library, called, history=history, kind=NodeKind.ORGANIZATION)
    )


@router.get(
    "/patents/{number}",
    name="patent",
    summary="查看一件专利 One patent",
    description="专利的题名、申请人、分类，文中引用的标准，披露它的标准，以及语义接近的候选标准。\n\n"
    "A patent with its holders and classes, the standards it cites, those that disclose it, and candidates near in "
    "meaning.",
    response_model=NodeView,
    responses={**answers("该专利。", "The patent."), **NOT_MODIFIED, **problems(404, 422)},
)
def get_patent(
    request: Request, response: Response, number: Publication, history: History = False
) -> NodeView | Response:
    return conditional(request, response, lambda library: show(library, number, history=history, kind=NodeKind.PATENT))
