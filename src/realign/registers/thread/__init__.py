"""The golden thread: what the records of every room are joined to, from a need to a result."""
