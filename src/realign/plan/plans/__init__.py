"""The three-year plan: periods, bodies and accountability."""
