"""Pupils’ answers: brought in, described by their codebook, and read."""
