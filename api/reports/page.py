"""A report as one HTML page to read or print: no script, nothing loaded, all texts escaped."""

from __future__ import annotations

from importlib.resources import files

from jinja2 import Environment, select_autoescape

from api.reports.model import Evidence, Paragraph, Report, TableBlock
from api.reports.text import clean, shown


def write_html(report: Report) -> str:
    """The page."""
    environment = Environment(autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = clean
    template = environment.from_string((files("api.reports") / "report.html").read_text("utf-8"))
    kinds = {Paragraph: "paragraph", TableBlock: "table", Evidence: "evidence"}
    return template.render(report=report, shown=shown, kind=lambda block: kinds[type(block)])
