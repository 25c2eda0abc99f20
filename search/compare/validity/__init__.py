"""Validity of references 引用有效性: what is wrong with a citation, judged against the data on a day."""

from search.compare.validity.cycles import cycles
from search.compare.validity.lint import lint
from search.compare.validity.model import Citation, Linted

__all__ = ["Citation", "Linted", "cycles", "lint"]
