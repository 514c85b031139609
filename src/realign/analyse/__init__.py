"""What children need, and what is provided."""
