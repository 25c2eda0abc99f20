"""Commands that ask the data: search, show, and the analyses of fields, bodies and policy."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli import context
from api.cli.commands.options import Json

app = typer.Typer()


@app.command()
@context.handled
def search(
    text: Annotated[list[str], typer.Argument(help="检索词或编号 words or numbers")],
    level: Annotated[list[str] | None, typer.Option(help="级别 national, industry, local, group …")] = None,
    status: Annotated[str | None, typer.Option(help="状态 in_force, upcoming, current, ended")] = None,
    issuer: Annotated[str | None, typer.Option(help="发布单位（名称的一部分）part of the issuer's name")] = None,
    ics: Annotated[list[str] | None, typer.Option(help="ICS 前缀 prefix, e.g. 13.040")] = None,
    ccs: Annotated[list[str] | None, typer.Option(help="CCS 前缀 prefix, e.g. C, A9")] = None,
    field: Annotated[list[str] | None, typer.Option(help="领域 e.g. smart-manufacturing")] = None,
    since: Annotated[int | None, typer.Option(help="年代号不早于 year from")] = None,
    until: Annotated[int | None, typer.Option(help="年代号不晚于 year to")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", help="条数 number of results")] = 10,
    offset: Annotated[int, typer.Option(help="从第几条起 skip this many")] = 0,
    json: Json = False,
) -> None:
    """检索：中文、英文、编号均可，给出命中的理由。Search in Chinese, English or by number, with reasons."""
    from api.cli.find import run_search
    from api.usecases.filters import make_filters

    of = context.settings()
    filters = make_filters(
        of.day,
        levels=level,
        status=status,
        issuer=issuer,
        ics=ics,
        ccs=ccs,
        fields=field,
        year_from=since,
        year_to=until,
    )
    run_search(of, " ".join(text), filters, limit, offset, json)


@app.command()
@context.handled
def show(
    number: Annotated[
        str, typer.Argument(help="标准编号、专利号、分类号、信用代码、单位名称 a number, a code, a name, or an id")
    ],
    history: Annotated[bool, typer.Option("--history", help="包括已被更新的陈述 ended statements too")] = False,
    rows: Annotated[int, typer.Option(min=1, max=100, help="每种关系列出 relations shown of each kind")] = 12,
    json: Json = False,
) -> None:
    """查看：标准、单位、专利、分类等的全部信息、关系和证据。Everything known of a standard or any other node."""
    from api.cli.find import run_show

    run_show(context.settings(), number, history, json, rows)


@app.command()
@context.handled
def exposure(
    number: Annotated[str, typer.Argument(help="标准编号，可不带年代号 a number, with or without year")],
    depth: Annotated[int, typer.Option(help="最多经过几步 steps at most, 1–10")] = 5,
    limit: Annotated[int, typer.Option("-n", "--limit", help="条数 number of results")] = 50,
    offset: Annotated[int, typer.Option(help="从第几条起 skip this many")] = 0,
    json: Json = False,
) -> None:
    """影响面：哪些标准直接或间接依赖它，经由哪条引用链。Who depends on a standard, directly and through others."""
    from api.cli.exposure import run_exposure

    run_exposure(context.settings(), number, depth, limit, offset, json)


@app.command()
@context.handled
def watch(
    old: Annotated[str, typer.Argument(help="旧版：文件或编号 the old edition: a file, or a number in the data")],
    new: Annotated[str, typer.Argument(help="新版 the new edition")],
    everything: Annotated[bool, typer.Option("--all", help="也列出未变的条款 unchanged clauses too")] = False,
    json: Json = False,
) -> None:
    """修订的影响：限值、条文、引用、术语的变化，以及随之变化的标准。What a revision changes, and for whom."""
    from api.cli.watch import run_watch

    run_watch(context.settings(), old, new, everything, json)


@app.command()
@context.handled
def gaps(
    field: Annotated[str | None, typer.Argument(help="领域 e.g. smart-manufacturing, 智能制造")] = None,
    everything: Annotated[bool, typer.Option("--all", help="每个领域 every field")] = False,
    kind: Annotated[list[str] | None, typer.Option(help="只看这类空白 only gaps of this kind")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", help="每类条数 gaps shown of each kind")] = 10,
    json: Json = False,
) -> None:
    """空白：领域 × 类型 × 级别矩阵与空白清单，各附查证记录。Where standards are missing, with what was searched."""
    from api.cli.gaps import run_gaps

    run_gaps(context.settings(), field, everything, kind or [], limit, json)


@app.command()
@context.handled
def conflicts(
    field: Annotated[str | None, typer.Argument(help="领域；不给则全部 a field; all without")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", help="条数 number of results")] = 50,
    json: Json = False,
) -> None:
    """冲突：同一对象限值相互矛盾、同一术语定义不同。Limits that contradict each other, terms defined differently."""
    from api.cli.conflicts import run_conflicts

    run_conflicts(context.settings(), field, limit, json)


@app.command()
@context.handled
def clusters(
    field: Annotated[str | None, typer.Option(help="领域 field, e.g. biomedicine")] = None,
    region: Annotated[str | None, typer.Option(help="地区：名称或代码 region, by name or code")] = None,
    compare: Annotated[
        str | None, typer.Option(metavar="DATE", help="与较早日期相比 compare with an earlier day")
    ] = None,
    resolution: Annotated[float, typer.Option(help="分辨率：越大聚类越小 higher: smaller clusters")] = 1.0,
    samples: Annotated[int, typer.Option(help="稳定度的抽样次数 samples for the stability")] = 5,
    seed: Annotated[int, typer.Option(help="随机种子 seed")] = 1,
    everything: Annotated[bool, typer.Option("--all", help="列出全部聚类及其成员 all clusters")] = False,
    json: Json = False,
) -> None:
    """聚类：谁与谁、就什么主题制定标准，如何变化。Communities of standards, bodies and topics, and their change."""
    from api.cli.network import run_clusters

    run_clusters(context.settings(), field, region, compare, resolution, samples, seed, everything, json)


@app.command()
@context.handled
def bodies(
    topic: Annotated[str | None, typer.Argument(help="主题词 a topic, e.g. 工业互联网")] = None,
    field: Annotated[str | None, typer.Option(help="领域 field, e.g. biomedicine")] = None,
    region: Annotated[str | None, typer.Option(help="地区：名称或代码 region, by name or code")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="每表条数 rows a table")] = 20,
    json: Json = False,
) -> None:
    """单位与人：谁与谁起草，谁最早提出，企业参与多少，缺哪一方。Who drafts what with whom, firsts, balance."""
    from api.cli.bodies import run_bodies

    run_bodies(context.settings(), topic, field, region, limit, json)


@app.command()
@context.handled
def bridges(
    one: Annotated[str | None, typer.Argument(help="领域 a field, e.g. biomedicine; none: all pairs")] = None,
    other: Annotated[str | None, typer.Argument(help="另一领域 the other field")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="每表条数 rows a table")] = 15,
    json: Json = False,
) -> None:
    """跨领域协同：共同对象、重叠、缺少的接口标准、连接者、工作清单。Coordination between two fields."""
    from api.cli.bridges import run_bridges

    run_bridges(context.settings(), one, other, limit, json)


@app.command()
@context.handled
def policy(
    task: Annotated[str | None, typer.Argument(help="任务 a task, e.g. 二(二) or bj2018-2-2; none: all")] = None,
    region: Annotated[str | None, typer.Option(help="地区：名称或代码 region, by name or code")] = None,
    json: Json = False,
) -> None:
    """政策任务：数据对《指导意见》每项任务能说明什么、不能说明什么。What the data says to each policy task."""
    from api.cli.policy import run_policy

    run_policy(context.settings(), task, region, json)


@app.command()
@context.handled
def conversion(
    field: Annotated[str | None, typer.Option(help="领域 field, e.g. biomedicine")] = None,
    region: Annotated[str | None, typer.Option(help="地区：名称或代码 region, by name or code")] = None,
    weight: Annotated[
        list[str] | None, typer.Option(metavar="KEY=N", help="改变权重 another weight, e.g. cited=5")
    ] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="条数 number of standards")] = 20,
    json: Json = False,
) -> None:
    """转化：适合转为地方或国家标准的团体标准，条件与权重可见可改。Group standards fit for conversion."""
    from api.cli.policy import run_conversion

    run_conversion(context.settings(), field, region, weight or [], limit, json)


@app.command()
@context.handled
def patents(
    number: Annotated[str | None, typer.Argument(help="标准编号 a standard; none: all")] = None,
    field: Annotated[str | None, typer.Option(help="领域 field, e.g. biomedicine")] = None,
    region: Annotated[str | None, typer.Option(help="地区：名称或代码 region, by name or code")] = None,
    topic: Annotated[str | None, typer.Option(help="题名中的词 a word of titles")] = None,
    cluster: Annotated[int | None, typer.Option(min=1, help="聚类序号 number in `biaotu clusters`")] = None,
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=1000, help="每表条数 rows a table")] = 20,
    json: Json = False,
) -> None:
    """专利：披露、引用、相近的专利，未见披露之处，持有人。Patents disclosed, citing, near; silences; holders."""
    from api.cli.patents import run_patents

    run_patents(context.settings(), number, field, region, topic, cluster, limit, json)
