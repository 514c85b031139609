"""A register, something known, something measured, and the lists of stops: what maps are made of."""

from dataclasses import dataclass
from datetime import date

from realign.analyse.pathways import actions
from realign.analyse.pathways.models import Pathway, Stop
from realign.registers.evidence.models import Finding
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.models import Indicator
from realign.registers.services import actions as register
from realign.registers.services.models import Service
from tests.apps.registers.services.worlds import build as build_register
from tests.support.cast import Cast
from tests.support.evidence import released_finding
from tests.support.keeping import kept

TODAY = date(2026, 11, 20)
LISTS = ("pathway-stages", "transition-points", "adversity-support")


@dataclass(frozen=True)
class World:
    """What the tests of this room are about."""

    cast: Cast
    services: dict[str, Service]
    finding: Finding
    measure: Indicator

    def draw(self, kind: str = "stages", name: str = "Help with worries") -> Pathway:
        """A map with the stops of its kind."""
        return actions.create_pathway(by=self.cast.actor("analyst"), kind=kind, name=name, about="Everybody.")

    def stop(self, held: Pathway, name: str) -> Stop:
        return held.stops.get(name=name)


@kept
def build(cast: Cast) -> World:
    """The register with one service that is still to begin, a finding and a measure."""
    services = build_register(cast)
    services["hubs"] = register.create_service(
        by=cast.system, name="Youth hubs", summary="Open in 2027.", provider=cast.bodies["voices"],
        tier="additional", starts_on=date(2027, 4, 1),
    )  # fmt: skip
    finding = released_finding(
        cast,
        slug="forms",
        sentence="Nobody knows which form to use.",
        strength="fair",
        source="Talks",
    )
    measure = indicators.create_indicator(
        by=cast.system, slug="weeks", title="Weeks to first help", polarity="lower", scheme="local",
        definition="Half of them wait so long.",
    )  # fmt: skip
    return World(cast, services, finding, measure)
