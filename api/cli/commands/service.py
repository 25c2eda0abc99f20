"""Commands of the service and its people: keys, what is followed, serve."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.cli.commands.options import Json

app = typer.Typer()
follow = typer.Typer(no_args_is_help=True, help="关注：标准、主题、机构、检索的变化。Watch lists and their alerts.")
app.add_typer(follow, name="follow")
keys = typer.Typer(no_args_is_help=True, help="服务的密钥：谁可以登录、审核、管理。Keys of the service.")
app.add_typer(keys, name="keys")


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
