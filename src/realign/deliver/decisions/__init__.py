"""Meetings, and decisions with reasons and positions."""
