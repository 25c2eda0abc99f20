"""Text normalisation that keeps offsets."""
