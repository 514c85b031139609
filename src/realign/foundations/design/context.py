"""What every page knows."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from realign.foundations.design.navigation import navigation_for


def site(request: HttpRequest) -> dict[str, object]:
    """The partnership, the person acting, whether this is the demonstration, and where they may go from here.

    The navigation is worked out only if a template draws it.
    """
    partnership = getattr(request, "partnership", None)
    actor = getattr(request, "actor", None)
    return {
        "partnership": partnership,
        "actor": actor,
        # of a page that members and the public both read: whoever works here keeps the bar of their work
        "layout": "design/work.html" if actor else "design/public.html",
        "demo": settings.DEMO or bool(getattr(partnership, "is_demo", False)),
        "navigation": SimpleLazyObject(lambda: navigation_for(request)),
    }
