"""Limits of standards from sentences, table rows and whole documents."""
