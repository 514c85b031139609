"""Milestones and updates."""
