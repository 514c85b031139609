"""Whoever is named is told by e-mail, once, when they want it, and with nothing but titles and links."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from realign.foundations.people import actions
from realign.foundations.people.jobs import look_round_at
from realign.foundations.people.models import MailChoice, Notice
from realign.foundations.work.models import Job
from realign.foundations.work.presenters import WAITING
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.registers.gaps.actions import change_gap, create_gap
from realign.registers.groups.actions import create_group, create_seat, vacate_seat

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.fixture
def group(tayside):
    return create_group(by=tayside.system, name="Directors’ Group", kind="directors", life="standing")


def seat(tayside, group, role="decision-maker", **values):
    holder = tayside.people[role]
    return create_seat(by=tayside.system, group=group, post="Director", holder_account=holder, **values)


def gap(tayside, role="planner", by=None, **values):
    said = {
        "title": "Who waits is not known",
        "kind": "not-linked",
        "effect": "A secret effect.",
        "owner": tayside.people[role],
        "due_on": date(2026, 11, 25),
    }
    return create_gap(by=by or tayside.actor("analyst"), **{**said, **values})


def plain(mail):
    return mail.get_body(("plain",)).get_content().replace("\r\n", "\n")


def choose(tayside, role, when):
    actions.choose_mail(by=tayside.people[role], partnerships=[tayside.partnership], when=when, at=MONDAY)


def test_whoever_takes_a_seat_is_told_at_once_by_the_worker(tayside, group, letterbox, worker):
    seat(tayside, group, role="decision-maker")
    assert letterbox.mails == [], "nothing leaves before the worker takes it up"
    worker()
    (mail,) = letterbox.mails
    assert mail["To"] == "decision-maker@tayside.example"
    assert mail["Subject"] == "Tayside: 1 thing for you in Realign"
    assert mail["Auto-Submitted"] == "auto-generated"
    text = plain(mail)
    page = "https://realign.example.org/tayside/work/groups/directors-group/"
    assert f"* Member (Director): Directors’ Group\n  {page}" in text
    assert "https://realign.example.org/account/e-mails/" in text
    html = mail.get_body(("html",)).get_content()
    assert f'<a href="{page}" style="color:#0065bd">Member (Director): Directors’ Group</a>' in html


def test_an_email_holds_titles_and_links_and_nothing_else_of_a_record(tayside, letterbox, worker):
    gap(tayside)
    worker()
    (mail,) = letterbox.mails
    for kind in ("plain", "html"):
        words = mail.get_body((kind,)).get_content()
        assert "Who waits is not known" in words
        assert "secret effect" not in words


def test_one_email_takes_up_everything_that_waits_and_nothing_is_told_twice(
    tayside, group, letterbox, worker
):
    seat(tayside, group)
    gap(tayside, role="decision-maker")
    assert Job.objects.filter(kind="people.send").count() == 1
    worker()
    assert len(letterbox.mails) == 1
    assert letterbox.mails[0]["Subject"] == "Tayside: 2 things for you in Realign"
    worker()
    look_round_at(MONDAY)
    worker()
    assert len(letterbox.mails) == 1


def test_nobody_is_told_what_they_did_themselves(tayside, letterbox, worker):
    gap(tayside, role="analyst", by=tayside.actor("analyst"))
    assert worker() == []


def test_a_change_of_other_things_tells_nobody_again(tayside, letterbox, worker):
    named = gap(tayside)
    worker()
    change_gap(by=tayside.actor("analyst"), gap=named, revision=1, title="Who waits, by school")
    worker()
    assert len(letterbox.mails) == 1
    change_gap(
        by=tayside.actor("analyst"),
        gap=named,
        revision=2,
        owner=tayside.people["coordinator"],
        because="She has the data",
    )
    worker()
    assert letterbox.mails[1]["To"] == "coordinator@tayside.example"


def test_what_is_no_longer_true_is_not_told(tayside, group, letterbox, worker):
    held = seat(tayside, group)
    vacate_seat(by=tayside.system, seat=held, on=tayside.system.at.date(), revision=1)
    worker()
    assert letterbox.mails == []
    assert not Notice.objects.filter(settled_at__isnull=True).exists()


def test_a_change_that_is_undone_tells_nobody(tayside, group, letterbox, worker):
    with transaction.atomic():
        seat(tayside, group)
        transaction.set_rollback(True)
    assert worker() == []
    assert not Notice.objects.exists()


def test_a_mail_server_that_does_not_answer_is_tried_again(tayside, group, letterbox, worker):
    letterbox.answers = ["451 Try again later"]
    seat(tayside, group)
    (job,) = worker()
    assert (job.state, letterbox.mails) == (Job.State.RETRYING, [])
    (job,) = worker()
    assert (job.state, len(letterbox.mails)) == (Job.State.DONE, 1)
    assert letterbox.mails[0]["Message-ID"] == f"<realign-{job.pk}@realign.example.org>"


def test_what_could_not_be_sent_is_taken_up_an_hour_later_for_three_days(tayside, group, letterbox, worker):
    letterbox.answers = ["451 Try again later"] * 9
    seat(tayside, group)
    for _ in range(9):
        (job,) = worker()
    assert job.state == Job.State.FAILED
    look_round_at(tayside.system.at)
    worker()
    assert len(letterbox.mails) == 1
    Notice.objects.update(settled_at=None)
    look_round_at(datetime(2026, 12, 1, tzinfo=UTC))
    assert worker() == []


@pytest.mark.parametrize(("role", "told"), [("decision-maker", 1), ("reader", 0)])
def test_only_members_who_may_sign_in_are_told(tayside, group, letterbox, worker, role, told):
    seat(tayside, group, role=role)
    if not told:
        tayside.partnership.memberships.filter(user=tayside.people[role]).update(is_active=False)
    worker()
    assert len(letterbox.mails) == told


def test_the_demonstration_sends_nothing(tayside, group, letterbox, worker):
    tayside.partnership.is_demo = True
    tayside.partnership.save()
    seat(tayside, group)
    look_round_at(MONDAY)
    assert worker() == []
    assert not Notice.objects.exists()


def test_whoever_wants_none_gets_none(tayside, group, letterbox, worker):
    seat(tayside, group)
    choose(tayside, "decision-maker", MailChoice.When.NEVER)
    gap(tayside, role="decision-maker")
    look_round_at(MONDAY)
    worker()
    assert letterbox.mails == []


def test_a_weekly_email_goes_out_once_on_monday_with_what_is_due(tayside, group, letterbox, worker):
    choose(tayside, "planner", MailChoice.When.WEEKLY)
    gap(tayside, role="planner")
    gap(tayside, role="planner", title="An old one", due_on=date(2026, 11, 1))
    look_round_at(TUESDAY)
    assert worker() == []
    look_round_at(MONDAY)
    worker()
    (mail,) = letterbox.mails
    text = plain(mail)
    named, overdue = text.index("You are named"), text.index("Overdue")
    assert named < overdue
    assert text.index("Close the gap: An old one", overdue)
    look_round_at(MONDAY.replace(hour=10))
    worker()
    assert len(letterbox.mails) == 1


def test_what_waits_for_a_role_is_told_once(tayside, group, letterbox, worker):
    """A finding waits for a second person: nobody is named, and yet somebody must act."""

    def rule(by, today):
        if by.may("release.check"):
            yield WorkItem(today, "Check a table", "Check", "Two look", "/x/", WAITING, tell=True)
        yield WorkItem(today, "Read a paper", "Paper", "You sit", "/y/", WAITING)

    with MY_WORK.holding(rule):
        look_round_at(MONDAY)
        look_round_at(MONDAY.replace(hour=10))
        worker()
        look_round_at(MONDAY.replace(hour=11))
        worker()
    (mail,) = letterbox.mails
    assert mail["To"] == "output-checker@tayside.example"
    text = plain(mail)
    assert "Check a table\n  https://realign.example.org/x/" in text
    assert "Read a paper" not in text


@pytest.mark.parametrize("when", [MailChoice.When.NOW, MailChoice.When.WEEKLY])
def test_an_email_that_waited_holds_no_title_that_its_reader_may_no_longer_see(
    tayside, letterbox, worker, when
):
    titles = {"output-checker": "Check the table of secrets", "planner": "Check the table of today"}

    def rule(by, today):
        if by.may("release.check"):
            yield WorkItem(today, titles["output-checker"], "Check", "Two look", "/x/", WAITING, tell=True)

    choose(tayside, "output-checker", when)
    with MY_WORK.holding(rule):
        look_round_at(MONDAY)
        assert "secrets" not in str(list(Notice.objects.values())), "what is noted is no copy of the title"
        place = tayside.partnership.memberships.get(user=tayside.people["output-checker"])
        roles, place.roles = place.roles, ["reader"]
        place.save()
        worker()
        assert letterbox.mails == []
        # the same wait again once they may see it, in the words of that moment
        place.roles = roles
        place.save()
        Notice.objects.update(settled_at=None)
        titles["output-checker"] = "Check the table"
        MailChoice.objects.update(weekly_sent_on=None)
        look_round_at(MONDAY)
        worker()
    (mail,) = letterbox.mails
    assert "Check the table\n" in plain(mail)
    assert "secrets" not in plain(mail)
