"""What is known: typed model, identifiers, statements, the store port and its projections."""
