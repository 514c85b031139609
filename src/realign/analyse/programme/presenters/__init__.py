"""The programme in words, tables and pictures."""
