"""How a room joins what a lower floor keeps: navigation, panels, file formats, background work and the rest."""

from realign.foundations.rooms.registry import Registry

__all__ = ["Registry"]
