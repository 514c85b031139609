"""Nobody is lost: every page of the work says where it stands, and leads only where its reader may go.

One reader opens each page for real. Who else opens it is chosen by what it links to: of those who may open the page and
not the target, two are given it too, so that what is offered to whom is tried without drawing every page for every role.
"""

import re
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import Resolver404, get_resolver, resolve, reverse

from realign.foundations.accounts.models import User
from realign.foundations.design.navigation import navigation_for
from realign.foundations.partnerships import access
from realign.foundations.partnerships.roles import roles
from realign.foundations.partnerships.rules import actor_for
from tests.support.cast import NOON
from tests.whole.addresses import addresses, opened_with
from tests.whole.samples import samples
from tests.whole.test_access import email_of

pytestmark = [pytest.mark.slow]

FOR_EVERYBODY = {access.PUBLIC, access.SIGNED_IN, access.MEMBER}
# pages outside every partnership that members open from their work
SHARED = {"frameworks:list", "frameworks:glossary", "guides:list"}
# answers to programmes hold no links, and are limited in number
ADDRESSES = [
    a
    for a in addresses()
    if ("partnership" in a.parts or a.name in SHARED)
    and (a.name == "api:page" or not a.name.startswith("api:"))
]
NAMED_IN_TEMPLATE = re.compile(r"""\{% url ["']([\w:-]+)["']""")
NAMED_IN_CODE = re.compile(
    r"""\b(?:reverse|redirect|address|link_to)\((?:[^()"']+, )?["']([\w-]+:[\w-]+)["']"""
)
LINK = re.compile(r"""<(?:a|form|area)\b[^>]*?\s(?:href|action)=["']([^"']+)["']""")


@dataclass(frozen=True)
class Reader:
    """Somebody of the demonstration; without a user a visitor."""

    name: str
    user: User | None = None
    may: frozenset[str] = field(default_factory=frozenset)
    actor: object = None

    def admits(self, rule):
        """Whether the rule of a page lets this reader in."""
        return rule == access.PUBLIC or (
            self.user is not None and (rule in FOR_EVERYBODY or rule in self.may)
        )

    def get(self, path):
        """The answer to this reader; signed in anew, since what one test keeps the next does not find."""
        client = Client()
        if self.user is not None:
            client.force_login(self.user)
            session = client.session
            session[access.REMEMBERED] = "tayside"
            session.save()
        answer = client.get(path)
        assert self.user is None or not answer.headers.get("Location", "").startswith("/accounts/")
        return answer


@dataclass(frozen=True)
class World:
    readers: tuple[Reader, ...]
    special: dict


@pytest.fixture(scope="module")
def world(demonstration, django_db_blocker):
    """One reader for each role, those who may do most first; then a visitor."""
    with django_db_blocker.unblock():
        readers = []
        for slug in roles():
            user = User.objects.get(email=f"{email_of(slug)}@demo.example")
            actor = actor_for(user, demonstration, NOON)
            readers.append(Reader(slug, user, actor.permissions, actor))
        readers.sort(key=lambda reader: -len(reader.may))
        return World((*readers, Reader("visitor")), samples(demonstration))


def where(address, world):
    return opened_with(address, "tayside", world.special)


def page_of(reader, address, world):
    """The HTML of a page as this reader has it; nothing for files, redirects and addresses that only take a post."""
    answer = reader.get(where(address, world))
    # a page may ask for more than its rule: to sign for one's own service, to be the person whom a link is for
    assert answer.status_code in {200, 302, 403, 404, 405}
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return ""
    return answer.content.decode()


def links_of(page, base):
    """Every address of this site that a page offers, forms included, with the rule of what stands there."""
    for link in LINK.findall(page):
        parts = urlsplit(urljoin(base, unescape(link)))
        if parts.netloc or parts.scheme or link.startswith("#"):
            continue
        try:
            match = resolve(parts.path)
        except Resolver404:
            # files that the site serves beside its pages are no pages
            yield parts.path, None if parts.path.startswith("/static/") else "no such page"
        else:
            yield parts.path, getattr(match.func, "access_rule", None)


def refused(reader, page, base):
    """What a page offers this reader that would answer 403, 404 or a request to sign in."""
    return sorted(
        {path for path, rule in links_of(page, base) if rule is not None and not reader.admits(rule)}
    )


def dead_anchors(page):
    """Links within the page to a place that it does not have."""
    places = set(re.findall(r'\sid="([^"]+)"', page))
    return sorted({link for link in re.findall(r'href="#([^"]+)"', page) if unescape(link) not in places})


def others_to_try(rules, admitted):
    """Who else opens the page: for each rule that it links to, the one who may do least of those refused there.

    For a page to read it is the one who may do most as well, since it may be offered for the sake of another permission.
    """
    chosen = {}
    for rule in sorted(rules):
        lacking = [reader for reader in admitted if not reader.admits(rule)]
        readers = (*lacking[:1], *lacking[-1:]) if rule.endswith(".view") else lacking[-1:]
        chosen |= {reader.name: reader for reader in readers}
    return list(chosen.values())


@pytest.mark.parametrize("address", ADDRESSES, ids=str)
def test_a_page_says_where_it_stands_and_leads_only_where_its_reader_may_go(address, world, db):
    base = where(address, world)
    admitted = [reader for reader in world.readers if reader.admits(address.rule)]
    first, page = next(
        ((reader, page) for reader in admitted if (page := page_of(reader, address, world))), (None, "")
    )
    if first is None:
        return
    assert refused(first, page, base) == [], f"offered to {first.name}"
    assert dead_anchors(page) == []
    if first.user is not None and is_of_the_work(address):
        check_it_says_where_it_stands(page)
    rules = {rule for _, rule in links_of(page, base)} - {None, "no such page"}
    for reader in others_to_try(rules, admitted):
        page = page_of(reader, address, world)
        assert refused(reader, page, base) == [], f"offered to {reader.name}"


def names_of(resolver, before=""):
    """The name of every address of the site, those of shared apps among them."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from names_of(pattern, f"{before}{pattern.namespace}:" if pattern.namespace else before)
        elif pattern.name:
            yield before + pattern.name


def test_every_address_that_templates_and_code_name_is_there():
    """Also those in branches that no test draws: an empty page, a role that few have."""
    source = Path(settings.PACKAGE)
    known = set(names_of(get_resolver()))
    named = [
        (str(path.relative_to(source)), name)
        for kind, pattern in (("*.html", NAMED_IN_TEMPLATE), ("*.py", NAMED_IN_CODE))
        for path in source.rglob(kind)
        for name in pattern.findall(path.read_text())
    ]
    assert len(named) > 500
    assert [(path, name) for path, name in named if name not in known] == []


def is_of_the_work(address):
    """Whether the page is drawn for members with their bar: all but those that the public reads as they are."""
    return address.rule != access.PUBLIC or address.name in SHARED or address.name.startswith("evidence:")


def check_it_says_where_it_stands(page):
    bar = re.search(r'<nav class="rl_bar" aria-label="Main">(.*?)</nav>', page, re.DOTALL)
    assert bar, "the bar is gone"
    assert "My work</a>" in bar[1]
    assert bar[1].count("aria-current=") == 1
    trail = re.search(r'<nav aria-label="Breadcrumb">(.*?)</nav>', page, re.DOTALL)
    assert trail, "it does not say where it stands"
    assert re.sub("<[^>]+>", "", trail[1]).strip()


def test_those_who_may_do_least_see_in_which_room_a_page_is(world, db):
    """The bar shows fewest items to them; it is worked out without drawing the pages again."""
    lost = []
    for address in filter(is_of_the_work, ADDRESSES):
        request = RequestFactory().get(where(address, world))
        request.resolver_match = resolve(request.path)
        members = [
            reader for reader in world.readers if reader.user is not None and reader.admits(address.rule)
        ]
        for reader in members[-3:]:
            act_as(reader, request)
            if navigation_for(request).room is None:
                lost.append(f"{address} for {reader.name}")
    assert lost == []


def act_as(reader, request):
    request.user, request.actor, request.partnership = reader.user, reader.actor, reader.actor.partnership


CROSSROADS = (
    "dashboards:work",
    "assurance:thread",
    "fronts:analyse",
    "fronts:plan",
    "fronts:deliver",
    "fronts:review",
)


@pytest.mark.parametrize("name", CROSSROADS)
def test_every_link_of_a_crossroads_leads_to_a_page_that_is_there(name, world, db):
    """The pages from which people set out lead to records of all kinds; a record that is gone answers 404."""
    reader, here = world.readers[0], reverse(name, args=["tayside"])
    page = reader.get(here).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    kinds = {
        resolve(path).view_name: path for path, rule in links_of(main, here) if rule and reader.admits(rule)
    }
    assert kinds
    assert [path for path in kinds.values() if reader.get(path).status_code not in {200, 302, 405}] == []
