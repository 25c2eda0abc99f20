"""Assistants: the use cases as tools of an MCP server, with answers small enough for the context of a model."""
