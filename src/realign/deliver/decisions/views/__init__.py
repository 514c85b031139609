"""Pages about decisions, meetings and open questions."""
