"""Where a trend is shown."""

from django.urls import reverse
from django.utils.http import urlencode


def address(slug: str, indicator: str, area: str = "", *, part: str = "", **more: str) -> str:
    """The page of a trend in one place, or the file of one of its figures."""
    query = {name: value for name, value in {"area": area, **more}.items() if value}
    page = (
        reverse("trends:file", args=[slug, indicator, part])
        if part
        else reverse("trends:trend", args=[slug, indicator])
    )
    return page + (f"?{urlencode(query)}" if query else "")
