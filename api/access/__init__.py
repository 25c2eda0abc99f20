"""Who may do what: API keys, the person behind a request, the audit log."""
