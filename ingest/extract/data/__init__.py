"""Cue words of the extractors, as data: each with the clause or practice it comes from."""
