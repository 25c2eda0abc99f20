"""Standard numbers (标准编号): text → typed id → canonical string.

`parse` reads one number of a registry field, `find` all numbers of a running text. Codes, provinces, bodies
and glyphs are data (`graph/ids/data`), read on first use.
"""

from graph.ids.errors import InvalidIdentifier
from graph.ids.finder import find
from graph.ids.model import Adoption, Degree, Level, Mention, Nature, StandardId
from graph.ids.parser import parse
from graph.ids.tables import BodyInfo, CodeInfo, CodeTable, body_of, code_table, prefix_info

__all__ = [
    "Adoption",
    "BodyInfo",
    "CodeInfo",
    "CodeTable",
    "Degree",
    "InvalidIdentifier",
    "Level",
    "Mention",
    "Nature",
    "StandardId",
    "body_of",
    "code_table",
    "find",
    "parse",
    "prefix_info",
]
