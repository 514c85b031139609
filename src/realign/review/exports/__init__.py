"""What each organisation has in the partnership’s records, to see and to take away."""
