"""Need against services and spend."""
