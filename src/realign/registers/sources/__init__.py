"""Which system holds which information, who may see it, and what is joined with what on which legal basis."""
