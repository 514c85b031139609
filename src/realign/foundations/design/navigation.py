"""Navigation is data: each app says in its own `navigation.py` what it offers, and to whom.

    # realign/deliver/decisions/navigation.py
    from realign.foundations.design.navigation import NAVIGATION, NavItem, Room

    NAVIGATION.add(
        NavItem("Decisions", "decisions:list", permission="decisions.view", section=Room.DELIVER),
        NavItem("Decisions", "decisions:public", permission="public", section=Room.PUBLIC, order=60),
    )

An item whose page does not exist, or that this person may not open, is left out. A room has few entries: items with one
heading are one entry, and stand as tabs at the top of its pages.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from realign.foundations.partnerships.models import Partnership
from realign.foundations.rooms import Registry


class Room(StrEnum):
    """Where an item stands: the public bar, or one floor of the signed-in side."""

    PUBLIC = "Public"
    MY_WORK = "My work"
    ANALYSE = "Analyse"
    PLAN = "Plan"
    DELIVER = "Deliver"
    REVIEW = "Review"
    THREAD = "Golden thread"
    ADMINISTRATION = "Administration"
    HELP = "Help"


@dataclass(frozen=True)
class NavItem:
    """One way in. `permission` is the rule of the page's `@access`: "public", "member" or a permission's name.

    Smaller `order` comes first. An `exact` item is current only on its own page, not on pages below it. Items with
    the same `heading` are one entry of the room and stand as tabs on its pages; without a heading an item is an entry
    of its own. `covers` names further rooms of addresses whose pages belong to this item, wherever they stand.
    `only_while` says for which partnerships the item is there at all; it must ask nothing of the database.
    """

    label: str
    url_name: str
    permission: str
    section: Room
    order: int = 50
    exact: bool = False
    heading: str = ""
    covers: tuple[str, ...] = ()
    only_while: Callable[[Partnership], bool] | None = None


NAVIGATION: Registry[NavItem] = Registry(
    "navigation",
    holds="the ways in",
    key=lambda item: (item.section, item.url_name, item.label),
    order=lambda item: item.order,
)


@dataclass(frozen=True)
class NavLink:
    """An item this person may follow now; `here` is "page" on the page itself, "true" on a page below it."""

    label: str
    url: str
    here: str = ""
    heading: str = ""
    page: str = ""


@dataclass(frozen=True)
class NavEntry:
    """One entry of a room: a page, or several that stand as tabs at its top. It opens at its first page."""

    label: str
    links: tuple[NavLink, ...]

    @property
    def url(self) -> str:
        return self.links[0].url

    @property
    def here(self) -> str:
        """Whether this entry is open: "page" where its only page is this one, "true" further in."""
        current = next((link.here for link in self.links if link.here), "")
        return "true" if current and self.has_tabs else current

    @property
    def has_tabs(self) -> bool:
        return len(self.links) > 1

    @property
    def current(self) -> NavLink | None:
        """The tab that is open."""
        return next((link for link in self.links if link.here), None)


@dataclass(frozen=True)
class NavSection:
    """One room with the links in it; it opens at its first link."""

    label: str
    links: tuple[NavLink, ...]
    here: bool = False

    @property
    def url(self) -> str:
        return self.links[0].url

    @property
    def entries(self) -> tuple[NavEntry, ...]:
        """The ways on from here, few enough to be read at a glance."""
        labels = dict.fromkeys(link.heading or link.label for link in self.links)
        return tuple(
            NavEntry(label, tuple(link for link in self.links if (link.heading or link.label) == label))
            for label in labels
        )

    @property
    def entry(self) -> NavEntry | None:
        """The entry that is open."""
        return next((entry for entry in self.entries if entry.here), None)


@dataclass(frozen=True)
class Navigation:
    """What one person sees on one page: the public bar, the rooms, and the room they are in."""

    public: tuple[NavLink, ...] = ()
    rooms: tuple[NavSection, ...] = ()

    @property
    def public_side(self) -> NavSection:
        """The public pages as one section: its entries are the public bar."""
        return NavSection(Room.PUBLIC.value, self.public, here=any(link.here for link in self.public))

    @property
    def room(self) -> NavSection | None:
        return next((room for room in self.rooms if room.here), None)


def navigation_for(request: HttpRequest, items: Iterable[NavItem] | None = None) -> Navigation:
    """The links this request's person may follow, with the current one marked."""
    offered = NAVIGATION.all() if items is None else tuple(items)
    open_to = [
        (item, url) for item in offered if _may_follow(request, item) and (url := _address(request, item))
    ]
    nearest = _nearest(request.path, open_to) or _of_the_same_room(request, open_to)
    links = {
        room: tuple(
            NavLink(item.label, url, _here(request.path, url, nearest), item.heading, item.url_name)
            for item, url in open_to
            if item.section is room
        )
        for room in Room
    }
    rooms = tuple(
        NavSection(_name(request, room), links[room], here=any(link.here for link in links[room]))
        for room in Room
        if room is not Room.PUBLIC and links[room]
    )
    return Navigation(public=links[Room.PUBLIC], rooms=rooms)


def _name(request: HttpRequest, room: Room) -> str:
    """The room's name; a partnership may call the third stage "Do"."""
    partnership = getattr(request, "partnership", None)
    return partnership.stage_three_label if partnership is not None and room is Room.DELIVER else room.value


def _may_follow(request: HttpRequest, item: NavItem) -> bool:
    actor = getattr(request, "actor", None)
    partnership = getattr(request, "partnership", None)
    if item.only_while is not None and (partnership is None or not item.only_while(partnership)):
        return False
    user = getattr(request, "user", None)
    match item.permission:
        case "public":
            return True
        case "signed-in":
            return user is not None and user.is_authenticated
        case "operator":
            return user is not None and user.is_authenticated and user.is_operator
        case "member":
            return actor is not None
        case permission:
            return actor is not None and actor.may(permission)


def _address(request: HttpRequest, item: NavItem) -> str:
    """The item's address within this partnership; empty when there is none, so that no dead link is shown."""
    partnership = getattr(request, "partnership", None)
    return _address_in(item.url_name, partnership.slug if partnership is not None else "")


@lru_cache(maxsize=4096)
def _address_in(url_name: str, slug: str) -> str:
    # the partnership's own page first: `partnership` is the word in every address (foundations.partnerships.access)
    for kwargs in ({"partnership": slug}, {}) if slug else ({},):
        try:
            return reverse(url_name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


def _nearest(path: str, open_to: list[tuple[NavItem, str]]) -> str:
    """The longest address that is this page or above it."""
    above = [url for item, url in open_to if url == path or (not item.exact and path.startswith(url))]
    return max(above, key=len, default="")


def _of_the_same_room(request: HttpRequest, open_to: list[tuple[NavItem, str]]) -> str:
    """For a page that stands below no item: the first item that covers it, or whose page is of the same room."""
    match = request.resolver_match
    if match is None or not match.namespace:
        return ""
    names = {item.url_name.partition(":")[0]: url for item, url in reversed(open_to)}
    covered = {name: url for item, url in reversed(open_to) for name in item.covers}
    return covered.get(match.namespace) or names.get(match.namespace, "")


def _here(path: str, url: str, nearest: str) -> str:
    if url != nearest:
        return ""
    return "page" if url == path else "true"
