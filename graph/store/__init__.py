"""The store port and its projections."""
