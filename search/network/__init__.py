"""The network of standards: layers of ties, communities with stability, their labels, bridges and trends."""
