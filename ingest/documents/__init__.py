"""Texts of standards and drafts: what stands in them, read out by rules of GB/T 1.1."""
