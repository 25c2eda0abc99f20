"""Text normalisation that keeps offsets."""

from graph.text.normalize import Normal, normalize

__all__ = ["Normal", "normalize"]
