"""Proposals: the sixteen questions and the options."""
