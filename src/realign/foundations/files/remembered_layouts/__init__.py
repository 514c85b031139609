"""The layouts of files that a partnership remembers: which there are, which fit a file, and how they change."""
