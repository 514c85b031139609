"""Template tags of the register of gaps."""
