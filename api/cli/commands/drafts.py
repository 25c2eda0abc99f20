"""Commands on drafts and documents: check, compare, lint, read, batch extraction, review, evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.cli.commands.options import Docx, Html, Json, Xlsx

app = typer.Typer()
extract = typer.Typer(no_args_is_help=True, help="批量抽取（JSONL 进，JSONL 出）。Extract in batch, JSONL in and out.")
app.add_typer(extract, name="extract")
review = typer.Typer(no_args_is_help=True, help="审核从标准文本中读出的事实。Review of facts read from documents.")
app.add_typer(review, name="review")


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
def read(
    file: Annotated[Path, typer.Argument(help=".docx, .pdf, .html, .xml (NISO STS), .txt, .md")],
    html: Annotated[Path | None, typer.Option(metavar="OUT", help="写成带标注的网页 write an annotated page")] = None,
    json: Json = False,
) -> None:
    """阅读：从标准或草案中读出的结构、引用和限值，每条都指明出处。What was understood of a document, with places."""
    from api.cli.read import run_read

    run_read(context.settings(), file, html, json)


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
