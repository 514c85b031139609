"""Actions in the work of whoever leads them."""

from django.db.models import Q

from realign.foundations.partnerships.registry import NAMED_PARTS, NamedPart
from realign.plan.priorities.models import Action

NAMED_PARTS.add(
    NamedPart(
        Action,
        "lead_person_account",
        part="Lead official of the action",
        view="priorities.view",
        lasts=lambda today: Q(),
    )
)
