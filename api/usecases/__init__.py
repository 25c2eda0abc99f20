"""What joins ingest and search: plain functions without web or terminal, one a question."""
