"""``biaotu backup`` and ``biaotu restore``."""

from __future__ import annotations

from pathlib import Path

from api.cli import context
from api.usecases.backup import BackupResult, backup, restore


def run_backup(file: Path, as_json: bool) -> None:
    of = context.settings()
    _print(backup(of, file), as_json, "backup.written")


def run_restore(file: Path, as_json: bool) -> None:
    of = context.settings()
    _print(restore(of, file), as_json, "backup.restored")


def _print(result: BackupResult, as_json: bool, key: str) -> None:
    if as_json:
        context.print_json(result)
        return
    of = context.settings()
    context.console().print(
        context.messages(of)(
            key, path=result.path, data=of.data, generation=result.generation, files=f"{result.files:,}",
            size=f"{result.bytes / 1e6:,.1f} MB", created=f"{result.created:%Y-%m-%d %H:%M} UTC",
        ),
        soft_wrap=True,
    )  # fmt: skip
