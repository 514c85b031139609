"""The shared records that every stage points at."""
