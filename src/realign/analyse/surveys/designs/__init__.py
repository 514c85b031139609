"""Surveys as they were declared: the sample design and weighted, how many answered, and how good the data are."""
