"""Charts drawn on the server: plain values in, an accessible picture, its sentence and its table out."""
