"""Where a trend is shown."""

from django.urls import reverse
from django.utils.http import urlencode


def address(slug: str, indicator: str, area: str = "", **more: str) -> str:
    """The page of a trend in one place."""
    asked = {name: value for name, value in {"area": area, **more}.items() if value}
    return reverse("trends:trend", args=[slug, indicator]) + (f"?{urlencode(asked)}" if asked else "")
