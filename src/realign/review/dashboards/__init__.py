"""The front page and my work: what is improving, late, or needs attention."""
