"""Vision, priorities, outcomes, targets, commitments and actions."""
