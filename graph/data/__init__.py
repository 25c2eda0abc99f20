"""Rules and word lists as data files, for a standards engineer to read and correct."""
