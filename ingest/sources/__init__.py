"""One module a publisher or format; each only yields records, the runner writes."""
