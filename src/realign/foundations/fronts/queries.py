"""What changed lately in a room, for those who may open it."""

from collections.abc import Collection
from itertools import groupby

from django.apps import apps

from realign.foundations.audit import queries as audit
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.types import Actor

LOOKED_AT, MOST = 60, 5


def lately(by: Actor, rooms: Collection[str]) -> list[list[Event]]:
    """The newest events about records whose pages are in these rooms; the same done in a row stands together."""
    kinds = [
        model._meta.label_lower
        for model in apps.get_models()
        if issubclass(model, PartnershipRecord) and model.page.partition(":")[0] in rooms
    ]
    events = (
        audit.events(by.partnership.slug)
        .filter(subject_type__in=kinds)
        .order_by("-at", "-number")[:LOOKED_AT]
    )
    runs = groupby(
        events, key=lambda event: (event.at.date(), event.actor_name, event.verb, event.subject_type)
    )
    return [list(run) for _, run in runs][:MOST]
