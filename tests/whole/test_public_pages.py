"""Every public page reads published versions or something that is listed here with its reason.

::

    inventory ── every public address, and what it reads
    drafts    ── every word that somebody could change is changed: no public page shows any of it
    door      ── for every kind of record: one person alone, the system and strangers publish nothing
"""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
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

# records whose words are changed by nobody once they are public, or are public by a door of their own
NOT_CHANGED = {
    "accounts.User": "names of people stand on no public page",
    "decisions.Decision": "a decision never changes once it is recorded",
    "decisions.DecisionOption": "a decision never changes once it is recorded",
    "decisions.Position": "a decision never changes once it is recorded",
    "evidence.Finding": TABLES,
    "evidence.Release": TABLES,
    "evidence.ReleasedCell": TABLES,
    "files.Import": "what is written of a file does not change once it is accepted",
    "files.Upload": "what is written of a file does not change once it is accepted",
    "indicators.Observation": "values are published with the file that brought them",
    "needs.NeedsAssessment": DOCUMENTS,
    "partnerships.Organisation": NAMES,
    "publishing.PublicVersion": VERSIONS,
    "reports.Report": DOCUMENTS,
    "surveys.LocalFigures": "figures that follow from a released table: one person keeps them, another releases them",
}
# rooms whose records are no words of a partnership: what happened, what is found, work, lists, places, files of documents
NO_WORDS = frozenset(("audit", "frameworks", "people", "places", "search", "work", "administration"))
# fields that name something for the product: other words there would be a fault and no draft
FOR_THE_PRODUCT = frozenset(
    word
    for line in (
        "chart code confidence disclosure_profile fingerprint format fpc interval key kind lonely_psu measure",
        "measure_code missing_rule path period phase price_base profile psu question_version rested_on_hash",
        "replicates rounding rule rules scheme sha256 ssu ssu_fpc stratum tier weight year",
    )
    for word in line.split()
)
DRAFTED = "Zzdrafted4711"
PUBLIC_VALUE, WAITING_VALUE = 61_207, 73_913  # whole, because headlines round values of this size

# where one word of each kind of record is written
A_WORD = {
    "service": ("services.Service", "summary"),
    "values": ("files.Import", "title"),
    "indicator": ("indicators.Indicator", "definition"),
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


SURELY_CHANGED = {
    "services.Service.name",
    "indicators.Indicator.title",
    "indicators.Indicator.definition",
    "indicators.Indicator.caveats",
    "indicators.Indicator.producer",
    "priorities.Priority.why",
    "priorities.Target.reason",
    "progress.Update.public_text",
    "gaps.Gap.effect",
    "groups.Group.name",
    "fit.Need.name",
    "surveys.Survey.title",
    "trends.Mark.reason",
}


def _change_words(model):
    """Change every word of every record of a kind, as somebody would who may change everything; answers the fields."""
    label = model._meta.label
    if (
        model._meta.app_label in NO_WORDS
        or not model.__module__.startswith("realign")
        or label in NOT_CHANGED
    ):
        return
    names = {field.name: field for field in model._meta.concrete_fields}
    if "partnership" not in names:
        return
    for name, field in names.items():
        is_words = isinstance(field, models.CharField | models.TextField) and not field.choices
        if not is_words or isinstance(field, models.SlugField) or name in FOR_THE_PRODUCT:
            continue
        if field.max_length and field.max_length < len(DRAFTED):
            continue
        rows = model.objects.filter(partnership__slug="tayside")
        # every row, or those that have such words, as the reason of what has ended; none where names stand once
        for changing in (rows, rows.exclude(**{name: ""})):
            try:
                with transaction.atomic():
                    changing.update(**{name: DRAFTED})
                break
            except IntegrityError:
                continue
        if rows.filter(**{name: DRAFTED}).exists():
            yield f"{label}.{name}"


@pytest.fixture
def drafted(demonstration, db):
    """The demonstration with every word changed and one value brought that nobody has published."""
    changed = {name for model in apps.get_models() for name in _change_words(model)}
    assert changed >= SURELY_CHANGED, "the test changes what it says it changes"
    analyst = acting(system_actor(demonstration, timezone.now()), "analyst@demo.example")
    indicator = indicators.create_indicator(
        by=analyst, slug="drafted", title="Days waited altogether", polarity="lower", unit="days"
    )
    for period, value in (("2022/23", PUBLIC_VALUE), ("2023/24", WAITING_VALUE)):
        row = Recorded("S12000041", period, value)
        indicators.record_observations(by=analyst, indicator=indicator, rows=[row])
        if value == PUBLIC_VALUE:
            publish_all(demonstration, "values", at=analyst.at)
    # its own words alone: those of the others were changed above and wait
    kind = PUBLIC_RECORDS.get("indicator")
    draft = queries.draft_of(demonstration, kind, str(indicator.pk), analyst.at.date())
    planner = acting(system_actor(demonstration, timezone.now()), "planner@demo.example")
    actions.publish_draft(by=planner, kind=kind, key=draft.key, fingerprint=draft.fingerprint)
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
