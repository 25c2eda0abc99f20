"""Which names stand for one organisation: sure merges, candidates for a reviewer, units of a body."""
