"""What was made by mistake is removed on a page; what another record uses stays, and the page says why."""

from datetime import date

import pytest
from django.urls import reverse

from realign.analyse.fit import actions as fit
from realign.analyse.fit.models import Need
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.queries import what_uses_it
from realign.plan.plans import actions as plans
from realign.plan.plans.models import Plan
from realign.plan.priorities import actions as priorities
from realign.registers.gaps import actions as gaps
from realign.registers.indicators import actions as indicators
from realign.registers.indicators.models import Indicator, Story
from realign.registers.places.models import Area
from realign.registers.services import actions as services
from realign.review.reports import actions as reports
from realign.review.reports.models import Report
from tests.apps.foundations.publishing.worlds import publish, written

pytestmark = pytest.mark.django_db


@pytest.fixture
def browse(client, tayside):
    def sign_in(role="coordinator"):
        client.force_login(tayside.people[role])
        return client

    return sign_in


@pytest.fixture
def made(tayside):
    """One of each kind, by the name of its page to remove it."""
    by = tayside.system
    need = fit.create_need(by=by, name="Trouble sleeping", definition="Sleeps badly", age_from=5, age_to=11)
    indicator = indicators.create_indicator(by=by, slug="sleep", title="Sleep", polarity="higher", unit="%")
    plan = plans.create_plan(
        by=by, title="Plan by mistake", starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31)
    )
    other = plans.create_plan(by=by, title="Plan", starts_on=date(2029, 4, 1), ends_on=date(2032, 3, 31))
    report = reports.create_report(by=by, plan=other, year="2029/30")
    service = services.create_service(
        by=by, name="Hub", provider=tayside.bodies["dundee"], summary="A place to go.", tier="universal"
    )
    year = services.record_year(by=by, service=service, year="2026/27", capacity=20)
    spend = services.record_spend(
        by=by,
        service=service,
        year="2026/27",
        amount=12,
        price_base="2026/27",
        funder=tayside.bodies["dundee"],
    )
    return {
        "fit:remove": need,
        "indicators:remove": indicator,
        "plans:remove": plan,
        "reports:remove": report,
        "services:year-remove": year,
        "services:money-remove": spend,
    }


NAMES = (
    "fit:remove",
    "indicators:remove",
    "plans:remove",
    "reports:remove",
    "services:year-remove",
    "services:money-remove",
)


BY = {"services:money-remove": "commissioner", "indicators:remove": "analyst"}


def page_to_remove(name, record):
    return reverse(name, args=["tayside", getattr(record, "slug", record.pk)])


def text(answer):
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_what_nothing_uses_is_removed_and_the_record_of_changes_keeps_it(name, made, browse, tayside):
    record = made[name]
    client, where = browse(BY.get(name, "coordinator")), page_to_remove(name, record)
    assert "<h1" in text(client.get(where))
    assert ">Remove</button>" in text(client.get(where))
    assert type(record).objects.filter(pk=record.pk).exists(), "asking removes nothing"
    page = text(client.post(where, {"revision": record.revision}, follow=True))
    assert "has been removed." in page
    assert not type(record).objects.filter(pk=record.pk).exists()
    assert audit.history("tayside", record).first().verb == "removed"


@pytest.mark.parametrize("name", NAMES)
def test_who_may_not_change_a_record_may_not_remove_it(name, made, browse):
    assert browse("reader").post(page_to_remove(name, made[name]), {"revision": 1}).status_code == 403


def test_the_page_of_a_record_leads_to_its_removal(made, browse):
    for name in ("fit:remove", "indicators:remove", "plans:remove", "reports:remove"):
        client = browse(BY.get(name, "coordinator"))
        assert f'href="{page_to_remove(name, made[name])}"' in text(client.get(made[name].get_absolute_url()))
    year = made["services:year-remove"]
    assert page_to_remove("services:year-remove", year) in text(browse().get(year.service.get_absolute_url()))
    page = text(browse("commissioner").get(year.service.get_absolute_url()))
    assert page_to_remove("services:money-remove", made["services:money-remove"]) in page


def stays(client, name, record, *words):
    """The page says why a record stays, offers no button to remove it, and refuses whoever posts all the same."""
    where = page_to_remove(name, record)
    page = text(client.get(where))
    assert "cannot be removed" in page
    assert ">Remove</button>" not in page
    again = text(client.post(where, {"revision": record.revision}))
    for said in words:
        assert said in page
        assert said in again
    assert type(record).objects.filter(pk=record.pk).exists()


def test_a_need_that_a_service_answers_stays(made, browse, tayside):
    need = made["fit:remove"]
    fit.create_match(by=tayside.system, need=need, service=made["services:year-remove"].service)
    stays(browse(), "fit:remove", need, "Other records use “Trouble sleeping”: match.", "Take those links")


def test_a_need_that_a_data_gap_concerns_stays(made, browse, tayside):
    gap = gaps.create_gap(
        by=tayside.system,
        title="Sleep",
        kind="not-collected",
        effect="We cannot plan for those who sleep badly.",
        owner=tayside.people["analyst"],
    )
    gaps.create_concern(
        by=tayside.system, gap=gap, kind="need", key=made["fit:remove"].slug, because="Unknown"
    )
    stays(browse(), "fit:remove", made["fit:remove"], "data gaps")


def test_an_indicator_with_a_story_stays(made, browse, tayside):
    indicators.write_story(by=tayside.system, indicator=made["indicators:remove"], behind="More sleep badly.")
    assert Story.objects.count() == 1
    stays(browse("analyst"), "indicators:remove", made["indicators:remove"], "Other records use “Sleep”")


def test_a_plan_with_a_report_stays_and_so_does_one_in_force(made, browse, tayside):
    other = Plan.objects.get(title="Plan")
    stays(browse(), "plans:remove", other, "Other records use “Plan”: report.", "Change the plan instead.")
    Plan.objects.filter(pk=made["plans:remove"].pk).update(status="full")
    stays(browse(), "plans:remove", made["plans:remove"], "is no longer a draft", "Mark it as superseded")


def test_a_draft_plan_goes_with_what_it_says_of_accountability_but_not_with_its_priorities(made, tayside):
    plan = made["plans:remove"]
    priority = priorities.create_priority(
        by=tayside.system, number=1, title="Families", statement="They cope."
    )
    plans.change_plan(by=tayside.system, plan=plan, revision=plan.revision, priorities=[priority])
    angus = Area.objects.create(code="S12000041", name="Angus", kind="council")
    said = plans.change_accountability(
        by=tayside.system, plan=plan, area=angus, community_planning_partnership="Angus"
    )
    plans.remove_plan(by=tayside.system, plan=plan, revision=plan.revision)
    priority.refresh_from_db()
    assert audit.history("tayside", said).first().verb == "removed"


def test_a_published_report_stays(made, browse):
    report = made["reports:remove"]
    Report.objects.filter(pk=report.pk).update(state="published", fingerprint="x", frozen={"web": ""})
    stays(browse(), "reports:remove", report, "is published, and stays on record", "Start a new version")


def test_what_was_published_once_stays(tayside):
    service = written(tayside)
    publish(tayside.actor("coordinator"), service)
    assert what_uses_it(service) == ["public versions"]


def test_the_second_of_two_people_is_told_that_the_record_changed(made, browse, tayside):
    need = made["fit:remove"]
    fit.change_need(by=tayside.actor("analyst"), need=need, revision=1, name="Sleeps badly")
    page = text(browse().post(page_to_remove("fit:remove", need), {"revision": 1}))
    assert "changed this while you were editing" in page
    assert Need.objects.filter(pk=need.pk).exists()


def test_an_indicator_that_waits_for_a_typed_value_stays(made, browse, monkeypatch):
    from realign.registers.indicators import queries

    class Waiting:
        @staticmethod
        def exists():
            return True

    monkeypatch.setattr(queries, "typed_values_waiting", lambda indicator: Waiting)
    refusal = queries.why_indicator_stays(Indicator.objects.get())
    assert "waits for a second person" in refusal.reason
