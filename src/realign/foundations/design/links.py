"""Links to pages of other rooms, upper floors included: an address is only a name, never an import."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from realign.foundations.design.types import Link

LONGEST = 70


def shortened(text: object, most: int = LONGEST) -> str:
    """A text cut at a word, for links and table cells.

    >>> shortened("Open three youth hubs in Angus", 20)
    'Open three youth …'
    """
    words = str(text)
    if len(words) <= most:
        return words
    return words[:most].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def address(name: str, *args: Any) -> str:
    """The address of a page by its name; empty while no room has such a page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def link_to(text: object, name: str, *args: Any) -> Link:
    """Words that lead to a page, or only words while there is no such page."""
    return Link(str(text), address(name, *args))
