"""Sample content for the gallery page. Everything in it is invented."""
