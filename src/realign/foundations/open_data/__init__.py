"""What the rooms share when they give figures out: pages of an open answer, and workbooks with their notes."""
