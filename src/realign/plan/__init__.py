"""What will change, and what it costs."""
