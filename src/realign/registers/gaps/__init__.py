"""What cannot be seen: for whom, who closes it by when, and which decision waits for it."""
