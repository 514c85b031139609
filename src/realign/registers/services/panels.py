"""What rooms on higher floors say on a service’s page: the needs that it answers.

Needs are kept one floor up, so the page cannot ask for them. The room that keeps them adds to ``NEEDS_ANSWERED`` in its
``service_panels.py`` a function that takes a service and who asks, and answers a link for each need: by name alone where
this person may not open the need.
"""

from collections.abc import Callable

from realign.foundations.design.types import Link
from realign.foundations.partnerships.types import Actor
from realign.foundations.rooms import Registry
from realign.registers.services.models import Service

NeedsOf = Callable[[Service, Actor], list[Link]]

NEEDS_ANSWERED: Registry[NeedsOf] = Registry(
    "service_panels",
    holds="needs that a service answers",
    key=lambda needs_of: (needs_of.__module__, needs_of.__qualname__),
)


def needs_answered(service: Service, actor: Actor) -> list[Link]:
    """The needs that a service is matched with, by every room that keeps needs."""
    return [link for needs_of in NEEDS_ANSWERED.all() for link in needs_of(service, actor)]
