"""What people told us: children’s own words, stories, changes that people saw, and partners’ measures side by side."""
