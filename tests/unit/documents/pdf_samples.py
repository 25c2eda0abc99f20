"""Small PDFs drawn for the tests: what standards look like, without the shared files."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"
LEFT, RIGHT, TOP = 90.0, 510.0, 770.0
SIZE = 10.5
LEAD = 16.0


class Sheet:
    """A page filled from the top; ``y`` is where the next line goes."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.y = TOP

    def text(self, text: str, x: float = LEFT, size: float = SIZE) -> None:
        """One printed line."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= LEAD

    def centred(self, text: str, size: float = SIZE) -> None:
        """A centred line."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawCentredString((LEFT + RIGHT) / 2, self.y, text)
        self.y -= max(LEAD, 1.6 * size)

    def paragraph(self, text: str, indent: float = 21.0) -> None:
        """A paragraph wrapped at the right margin, its first line indented by two characters."""
        room = RIGHT - LEFT - indent
        line, x = "", LEFT + indent
        for sign in text:
            if pdfmetrics.stringWidth(line + sign, FONT, SIZE) > room:
                self.text(line, x)
                line, x, room = "", LEFT, RIGHT - LEFT
            line += sign
        self.text(line, x)

    def raised(self, x: float, parts: Sequence[tuple[str, bool]]) -> None:
        """A line in which some parts are superscripts."""
        for text, up in parts:
            size = 6.5 if up else SIZE
            self.canvas.setFont(FONT, size)
            self.canvas.drawString(x, self.y + (4.2 if up else 0), text)
            x += pdfmetrics.stringWidth(text, FONT, size)
        self.y -= LEAD

    def table(self, rows: Sequence[Sequence[str | None]], widths: Sequence[float], height: float = 20.0) -> None:
        """A ruled table; None continues the field at the left, "^" the one above."""
        top = self.y + LEAD - 4
        xs = [LEFT + sum(widths[:i]) for i in range(len(widths) + 1)]
        for r, row in enumerate(rows):
            for c, cell in enumerate(row):
                y = top - r * height
                if cell != "^":
                    self.canvas.line(xs[c], y, xs[c + 1], y)
                if cell is not None:
                    self.canvas.line(xs[c], y, xs[c], y - height)
                if cell not in (None, "^"):
                    self.canvas.setFont(FONT, 9)
                    self.canvas.drawString(xs[c] + 4, y - height + 6, str(cell))
        bottom = top - len(rows) * height
        self.canvas.line(xs[0], bottom, xs[-1], bottom)
        self.canvas.line(xs[-1], top, xs[-1], bottom)
        self.y = bottom - LEAD


def pdf(*pages: Callable[[Sheet], None], head: str | None = None, numbered: bool = True, rotate: int = 0) -> bytes:
    """A PDF of these pages, with running heads and page numbers."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number, draw in enumerate(pages, 1):
        canvas.setPageRotation(rotate)
        canvas.setFont(FONT, 9)
        if head is not None:
            canvas.drawRightString(RIGHT, 805, head)
        if numbered:
            canvas.drawCentredString((LEFT + RIGHT) / 2, 40, str(number))
        draw(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return out.getvalue()
