"""What the headings of a file say, by a layout: where the header is, and the rows of the format under it."""
