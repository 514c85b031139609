"""The front page of each room of the cycle: its question answered in one screen, from what the rooms know."""
