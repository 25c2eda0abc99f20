"""Reading of documents with the process pool, against plain text extraction; memory for a document of many pages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2

from api.usecases.demo import samples
from benchmarks.library import OUT, run, show, timed
from graph.kinds import EdgeKind
from ingest.documents.batch import DocumentResult, read_records
from ingest.documents.reader import SUFFIXES

PAGES, SMALL_PAGES = 2_000, 40
LINES = 30  # of a generated page
_FONT = "STSong-Light"
_WHOLE = """
import sys; from pathlib import Path; from ingest.documents.batch import read_record
result = read_record(Path(sys.argv[1])); print(len(result.record.facts) if result.record else result.error)
"""
_PLAIN = """
import sys, pypdfium2
print(sum(len(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(sys.argv[1])))
"""


def main(folder: Path | None = None, *, small: bool = False) -> None:
    """``folder``: of documents, the sample drafts when none is given; ``small`` shows that it runs."""
    _speed(sorted(p for p in (folder or samples() / "drafts").iterdir() if p.suffix.lower() in SUFFIXES))
    _memory(SMALL_PAGES if small else PAGES)


def _speed(paths: Sequence[Path]) -> None:
    """All documents read and their facts stated; beside it the plain text of the PDFs among them."""
    pdfs = [path for path in paths if path.suffix.lower() == ".pdf"]
    pages = sum(map(_plain_pages, pdfs))
    found: list[DocumentResult] = []
    whole = timed(lambda: found.extend(read_records(paths)))
    only_pdfs = timed(lambda: list(read_records(pdfs))) if len(pdfs) < len(paths) else whole
    plain = timed(lambda: [_plain_text(path) for path in pdfs])
    facts = [fact for result in found if result.record is not None for fact in result.record.facts]
    limits = sum(fact.predicate == EdgeKind.HAS_LIMIT for fact in facts)
    references = sum(fact.predicate == EdgeKind.REFERENCES for fact in facts)
    unread = sum(result.record is None for result in found)
    rows = [
        ("documents", f"{len(paths):,} ({len(pdfs):,} PDF, {pages:,} pages; {unread:,} without a record)"),
        ("read, facts stated", f"{whole:.1f} s; {60 * len(paths) / whole:.0f} documents/min"),
        ("facts", f"{len(facts):,} statements, {references:,} references, {limits:,} limits"),
    ]
    if pages:
        rows += [
            ("PDF pages", f"{pages / only_pdfs:.1f} pages/s"),
            ("plain text alone", f"{pages / plain:.0f} pages/s in one process; ratio {only_pdfs / plain:.0f}"),
        ]
    show("reading of documents (process pool)", rows)


def _plain_pages(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as pdf:
        return len(pdf)


def _plain_text(path: Path) -> int:
    with pypdfium2.PdfDocument(path) as pdf:
        return sum(len(page.get_textpage().get_text_range()) for page in pdf)


def _memory(pages: int) -> None:
    path = many_pages(pages)
    whole = run([sys.executable, "-c", _WHOLE, str(path)])
    plain = run([sys.executable, "-c", _PLAIN, str(path)])
    mine, theirs, rate = whole.peak_mb, plain.peak_mb, pages / whole.seconds
    facts = f"({whole.output.strip()} statements)"
    rows = [
        ("read, facts stated", f"{whole.seconds:.1f} s; {rate:.1f} pages/s; peak {mine:.0f} MB {facts}"),
        ("plain text alone", f"{plain.seconds:.1f} s; peak {theirs:.0f} MB; ratio of memory {mine / theirs:.1f}"),
    ]
    show(f"one document of {pages:,} pages, in a process of its own", rows)


def many_pages(pages: int) -> Path:
    """A made-up standard of that many pages with a text layer; made once."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    path = OUT / f"GB 90000-2026 {pages}.pdf"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    canvas = Canvas(str(path), pagesize=A4)
    lines = _lines(pages * LINES)
    for page in range(pages):
        canvas.setFont(_FONT, 10.5)
        for at, line in enumerate(lines[page * LINES : (page + 1) * LINES]):
            canvas.drawString(70, A4[1] - 70 - at * 22, line)
        canvas.showPage()
    canvas.save()
    return path


def _lines(count: int) -> list[str]:
    """A title, a scope, then clauses of one requirement each."""
    head = ["GB 90000—2026", "多页文件通用要求", "1　范围", "本文件规定了多页文件的要求。", "4　要求"]
    body = [
        f"4.{at}　部件{at}的质量应不大于{at % 97 + 1} kg，按GB/T {1000 + at % 500}的规定测定。"
        for at in range(1, count)
    ]
    return [*head, *body][:count]
