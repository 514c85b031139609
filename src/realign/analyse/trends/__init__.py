"""Indicator series: signals and comparison."""
