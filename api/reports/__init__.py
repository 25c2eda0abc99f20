"""Reports to hand on: one model, three renderers (Word, Excel, printable HTML); a use case only describes its own."""

from api.reports.model import Block, Column, Evidence, Fact, FindingRow, Mark, Paragraph, Report, Section, TableBlock

__all__ = ["Block", "Column", "Evidence", "Fact", "FindingRow", "Mark", "Paragraph", "Report", "Section", "TableBlock"]
