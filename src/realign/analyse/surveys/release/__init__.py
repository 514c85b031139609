"""Requests to let tables out: who asked, what checkers said, and what went out."""
