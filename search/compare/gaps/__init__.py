"""Gaps 空白: where a field lacks standards, each gap with a certificate of what was searched."""

from search.compare.gaps.analysis import Tools, certify, find_gaps
from search.compare.gaps.model import Certificate, Found, Gap, GapKind, Neighbour
from search.compare.gaps.world import World, load_world

__all__ = [
    "Certificate", "Found", "Gap", "GapKind", "Neighbour", "Tools", "World", "certify", "find_gaps", "load_world",
]  # fmt: skip
