"""Parts that higher floors add to an indicator’s page, such as its trend with signals.

A room above writes ``indicator_panels.py`` and registers there; this room draws what is registered, in order.
"""

from collections.abc import Callable

from django.http import HttpRequest

from realign.registers.indicators.models import Indicator

Panel = Callable[[HttpRequest, Indicator], str]
"""``panel(request, indicator)`` answers HTML made by a template, or nothing when it has nothing to show."""

_panels: list[tuple[int, Panel]] = []


def register_panel(panel: Panel, *, order: int = 50) -> Panel:
    """Show a part on every indicator’s page, after the sentence; smaller orders first."""
    if all(held is not panel for _, held in _panels):
        _panels.append((order, panel))
    return panel


def panels_for(request: HttpRequest, indicator: Indicator) -> list[str]:
    """The parts for one indicator, drawn."""
    drawn = [panel(request, indicator) for _, panel in sorted(_panels, key=lambda held: held[0])]
    return [part for part in drawn if part]
