"""Pages of the vision, priorities, commitments, actions and targets."""
