"""Areas with dated codes, populations, deprivation and boundaries."""
