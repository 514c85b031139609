"""Pages of administration, a file for each subject."""
