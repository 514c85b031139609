"""Pathways: where help, evidence and gaps lie along a child’s way."""
