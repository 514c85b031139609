"""Append-only events in a verifiable chain, and how they read."""
