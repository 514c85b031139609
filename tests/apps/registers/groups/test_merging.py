"""Two groups that are one: what points at the one goes over to the other, and its address leads there."""

from datetime import date

import pytest
from django.urls import reverse

from realign.deliver.decisions.models import Meeting
from realign.foundations.audit import queries as audit
from realign.foundations.audit.presenters import sentence
from realign.foundations.partnerships.records import create_record
from realign.foundations.partnerships.types import Refusal
from realign.registers.groups import queries
from realign.registers.groups.actions import create_group, create_seat, end_group, merge_group
from realign.registers.groups.models import Group, Seat

pytestmark = pytest.mark.slow
WHY = "Both were entered for the same group of officers."


def add(tayside, name, above=None, **values):
    values = {"kind": "priority", "life": "standing", "reports_to": above, **values}
    return create_group(by=tayside.system, name=name, **values)


@pytest.fixture
def top(tayside):
    return add(tayside, "Strategic Group", kind="strategic")


@pytest.fixture
def twice(tayside, top):
    """A group that was set up twice, with a seat and a meeting in each."""
    made = []
    for name, day in (("Mental Health Group", 2), ("Emotional Wellbeing Group", 9)):
        group = add(tayside, name, top)
        create_seat(by=tayside.system, group=group, post=f"Head of education ({name})")
        create_record(Meeting, by=tayside.system, group=group, on=date(2026, 11, day))
        made.append(group)
    return made


def merge(tayside, group, into, **values):
    return merge_group(by=tayside.system, group=group, into=into, **{"because": WHY, "revision": 1, **values})


def test_what_goes_over_is_said_before_and_the_old_address_leads_to_the_group_that_stays(
    client, tayside, twice
):
    stays, goes = twice
    client.force_login(tayside.people["coordinator"])
    page = reverse("groups:merge", args=["tayside", goes.slug])
    before = client.get(page).content.decode()
    assert "These go to the group that stays: 1 meeting and 1 seat." in before
    answer = client.post(page, {"into": stays.pk, "because": "x", "revision": goes.revision})
    assert "Say why these two are one group." in answer.content.decode()
    assert Group.objects.filter(pk=goes.pk).exists()
    client.post(page, {"into": stays.pk, "because": WHY, "revision": goes.revision})

    assert not Group.objects.filter(pk=goes.pk).exists()
    assert set(Seat.objects.values_list("group", flat=True)) == {stays.pk}
    assert set(Meeting.objects.values_list("group", flat=True)) == {stays.pk}
    old = client.get(reverse("groups:group", args=["tayside", goes.slug]))
    assert (old.status_code, old.url) == (301, stays.get_absolute_url())
    calendar = client.get(reverse("decisions:calendar", args=["tayside", goes.slug]))
    assert calendar.content.count(b"BEGIN:VEVENT") == 2
    assert queries.group(tayside.partnership, "Emotional Wellbeing Group") == stays
    assert [event.verb for event in audit.events("tayside")[:2]] == [
        "merged “Emotional Wellbeing Group” into",
        "removed, as merged into another,",
    ]
    assert WHY in sentence(audit.events("tayside")[0])
    assert list(audit.verify("tayside")) == []


def test_an_old_form_of_the_merged_group_changes_nothing_of_the_one_that_stays(client, tayside, twice):
    stays, goes = twice
    merge(tayside, goes, stays)
    client.force_login(tayside.people["coordinator"])
    assert client.post(reverse("groups:end", args=["tayside", goes.slug]), {"revision": 1}).status_code == 404


def test_no_new_group_takes_an_address_that_leads_elsewhere(tayside, top, twice):
    stays, goes = twice
    merge(tayside, goes, stays)
    with pytest.raises(Refusal, match="already a name of the group"):
        add(tayside, "Another", top, slug=goes.slug)


def test_a_group_that_is_merged_on_takes_all_old_addresses_with_it(client, tayside, top, twice):
    stays, goes = twice
    merge(tayside, goes, stays)
    stays.refresh_from_db()
    last = add(tayside, "Children’s Wellbeing", top)
    merge(tayside, stays, last, revision=stays.revision)
    client.force_login(tayside.people["reader"])
    for slug in (goes.slug, stays.slug):
        assert client.get(reverse("groups:group", args=["tayside", slug])).url == last.get_absolute_url()


def test_a_group_below_takes_the_place_of_the_one_above(tayside, top):
    middle = add(tayside, "Middle", top)
    below = add(tayside, "Below", middle)
    beside = add(tayside, "Beside", middle)
    merge(tayside, middle, below)
    below.refresh_from_db()
    beside.refresh_from_db()
    assert (below.reports_to, beside.reports_to) == (top, below)


def test_the_top_is_merged_into_a_group_two_steps_below_without_a_ring(tayside, top):
    middle = add(tayside, "Middle", top)
    below = add(tayside, "Below", middle)
    merge(tayside, top, below)
    below.refresh_from_db()
    middle.refresh_from_db()
    assert (below.reports_to, middle.reports_to) == (None, below)


def test_groups_that_are_joined_to_each_other_are_not_joined_to_themselves(tayside, top):
    one, two = add(tayside, "One", top), add(tayside, "Two", top)
    three = add(tayside, "Three", top, receives_from=[one, two], supported_by=[one])
    one.receives_from.add(two)
    merge(tayside, two, one)
    assert list(one.receives_from.all()) == []
    assert list(three.receives_from.all()) == [one]
    assert list(three.supported_by.all()) == [one]


def test_two_with_a_meeting_on_the_same_day_are_not_merged(tayside, twice):
    stays, goes = twice
    create_record(Meeting, by=tayside.system, group=goes, on=date(2026, 11, 2))
    with pytest.raises(Refusal, match="Both groups have a meeting where only one may be"):
        merge(tayside, goes, stays)
    assert Group.objects.filter(pk=goes.pk).exists()


@pytest.mark.parametrize(
    ("into", "words"),
    [("itself", "merged into itself"), ("ended", "has ended"), ("proposed", "is only proposed")],
)
def test_what_is_no_group_to_stay_is_refused(tayside, top, twice, into, words):
    group = twice[0]
    ended = add(tayside, "Over", top)
    end_group(by=tayside.system, group=ended, revision=1)
    proposed = add(tayside, "Some day", None, status="proposed")
    target = {"itself": group, "ended": ended, "proposed": proposed}[into]
    with pytest.raises(Refusal, match=words):
        merge(tayside, group, target)


def test_whoever_may_not_edit_groups_may_not_merge_them(tayside, twice):
    stays, goes = twice
    with pytest.raises(Refusal, match="does not include"):
        merge_group(by=tayside.actor("reader"), group=goes, into=stays, because=WHY, revision=1)
