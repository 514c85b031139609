"""Trends as pages, as a list, and as figures that can be downloaded."""
