"""The survey room’s part of the realign command."""
