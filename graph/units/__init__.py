"""Units as printed in standards: what kind of quantity they measure, their canonical form, exact conversion."""

from graph.units.model import Unit
from graph.units.reading import convert, parse_unit, unit_at

__all__ = ["Unit", "convert", "parse_unit", "unit_at"]
