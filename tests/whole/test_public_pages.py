"""Every public page reads published versions or something that is listed here with its reason.

::

    inventory ── every public address, and what it reads
    drafts    ── every word that somebody could change is changed: no public page shows any of it
    door      ── for every kind of record: one person alone, the system and strangers publish nothing
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from realign.demo.loaders.people import acting
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.access import PUBLIC
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.rules import actor_for, system_actor
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing import actions, queries
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.types import Recorded
from tests.support.publishing import publish_all
from tests.whole.addresses import addresses
from tests.whole.samples import samples
from tests.whole.walking import walk

pytestmark = [pytest.mark.slow, pytest.mark.looks]

VERSIONS = "published versions"
TABLES = "released tables and findings: doors of their own (decisions 12 and 16)"
DOCUMENTS = "documents that are frozen when they are published, with a fingerprint"
LISTS = "lists that come with the product or that all partnerships share"
WORDS = "the product's own words"
NAMES = "the name of the partnership and which bodies are in it"

INVENTORY = {
    "administration:first-account": WORDS,
    "administration:invitation": WORDS,
    "api:description": WORDS,
    "api:finding": TABLES,
    "api:findings": TABLES,
    "api:indicator": VERSIONS,
    "api:indicators": VERSIONS,
    "api:observations": VERSIONS,
    "api:page": WORDS,
    "api:plan": VERSIONS,
    "api:priority": VERSIONS,
    "api:table": TABLES,
    "api:tables": TABLES,
    "dashboards:home": VERSIONS,
    "decisions:public-decision": VERSIONS,
    "decisions:public-list": VERSIONS,
    "demo:sign-in": WORDS,
    "design:about": WORDS,
    "design:accessibility": WORDS,
    "design:cookies": WORDS,
    "design:gallery": WORDS,
    "evidence:finding": TABLES,
    "evidence:library": TABLES,
    "evidence:published": f"{TABLES}; of indicators {VERSIONS}",
    "evidence:release": TABLES,
    "evidence:rules": WORDS,
    "frameworks:framework": LISTS,
    "frameworks:glossary": LISTS,
    "frameworks:list": LISTS,
    "frameworks:version": LISTS,
    "front": NAMES,
    "gaps:public": VERSIONS,
    "guides:guide": WORDS,
    "guides:list": WORDS,
    "guides:method": WORDS,
    "health": WORDS,
    "indicators:open": VERSIONS,
    "needs:download": DOCUMENTS,
    "needs:public": DOCUMENTS,
    "needs:public-assessment": DOCUMENTS,
    "places:public": f"{VERSIONS}; {TABLES}; places are {LISTS}",
    "places:public-list": LISTS,
    "plans:public": VERSIONS,
    "plans:public-priority": VERSIONS,
    "progress:public": VERSIONS,
    "reports:download": DOCUMENTS,
    "reports:public": DOCUMENTS,
    "reports:public-report": DOCUMENTS,
    "search:results": VERSIONS,
    "services:find": VERSIONS,
    "services:found": VERSIONS,
    "surveys:local": TABLES,
    "surveys:local-list": TABLES,
    "trends:public": VERSIONS,
}

# every word that a person writes on a record whose versions are public; each is changed without being published
WRITTEN = {
    "services.Service": ("name", "summary", "description", "target", "how_to_reach"),
    "priorities.Vision": ("text",),
    "plans.Plan": ("title", "summary"),
    "priorities.Priority": ("title", "plain_title", "statement", "why"),
    "priorities.Outcome": ("statement",),
    "priorities.Action": ("title",),
    "priorities.Commitment": ("text",),
    "priorities.Citation": ("because",),
    "progress.Update": ("reason", "text", "public_text"),
    "gaps.Gap": ("title", "whom", "effect", "fix"),
    "decisions.OpenQuestion": ("text",),
    "trends.Mark": ("reason",),
}
DRAFTED = "Zzdrafted4711"
PUBLIC_VALUE, WAITING_VALUE = 61_207, 73_913  # whole, because headlines round values of this size

# where one word of each kind of record is written
A_WORD = {
    "service": ("services.Service", "summary"),
    "values": ("files.Import", "title"),
    "vision": ("priorities.Vision", "text"),
    "plan": ("plans.Plan", "summary"),
    "priority": ("priorities.Priority", "why"),
    "progress": ("progress.Update", "public_text"),
    "decision": ("decisions.Decision", "text"),
    "gap": ("gaps.Gap", "effect"),
}


def test_every_public_address_says_what_it_reads():
    public = {address.name for address in addresses() if address.rule == PUBLIC}
    assert public == set(INVENTORY), "say what it reads, and if no published versions, why not"


def test_every_kind_of_record_is_walked():
    assert {kind.slug for kind in PUBLIC_RECORDS.all()} == set(A_WORD)


@pytest.fixture
def drafted(demonstration, db):
    """The demonstration with every word changed and one value brought that nobody has published."""
    for label, fields in WRITTEN.items():
        rows = apps.get_model(label).objects.filter(partnership=demonstration)
        assert rows.exists(), label
        for field in fields:
            rows.update(**{field: DRAFTED})
    analyst = acting(system_actor(demonstration, timezone.now()), "analyst@demo.example")
    indicator = indicators.create_indicator(
        by=analyst, slug="drafted", title="Days waited altogether", polarity="lower", unit="days"
    )
    for period, value in (("2022/23", PUBLIC_VALUE), ("2023/24", WAITING_VALUE)):
        row = Recorded("S12000041", period, value)
        indicators.record_observations(by=analyst, indicator=indicator, rows=[row])
        if value == PUBLIC_VALUE:
            publish_all(demonstration, "values", at=analyst.at)
    return indicator


def test_no_public_page_shows_what_nobody_has_published(drafted, demonstration):
    starts = [
        f"/tayside/indicators/{drafted.slug}/",
        f"/tayside/indicators/{drafted.slug}/csv/",
        f"/tayside/api/v1/indicators/{drafted.slug}/observations/?vintages=true",
    ]
    visitor = walk(Client(), "tayside", samples(demonstration), rules={PUBLIC}, also=starts)
    assert {where for where in starts if where not in visitor.read} == set()
    assert visitor.leaks({DRAFTED, str(WAITING_VALUE)}) == {}
    assert set(visitor.leaks({str(PUBLIC_VALUE)})) >= set(starts), "the eyes of the walk are open"


@pytest.mark.parametrize("slug", A_WORD)
def test_one_person_alone_publishes_nothing(slug, demonstration, db):
    at = timezone.now() + timedelta(minutes=1)
    kind = PUBLIC_RECORDS.get(slug)
    able = partnerships.members_who_may(demonstration, kind.permission)
    assert len(able) > 1
    writer = actor_for(able[0].user, demonstration, at)
    label, field = A_WORD[slug]
    record, part = next(
        (record, part)
        for record in kind.records(demonstration, at.date())
        for part in kind.parts(record)
        if part._meta.label == label
    )
    type(part).objects.filter(pk=part.pk).update(**{field: "Other words."})
    audit.record(by=writer, verb="changed", subject=part)
    draft = queries.draft_of(demonstration, kind, str(record.pk), at.date())
    assert writer.user_id in draft.writers

    def publish(by):
        return actions.publish_draft(
            by=by, kind=kind, key=draft.key, fingerprint=draft.fingerprint, reason="A test looked at it."
        )

    stranger = Partnership.objects.get(slug="elsewhere")
    elsewhere = partnerships.members_who_may(stranger, kind.permission)[0].user
    for alone in (writer, system_actor(demonstration, at), actor_for(elsewhere, stranger, at)):
        with pytest.raises(Refusal):
            publish(alone)
    second = next(member.user for member in able if member.user_id not in draft.writers)
    assert publish(actor_for(second, demonstration, at)).content == draft.content
