"""One ``.cypher`` file a question, in the Cypher that both engines speak; parameters only."""

from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> str:
    """The text of a named question, e.g. ``load("editions")``."""
    return (files("graph.queries") / f"{name}.cypher").read_text("utf-8")
