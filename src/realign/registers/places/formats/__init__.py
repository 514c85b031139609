"""One module for each file convention."""
