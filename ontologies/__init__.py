"""The ontology, the SHACL shapes and the SKOS schemes, as data beside the program.

>>> path("domains.ttl").name
'domains.ttl'
"""

from importlib import resources
from importlib.resources.abc import Traversable


def path(name: str) -> Traversable:
    """Where the file ``name`` of this package is, e.g. ``domains.ttl``."""
    return resources.files(__name__).joinpath(name)


def load(name: str) -> bytes:
    """The bytes of the file ``name`` (Turtle in UTF-8).

    :raises FileNotFoundError: when the package holds no such file.
    """
    return path(name).read_bytes()
