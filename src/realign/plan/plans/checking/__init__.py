"""Checking a text for what disagrees with itself: a page and its form. Nothing is kept."""
