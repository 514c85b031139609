"""Wellbeing surveys: restricted data, estimates and release requests."""
