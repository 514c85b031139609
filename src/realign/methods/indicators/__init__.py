"""Indicators: rates and their intervals, comparison, targets, forecasts, quality. Pure arithmetic."""
