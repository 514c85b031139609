"""Pages about groups and their seats."""
