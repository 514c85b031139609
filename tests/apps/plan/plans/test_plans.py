"""Plans begun, published and read."""

import re
from datetime import date

import pytest
from django.urls import reverse

from realign.deliver.progress import actions as progress
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.foundations.publishing import queries as publishing
from realign.foundations.publishing.actions import publish_draft
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.plan.plans import actions, queries
from realign.plan.plans.models import Plan
from realign.plan.priorities import actions as priorities
from realign.plan.priorities import queries as read
from realign.registers.places.models import Area
from tests.apps.plan.worlds import finding
from tests.support.cast import NOON
from tests.support.publishing import publish_all

FIRST, LAST = date(2026, 4, 1), date(2029, 3, 31)


@pytest.fixture
def areas(db):
    names = {"S12000041": "Angus", "S12000042": "Dundee City", "S12000048": "Perth and Kinross"}
    return [Area.objects.create(code=code, name=name, kind="council") for code, name in names.items()]


@pytest.fixture
def held(plan, tayside, areas):
    """The plan of 2026 with four bodies, two priorities and three areas, in draft."""
    one = actions.create_plan(
        by=tayside.actor("planner"),
        title="Tayside Plan 2026-2029",
        starts_on=FIRST,
        ends_on=LAST,
        bodies=[body for body in tayside.bodies.values() if body.is_lead_body],
        priorities=list(plan.priorities.values()),
    )
    for area in areas:
        actions.change_accountability(
            by=tayside.actor("planner"),
            plan=one,
            area=area,
            community_planning_partnership=f"{area.name} Community Planning Partnership",
        )
    return one


def in_force(held, tayside):
    return actions.move_plan(
        by=tayside.actor("coordinator"), plan=held, revision=held.revision, status=Plan.Status.FULL
    )


def test_three_councils_and_the_health_board_prepare_one_plan_for_three_areas(held):
    one = queries.plan(held.partnership, held.slug)
    assert [body.name for body in one.bodies.all()] == [
        "Angus Council", "Dundee City Council", "NHS Tayside", "Perth and Kinross Council",
    ]  # fmt: skip
    assert len(one.accountabilities.all()) == 3
    assert queries.joint_words(one, [one]) == "First joint plan by three Community Planning areas"


def test_the_plan_after_a_joint_plan_is_joint_but_not_the_first(held, tayside, areas):
    later = actions.create_plan(
        by=tayside.system, title="Next", starts_on=date(2029, 4, 1), ends_on=date(2032, 3, 31)
    )
    for area in areas[:2]:
        actions.change_accountability(
            by=tayside.system, plan=later, area=area, community_planning_partnership=area.name
        )
    everyone = list(queries.plans(tayside.partnership))
    assert queries.joint_words(everyone[0], everyone) == "Joint plan by two Community Planning areas"


def test_naming_an_area_again_changes_who_answers_for_it(held, tayside, areas):
    one = actions.change_accountability(
        by=tayside.system,
        plan=held,
        area=areas[0],
        community_planning_partnership="Angus CPP",
        how="Yearly report",
    )
    assert (held.accountabilities.count(), one.how) == (3, "Yearly report")


def test_a_plan_comes_into_force_and_is_superseded_on_record(held, tayside):
    in_force(held, tayside)
    assert audit.history("tayside", held).first().verb == "brought into force"
    with pytest.raises(Refusal, match="cannot become interim"):
        actions.move_plan(by=tayside.system, plan=held, revision=held.revision, status=Plan.Status.INTERIM)
    actions.move_plan(by=tayside.system, plan=held, revision=held.revision, status=Plan.Status.SUPERSEDED)
    assert held.status == "superseded"


def test_an_empty_plan_is_not_published_and_nothing_happens(tayside):
    one = actions.create_plan(by=tayside.system, title="Empty", starts_on=FIRST, ends_on=LAST)
    before = audit.events("tayside").count()
    with pytest.raises(Refusal, match="has no lead bodies"):
        in_force(one, tayside)
    assert audit.events("tayside").count() == before
    assert Plan.objects.get().status == "draft"


@pytest.mark.parametrize(("role", "writes", "publishes"), [
    ("coordinator", True, True), ("planner", True, False), ("commissioner", True, False), ("reader", False, False),
])  # fmt: skip
def test_who_writes_and_who_publishes(held, tayside, role, writes, publishes):
    by = tayside.actor(role)
    if writes:
        actions.change_plan(by=by, plan=held, revision=held.revision, summary="Short.")
    else:
        with pytest.raises(Refusal):
            actions.change_plan(by=by, plan=held, revision=held.revision, summary="Short.")
    if publishes:
        actions.move_plan(by=by, plan=held, revision=held.revision, status=Plan.Status.FULL)
    else:
        with pytest.raises(Refusal, match="does not include this"):
            actions.move_plan(by=by, plan=held, revision=held.revision, status=Plan.Status.FULL)


def test_of_two_people_the_second_is_told(held, tayside):
    revision = held.revision
    actions.change_plan(by=tayside.actor("planner"), plan=held, revision=revision, summary="One.")
    with pytest.raises(ChangedMeanwhile):
        actions.change_plan(by=tayside.actor("coordinator"), plan=held, revision=revision, summary="Two.")


def test_a_plan_cannot_end_before_it_starts(held, tayside):
    with pytest.raises(Refusal, match="before it starts"):
        actions.change_plan(by=tayside.system, plan=held, revision=held.revision, ends_on=date(2025, 1, 1))


def test_an_action_due_after_the_plan_is_warned_of(held, plan, tayside):
    one = plan.actions["weak"]
    priorities.change_action(
        by=tayside.system, action=one, revision=1, due_on=date(2030, 6, 30), because="The building is late"
    )
    (warning,) = read.date_warnings(read.actions(tayside.partnership))
    assert warning.words == (
        "It is due on 30 June 2030, outside the plan's period of 1 April 2026 to 31 March 2029."
    )


def test_a_draft_is_not_public_and_the_plan_of_the_day_is_chosen(held, tayside):
    assert queries.current(tayside.partnership, FIRST) is None
    in_force(held, tayside)
    assert queries.current(tayside.partnership, FIRST) == held
    assert queries.current(tayside.partnership, date(2031, 1, 1)) == held


def test_more_plans_take_no_more_queries(held, tayside, django_assert_num_queries):
    def everything():
        rows = list(queries.plans(tayside.partnership))
        return [
            (queries.joint_words(one, rows), list(one.bodies.all()), list(one.priorities.all()))
            for one in rows
        ]

    with django_assert_num_queries(5):
        everything()
    for year in (2029, 2032):
        one = actions.create_plan(
            by=tayside.system,
            title=f"Plan {year}",
            starts_on=date(year, 4, 1),
            ends_on=date(year + 3, 3, 31),
            bodies=[tayside.bodies["angus"]],
        )
        actions.change_accountability(
            by=tayside.system, plan=one, area=Area.objects.first(), community_planning_partnership="CPP"
        )
    with django_assert_num_queries(5):
        everything()


# ---------------------------------------------------------------- pages


def at(name, *args):
    return reverse(f"plans:{name}", args=["tayside", *args])


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


@pytest.fixture
def coordinator(client, tayside):
    client.force_login(tayside.people["coordinator"])
    return client


def test_a_plan_page_says_who_prepares_it_and_who_answers_where(coordinator, held):
    page = text(coordinator.get(at("page", held.slug)))
    for words in (
        "1 April 2026 to 31 March 2029",
        "First joint plan by three Community Planning areas",
        "2026/27, 2027/28, 2028/29",
        "Angus Community Planning Partnership",
        "Bring into force",
    ):
        assert words in page


def test_a_plan_is_begun_with_the_period_after_the_last_and_changed(coordinator, held, tayside):
    page = text(coordinator.get(at("add")))
    assert 'value="2029"' in page
    assert 'value="2032"' in page
    days = {"starts_on": ("1", "4", "2029"), "ends_on": ("1", "4", "2032")}
    form = {
        f"{name}_{part}": value
        for name, day in days.items()
        for part, value in zip(("day", "month", "year"), day, strict=True)
    }
    coordinator.post(at("add"), {**form, "title": "Plan 2029"})
    one = Plan.objects.get(title="Plan 2029")
    assert "End date overlaps first day of next period; statutory period ends 31 Mar 2032." in text(
        coordinator.get(at("list"))
    )
    form |= {"ends_on_day": "31", "ends_on_month": "3", "title": "Plan 2029-2032", "revision": 1}
    coordinator.post(at("edit", one.slug), form)
    assert "overlaps first day" not in text(coordinator.get(at("list")))


def test_a_plan_without_priorities_says_what_is_missing_and_offers_that_first(coordinator, held, tayside):
    actions.change_plan(
        by=tayside.system, plan=held, revision=held.revision, priorities=[], because="They ended"
    )
    page = text(coordinator.get(at("page", held.slug)))
    assert "The plan has no priorities. Choose its priorities first." in page
    assert "The plan has no lead bodies." not in page
    assert "Bring into force" not in page
    first = re.search(r'<a class="ds_button" href="([^"]+)"[^>]*>([^<]+)<', page)
    assert first.groups() == (at("edit", held.slug), "Choose the priorities")
    coordinator.force_login(tayside.people["reader"])
    page = text(coordinator.get(at("page", held.slug)))
    assert "The plan has no priorities." in page
    assert "Choose the priorities</a>" not in page


def test_a_plan_begins_with_a_priority_where_there_is_none(coordinator, tayside):
    one = actions.create_plan(
        by=tayside.system,
        title="First",
        starts_on=date(2026, 4, 1),
        ends_on=date(2029, 3, 31),
        bodies=[tayside.bodies["dundee"]],
    )
    page = text(coordinator.get(at("page", one.slug)))
    assert re.search(r'<a class="ds_button" href="([^"]+)"[^>]*>Add the first priority<', page)


def test_a_plan_is_published_on_a_page(coordinator, held):
    where = at("move", held.slug, "full")
    assert "Bring into force?" in text(coordinator.get(where))
    coordinator.post(where, {"revision": held.revision})
    assert "In force" in text(coordinator.get(at("page", held.slug)))
    assert coordinator.get(at("move", held.slug, "draft")).status_code == 404


def test_a_plan_that_changes_nothing_is_refused_on_the_page_that_asks(coordinator, held, tayside):
    actions.change_plan(
        by=tayside.system, plan=held, revision=held.revision, priorities=[], because="They ended"
    )
    page = text(coordinator.post(at("move", held.slug, "full"), {"revision": held.revision}))
    assert "The plan has no priorities." in page
    assert "Bring into force?" in page
    held.refresh_from_db()
    assert held.status == "draft"


def test_who_answers_for_an_area_is_named_on_a_page(coordinator, held, areas):
    form = {"area": areas[0].pk, "community_planning_partnership": "Angus CPP", "how": "A yearly report"}
    coordinator.post(at("accountability", held.slug), form)
    assert "A yearly report" in text(coordinator.get(at("page", held.slug)))


def test_anybody_reads_the_plan_in_force_and_nothing_of_the_officials(client, held, plan, tayside):
    assert "No plan is published yet" in text(client.get(at("public")))
    assert client.get(at("public-priority", "healthy-minds")).status_code == 404
    in_force(held, tayside)
    priorities.create_vision(
        by=tayside.system, text="The best place to grow up.", valid_from=date(2017, 4, 1)
    )
    priorities.cite_finding(
        by=tayside.system,
        priority=plan.priorities["minds"],
        finding=finding(tayside),
        because="Many struggle",
    )
    progress.create_update(
        by=tayside.actor("planner"),
        action=plan.actions["whole"],
        on=NOON.date(),
        status="at-risk",
        reason="The union objects",
        public_text="We are a little late.",
    )
    assert "No plan is published yet" in text(client.get(at("public"))), "nobody has published it"
    publish_all(tayside.partnership)
    page = text(client.get(at("public")))
    for words in (
        "The best place to grow up.",
        "Healthy minds",
        "More young people feel well",
        "At risk, recoverable",
    ):
        assert words in page
    page = text(client.get(at("public-priority", "healthy-minds")))
    for words in (
        "41 in every 100 pupils",
        "From 41% in March 2026 to 36% by March 2029.",
        "We are a little late.",
    ):
        assert words in page
    assert "Head of early help" not in page
    assert "The union objects" not in page
    assert client.get(at("public-priority", "none")).status_code == 404


def test_every_name_of_a_priority_is_looked_at_before_it_is_published(held, tayside):
    priority = held.priorities.get(slug="healthy-minds")
    priorities.change_priority(
        by=tayside.actor("planner"), priority=priority, revision=priority.revision,
        title="Three children of Kirriemuir", plain_title="Healthy minds",
    )  # fmt: skip
    in_force(held, tayside)
    draft = publishing.draft_of(
        tayside.partnership, PUBLIC_RECORDS.get("priority"), str(priority.pk), NOON.date()
    )
    assert [item.words for item in draft.noticed] == ["Three children"]


@pytest.mark.parametrize(("name", "args"), [
    ("list", ()), ("page", (1,)), ("add", ()), ("edit", (1,)), ("accountability", (1,)), ("move", (1, "full")),
])  # fmt: skip
def test_strangers_find_nothing_and_readers_only_read(client, held, tayside, elsewhere, name, args):
    where = at(name, *(held.slug if arg == 1 else arg for arg in args))
    assert client.get(where).status_code == 302
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(where).status_code == 404
    client.force_login(tayside.people["reader"])
    assert client.get(where).status_code == (200 if name in {"list", "page"} else 403)


def test_whoever_gave_a_priority_its_title_wrote_of_the_plan_that_names_it(held, tayside):
    in_force(held, tayside)
    publish_all(tayside.partnership)
    priority = held.priorities.first()
    by = tayside.actor("coordinator")
    priorities.change_priority(by=by, priority=priority, revision=priority.revision, title="Another title")
    kind = PUBLIC_RECORDS.get("plan")
    draft = publishing.draft_of(tayside.partnership, kind, str(held.pk), NOON.date())
    assert "Another title" in " ".join(draft.content["named"])
    assert by.user_id in draft.writers
    with pytest.raises(Refusal, match="You wrote this"):
        publish_draft(by=by, kind=kind, key=draft.key, fingerprint=draft.fingerprint)


def test_a_first_plan_begins_with_the_bodies_that_prepare_it_by_law(client, tayside):
    client.force_login(tayside.people["planner"])
    page = client.get("/tayside/work/plans/new/").content.decode()
    boxes = re.findall(r'<input[^>]*name="bodies"[^>]*>', page)
    checked = {re.search(r'value="(\d+)"', box)[1] for box in boxes if "checked" in box}
    by_law = tayside.partnership.organisations.filter(is_lead_body=True)
    assert checked == {str(body.pk) for body in by_law}
