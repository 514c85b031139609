"""What other rooms know about an area, for its profile: indicators, survey results, services, needs, findings.

Each room adds its own in ``area_panels.py``: ``PANELS.add(maker, …)``, where ``maker(reader, area)`` answers an
AreaPanel or None. A public reader is given only what is public.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from realign.foundations.design.types import Link, Source, Status
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Actor
from realign.foundations.rooms import Registry
from realign.methods.signs import key_of
from realign.registers.places.models import Area


@dataclass(frozen=True)
class AreaReader:
    """Who reads a profile: a member with what their role may see, or the public, for whom ``actor`` is None."""

    partnership: Partnership
    on: date
    actor: Actor | None = None

    @property
    def is_public(self) -> bool:
        """Whether only what is public may be shown."""
        return self.actor is None

    def may(self, permission: str) -> bool:
        """Whether this is a member whose role allows it."""
        return self.actor is not None and self.actor.may(permission)


@dataclass(frozen=True)
class AreaFact:
    """One line of a panel: what it is, its figures in words in the order of the headings, and where they are from."""

    link: Link
    figures: Sequence[str | Status]
    source: Source | None = None
    invented: bool = False


@dataclass(frozen=True)
class AreaPanel:
    """What one room knows about an area. Without facts the page says ``empty``, which tells what to do next."""

    title: str
    headings: Sequence[str]
    facts: Sequence[AreaFact]
    empty: str
    lead: str = ""
    more: Link | None = None
    order: int = 50

    @property
    def rows(self) -> list[tuple[AreaFact, list[tuple[str, str | Status]]]]:
        """Each fact with its figures under their headings; the first heading is that of the fact itself."""
        return [(fact, list(zip(self.headings[1:], fact.figures, strict=True))) for fact in self.facts]

    @property
    def signs(self) -> list[tuple[str, str]]:
        """The signs that stand in it, with what they mean."""
        return key_of(figure for fact in self.facts for figure in fact.figures)

    @property
    def key(self) -> str:
        """Its name in the address of the page."""
        return self.title.lower().replace(" ", "-")


PanelMaker = Callable[[AreaReader, Area], AreaPanel | None]


PANELS: Registry[PanelMaker] = Registry(
    "area_panels",
    holds="parts of an area’s profile",
    key=lambda maker: (maker.__module__, maker.__qualname__),
)


def panels_for(reader: AreaReader, area: Area) -> list[AreaPanel]:
    """Every panel that this reader may see, in order."""
    panels = [maker(reader, area) for maker in PANELS.all()]
    return sorted((panel for panel in panels if panel is not None), key=lambda panel: panel.order)
