"""Released tables and findings in words, pictures and tables."""
