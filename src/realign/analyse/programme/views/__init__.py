"""Pages of the evidence programme."""
