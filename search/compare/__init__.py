"""Comparison of standards: overlap of a draft with what exists, and the analyses built on it."""
