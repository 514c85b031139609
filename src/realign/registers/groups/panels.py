"""What other rooms show on a group’s page: meetings, proposals, decisions, actions.

The rooms that hold those stand on higher floors, so the page cannot ask them. Each adds its own in
``group_panels.py``: ``PANELS.add(function, …)``, where ``function(group, actor)`` answers a Panel or None.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from realign.foundations.design.types import Link, Status
from realign.foundations.partnerships.types import Actor
from realign.foundations.rooms import Registry
from realign.registers.groups.models import Group


@dataclass(frozen=True)
class PanelRow:
    """One line of a panel."""

    link: Link
    when: date | None = None
    status: Status | None = None
    detail: str = ""


@dataclass(frozen=True)
class Panel:
    """What another room knows about a group, shown on the group's page."""

    title: str
    rows: Sequence[PanelRow]
    empty: str
    more: Link | None = None
    order: int = 50


PanelMaker = Callable[[Group, Actor], Panel | None]


PANELS: Registry[PanelMaker] = Registry(
    "group_panels", holds="parts of a group’s page", key=lambda maker: (maker.__module__, maker.__qualname__)
)


def panels_for(group: Group, actor: Actor) -> list[Panel]:
    """Every panel that has something to say to this person about this group, in order."""
    panels = [maker(group, actor) for maker in PANELS.all()]
    return sorted((panel for panel in panels if panel is not None), key=lambda panel: panel.order)
