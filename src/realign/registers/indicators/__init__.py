"""Indicator definitions and observations, by vintage."""
