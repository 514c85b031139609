"""Three linked events with their lists, a measure and a service: what this room is about."""

from dataclasses import dataclass, field
from datetime import date

from realign.analyse.voices import actions
from realign.analyse.voices.models import Change, Listening, ListeningEvent, Pilot, Said, Story
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.models import Indicator
from realign.registers.services.models import Service
from tests.apps.registers.services.worlds import build as build_register
from tests.support.cast import Cast
from tests.support.keeping import kept

LISTS = ("shanarri", "engagement-methods")


@dataclass(frozen=True)
class World:
    """What the tests of this room are about."""

    cast: Cast
    themes: dict[str, FrameworkItem]
    services: dict[str, Service]
    measure: Indicator
    listening: Listening
    events: list[ListeningEvent]
    lines: dict[str, Said] = field(default_factory=dict)

    def say(self, kind: str, text: str, *answers: Said, event: int = 0, **values) -> Said:
        """A line of one of the lists."""
        given = {"theme": self.themes["healthy"], "consent": Said.Consent.PARTNERS} | values
        return actions.create_said(
            by=self.cast.actor("engagement-lead"), listening=self.listening, event=self.events[event], kind=kind,
            text=text, answers=list(answers), **given,
        )  # fmt: skip

    def tell(self, title: str = "The day it was bad", **values) -> Story:
        """A story beside the measure."""
        given = {
            "text": "I asked for help and nobody rang.", "theme": self.themes["healthy"], "teller": "child",
            "consent": "partners", "consent_how": "In writing", "indicators": [self.measure],
        }  # fmt: skip
        return actions.create_story(by=self.cast.actor("engagement-lead"), title=title, **given | values)

    def change(self, title: str = "Early help", **values) -> Change:
        """A before and after of a service."""
        given = {
            "service": self.services["carers"], "period": "2025/26", "judge": "parents", "method": "On paper.",
            "asked": 120, "answered": 84,
        }  # fmt: skip
        return actions.create_change(by=self.cast.actor("analyst"), title=title, **given | values)

    def pilot(self, name: str = "Practitioners in schools") -> Pilot:
        """A pilot that nobody measures yet."""
        return actions.create_pilot(by=self.cast.actor("analyst"), name=name, about="Two clusters.")


@kept
def build(cast: Cast) -> World:
    """Three events in order: children, adults, both."""
    services = build_register(cast)
    measure = indicators.create_indicator(
        by=cast.system, slug="weeks", title="Weeks to first help", polarity="lower", scheme="local"
    )
    by = cast.actor("engagement-lead")
    made = actions.create_listening(
        by=by, title="Three linked events", about="Pupils.", consent="In writing."
    )
    events = [
        actions.create_event(
            by=by, listening=made, title=title, group=group, held_on=date(2026, month, 11), people=people
        )
        for title, group, month, people in (
            ("What we need", "children", 2, 42),
            ("The same, of staff", "adults", 3, 3),
            ("Together", "together", 4, None),
        )
    ]
    themes = {item.code: item for item in FrameworkItem.objects.filter(version__framework__slug="shanarri")}
    return World(cast, themes, services, measure, made, events)
