"""Released findings: protected tables and estimates, each with its provenance."""
