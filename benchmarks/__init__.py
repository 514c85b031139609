"""Each headline speed beside its peers, measured in one run and told as ratios."""
