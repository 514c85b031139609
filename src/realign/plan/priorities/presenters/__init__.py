"""Priorities and actions as words, rows, tables and links."""
