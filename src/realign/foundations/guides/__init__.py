"""The guides and the notes on methods, readable in the site from the Markdown that ships with it."""
