"""Where a page of the work stands: ``{% load trail %}{% trail as links %}``."""

from typing import cast

from django import template

from realign.foundations.design.navigation import Navigation, NavLink, NavSection
from realign.foundations.design.types import Link

register = template.Library()


@register.simple_tag(takes_context=True)
def trail(context: template.Context) -> list[Link]:
    """The room, the page of its menu, and whatever the view names further in; a page of the menu is called as there."""
    navigation = cast(Navigation | None, context.get("navigation"))
    room = navigation.room if navigation else None
    given: list[Link] = list(context.get("breadcrumbs") or [])
    if room is None:
        return given
    called = {link.url: link.label for link in room.links}
    links = [Link(called.get(link.url, link.text), link.url) for link in given] or _from_the_menu(room)
    first = links[0]
    if first.url == room.url or (not first.url and first.text == room.label):
        return links
    return [Link(room.label, room.url), *links]


def _from_the_menu(room: NavSection) -> list[Link]:
    """What the menu alone can say: the page of it that is open, as words where it is this page."""
    link: NavLink | None = room.entry.current if room.entry else None
    if link is None:
        return [Link(room.label)]
    if link.here != "page":
        return [Link(link.label, link.url)]
    return [Link(link.label)]
