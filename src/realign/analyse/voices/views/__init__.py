"""Pages of what people told us, a file for each kind."""
