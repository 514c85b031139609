"""Surveys as they were declared: how pupils were drawn and weighted, how many answered, and how good the data are."""
