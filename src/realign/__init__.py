"""Realign: planning children's services together, with evidence, on the record."""
