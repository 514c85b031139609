"""Indicators as words, tables of their values, and tables of the checks over them."""
