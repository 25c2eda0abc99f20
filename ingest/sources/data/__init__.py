"""Tables of column names, statuses and platforms, for a standards engineer to read and correct."""
