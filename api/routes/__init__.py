"""HTTP routes, one module a noun. Each calls one use case and answers with its result."""
