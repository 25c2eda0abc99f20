"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Docx = Annotated[Path | None, typer.Option("--docx", metavar="FILE", help="写成 Word 报告 write a Word report")]
Xlsx = Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="写成 Excel 报告 write an Excel report")]
Html = Annotated[Path | None, typer.Option("--html", metavar="FILE", help="写成可打印网页 write a page to print")]
Json = Annotated[bool, typer.Option("--json", help="机器可读输出 machine-readable output")]
