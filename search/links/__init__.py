"""Candidates near in meaning: a patent and a standard, an international standard and a Chinese one. Pure."""
