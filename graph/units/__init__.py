"""Units as printed in standards: what kind of quantity they measure, their canonical form, exact conversion."""

from graph.units.model import Kind, Unit

__all__ = ["Kind", "Unit"]
