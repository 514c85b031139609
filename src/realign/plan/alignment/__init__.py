"""Whether each promise rests on evidence, and whether each outcome can be seen."""
