"""Parts that higher floors add to an indicator’s page, such as its trend with signals.

A room above adds them to ``PANELS`` in its own ``indicator_panels.py``; this room draws them, in order.
"""

from collections.abc import Callable
from dataclasses import dataclass

from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.rooms import Registry
from realign.registers.indicators.models import Indicator


@dataclass(frozen=True)
class IndicatorPanel:
    """A part of every indicator’s page: ``draw(request, indicator)`` answers HTML made by a template, or nothing."""

    draw: Callable[[MemberRequest, Indicator], str]
    order: int = 50


PANELS: Registry[IndicatorPanel] = Registry(
    "indicator_panels",
    holds="parts of an indicator’s page",
    key=lambda panel: (panel.draw.__module__, panel.draw.__qualname__),
    order=lambda panel: panel.order,
)


def panels_for(request: MemberRequest, indicator: Indicator) -> list[str]:
    """The parts for one indicator, drawn; those with nothing to show are left out."""
    drawn = [panel.draw(request, indicator) for panel in PANELS.all()]
    return [part for part in drawn if part]
