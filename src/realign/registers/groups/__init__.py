"""The governance structure: groups, seats, and who reports to whom."""
