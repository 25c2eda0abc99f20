"""The clauses of all standards whose text is known, split into sentences, found again by wording and by meaning."""
