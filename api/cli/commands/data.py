"""Commands that bring data in and out: what fills, publishes, checks and exports the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.cli.commands.options import Json

app = typer.Typer()


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
