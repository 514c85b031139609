"""Doing it, with decisions on the record."""
