"""Partnerships, organisations, memberships, roles, and the one answer to “may they?”."""
