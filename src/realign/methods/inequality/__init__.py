"""Inequality between groups in order of deprivation, and equity of access to help. Pure arithmetic.

Every function takes groups from the most deprived to the least.
"""
