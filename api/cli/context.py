"""What all commands share: settings from the options before the command, error handling, output."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import Console

    from api.messages import Messages
    from api.reports import Report
    from api.settings import Language, Settings

P = ParamSpec("P")
R = TypeVar("R")
Files = tuple["Path | None", "Path | None", "Path | None"]  # of reports: docx, xlsx, html
NO_FILES: Files = (None, None, None)
overrides: dict[str, Any] = {}  # options given before the command


def settings() -> Settings:
    """Settings with the options of this call on top."""
    from api.settings import Settings

    return Settings(**overrides)


def language_of_errors() -> Language:
    """The language set; Chinese where the settings themselves are wrong."""
    from api.errors import KNOWN

    try:
        return settings().language
    except KNOWN:
        return "en" if overrides.get("language") == "en" else "zh"


def messages(of: Settings) -> Messages:
    from api.messages import Messages

    return Messages(of.language)


def console(*, error: bool = False) -> Console:
    """Rich knows that hanzi are two columns wide. Long numbers are not coloured as if they were code."""
    from rich.console import Console

    return Console(stderr=error, highlight=False, soft_wrap=False)


def handled(command: Callable[P, R]) -> Callable[P, R]:
    """Known errors become one line on standard error and the exit code of the table (``api.errors``)."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        from api.errors import KNOWN, shown
        from api.sentences import say

        try:
            return command(*args, **kwargs)
        except KNOWN as error:
            line = shown(error)
            language = language_of_errors()
            print(f"biaotu: {line.title(language)}: {say(error, language)}", file=sys.stderr)  # noqa: T201 - messages go to standard error
            raise typer.Exit(line.exit) from error
        except BrokenPipeError:
            sys.stderr.close()  # the reader of a pipe has gone: nothing more to say
            raise typer.Exit(0) from None
        except KeyboardInterrupt:
            raise typer.Exit(130) from None

    return run


def print_json(view: Any) -> None:
    """A result as one JSON document."""
    sys.stdout.write(view.model_dump_json(indent=2) + "\n")


def write_report(report: Report, files: Files) -> None:
    """Write the files asked for and say so on standard error, where it disturbs no JSON."""
    from api.reports.files import Wanted, write_files

    for path in write_files(report, Wanted(*files)):
        print(path, file=sys.stderr)  # noqa: T201 - messages go to standard error
