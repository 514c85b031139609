"""One thread: what the page of a record shows of it, what the page of the thread says and what is taken away agree."""

import csv
import io
import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.rules import actor_for
from realign.registers.thread.presenters import strip
from realign.registers.thread.queries import graph
from realign.registers.thread.registry import FILLERS, KINDS, LINKS, LOOSE_ENDS
from realign.registers.thread.rules import walk
from realign.registers.thread.types import ThreadStage
from realign.review.assurance.breaks import WHOLE_STAGES, priority_threads
from realign.review.assurance.pictures import TITLES
from tests.support.cast import NOON
from tests.whole.addresses import addresses

STRIP = re.compile(r'<nav class="rl_thread".*?</nav>', re.DOTALL)
# kinds whose own page draws the strip of its record
WITH_STRIP = {
    "finding",
    "need",
    "service",
    "priority",
    "proposal",
    "decision",
    "action",
    "report",
}


def strip_on(client, url):
    """The stages of the strip of a page that say “missing”, and the links of those that do not."""
    page = client.get(url).content.decode()
    (drawn,) = STRIP.findall(page)
    return re.sub(r"\s+", " ", drawn)


def compare(client, partnership, person, kinds=WITH_STRIP):
    """Every record that has a page with a strip: that strip, and the one on the page of the thread, are the same."""
    by = actor_for(person, partnership, NOON)
    held = graph(partnership, by)
    seen = {}
    for record in held.of_kind(*kinds):
        own = strip_on(client, record.page(partnership.slug))
        thread = walk(held, record.key)
        assert own.count("rl_thread__node--missing") == len(thread.missing), record.key
        words = [node.stage.key for node in strip(partnership, thread, by) if node.missing]
        assert words == [stage.value for stage in thread.missing], record.key
        first_of_kind = record.kind.key not in seen
        seen.setdefault(record.kind.key, record)
        if first_of_kind:
            url = reverse("assurance:node", args=[partnership.slug, record.kind.key, record.slug])
            assert strip_on(client, url) == without_label(own), record.key
    assert_export_agrees(client, partnership, held)
    return set(seen)


def without_label(drawn):
    """A strip as the page of the thread draws it: only its name for those who cannot see differs."""
    return re.sub(r'aria-label="[^"]*"', 'aria-label="Golden thread"', drawn)


def assert_export_agrees(client, partnership, held):
    """The page of the thread and the file of broken links name the stages that each priority lacks, and no other."""
    url = reverse("assurance:broken", args=[partnership.slug])
    rows = list(
        csv.DictReader(io.StringIO(client.get(url, {"format": "csv"}).getvalue().decode("utf-8-sig")))
    )
    page = client.get(reverse("assurance:thread", args=[partnership.slug])).content.decode()
    for thread in priority_threads(held):
        lacking = {TITLES[stage] for stage in thread.thread.missing}
        of_priority = [row for row in rows if row["Priority"] == thread.priority.label]
        assert {row["Stage"] for row in of_priority if row["How much"] == "Missing"} == lacking
        assert escape(thread.priority.label) in page


def plans(user, partnership):
    """Whether somebody works on the plan here."""
    actor = actor_for(user, partnership, NOON)
    return actor is not None and actor.may("priorities.edit") and actor.may("spend.view")


@pytest.mark.slow
def test_every_record_of_the_demonstration_says_the_same_everywhere(demonstration, db, client):
    person = next(user for user in User.objects.all() if plans(user, demonstration))
    client.force_login(person)
    assert compare(client, demonstration, person) == WITH_STRIP


def test_rooms_that_joined_name_kinds_that_are_there():
    kinds = {kind.key for kind in KINDS.all()}
    named = {end for link in LINKS.all() for end in (link.start, link.end)}
    named |= {kind for check in LOOSE_ENDS.all() for kind in (check.kind, *check.others)}
    pages = [filler.where for filler in FILLERS.all()] + [check.where for check in LOOSE_ENDS.all()]
    named |= {page.near for page in pages if page.near}
    assert named - kinds == set()
    assert {kind.stage for kind in KINDS.all() if kind.fills} == set(ThreadStage)
    assert (
        {check.stage for check in WHOLE_STAGES}
        == {filler.stage for filler in FILLERS.all()}
        == set(ThreadStage)
    )


def test_a_page_that_mends_a_link_asks_for_no_less_than_the_link_to_it():
    rules = {address.name: address.rule for address in addresses()}
    pages = [filler.where for filler in FILLERS.all()] + [check.where for check in LOOSE_ENDS.all()]
    lists = {"fit:list", "priorities:list", "decisions:meetings"}  # read by more people than may change them
    assert [
        page.page for page in pages if rules[page.page] != page.permission and page.page not in lists
    ] == []
    assert [kind.page for kind in KINDS.all() if rules[kind.page] not in {kind.view, "public"}] == [
        "priorities:action",
        "priorities:action",
    ]
