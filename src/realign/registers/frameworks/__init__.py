"""Dated outcome frameworks, aims, criteria, question sets and rates: data, not code."""
