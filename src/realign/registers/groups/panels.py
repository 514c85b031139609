"""What other rooms show on a group’s page: meetings, proposals, decisions, actions.

The rooms that hold those stand on higher floors, so the page cannot ask them. Each names its panels in its own
``group_panels.py``: ``PANELS = (function, …)``, where ``function(group, actor)`` answers a Panel or None.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from realign.foundations.design.types import Link, Status
from realign.foundations.partnerships.types import Actor
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


@cache
def registered() -> tuple[PanelMaker, ...]:
    """The panel functions of every installed app, read once."""
    found: list[PanelMaker] = []
    for app in apps.get_app_configs():
        if app.module is not None and module_has_submodule(app.module, "group_panels"):
            found.extend(import_module(f"{app.name}.group_panels").PANELS)
    return tuple(found)


def panels_for(group: Group, actor: Actor) -> list[Panel]:
    """Every panel that has something to say to this person about this group, in order."""
    made = [maker(group, actor) for maker in registered()]
    return sorted((panel for panel in made if panel is not None), key=lambda panel: panel.order)
