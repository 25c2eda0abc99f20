"""References of a text or document: which standards it names, and how it stands to each (GB/T 1.1-2020, 8.3 to 9.5).

Numbers are found by :mod:`graph.ids`; what stands around them decides by the rules of ``data/references.toml``.
"""

from ingest.extract.references.collect import extract_references
from ingest.extract.references.document import references_of

__all__ = ["extract_references", "references_of"]
