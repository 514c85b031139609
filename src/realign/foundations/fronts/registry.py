"""What the front pages of the four rooms show; a room adds its part in ``front_panels.py``."""

from realign.foundations.fronts.types import FrontPanel
from realign.foundations.rooms import Registry

FRONT_PANELS: Registry[FrontPanel] = Registry(
    "front_panels",
    holds="parts of the front page of a room",
    key=lambda panel: panel.page,
    order=lambda panel: panel.order,
)
