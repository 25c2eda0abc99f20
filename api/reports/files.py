"""Reports into files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from api.errors import BadRequest
from api.reports.model import Report


@dataclass(frozen=True, slots=True)
class Wanted:
    """Files asked for, by format."""

    docx: Path | None = None
    xlsx: Path | None = None
    html: Path | None = None

    def __bool__(self) -> bool:
        return any((self.docx, self.xlsx, self.html))


def write_files(report: Report, wanted: Wanted) -> list[Path]:
    """Write the files asked for. Raises :class:`~api.errors.BadRequest` for one that cannot be written."""
    written = []
    for path, content in _contents(report, wanted):
        try:
            path.write_bytes(content)
        except OSError as error:
            raise BadRequest("{path}: {error}", path=path, error=error) from error
        written.append(path)
    return written


def _contents(report: Report, wanted: Wanted) -> list[tuple[Path, bytes]]:
    made: list[tuple[Path, bytes]] = []
    if wanted.docx is not None:
        from api.reports.word import write_docx

        made.append((wanted.docx, write_docx(report)))
    if wanted.xlsx is not None:
        from api.reports.excel import write_xlsx

        made.append((wanted.xlsx, write_xlsx(report)))
    if wanted.html is not None:
        from api.reports.page import write_html

        made.append((wanted.html, write_html(report).encode()))
    return made
