"""The data folder and its generations: see :mod:`graph.generations.folder`."""

from graph.generations.files import FileMark
from graph.generations.folder import DataFolder, Progress
from graph.generations.model import FORMAT, Builder, Generation, Manifest, Projection, Published

__all__ = [
    "FORMAT", "Builder", "DataFolder", "FileMark", "Generation", "Manifest", "Progress", "Projection", "Published",
]  # fmt: skip
