"""Figures modelled for areas too small for a survey, from tables that are out."""
