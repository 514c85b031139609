"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The partnership, the person acting and whether this is the demonstration."""
    return {
        "partnership": getattr(request, "partnership", None),
        "actor": getattr(request, "actor", None),
        "demo": settings.DEMO,
    }
