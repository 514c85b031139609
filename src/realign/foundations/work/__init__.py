"""Background jobs with progress, failure that a person can read, and retry."""
