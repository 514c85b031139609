"""People are invited by one e-mail that says who invites them and what for, and that works once."""

import re
from datetime import date, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from realign.foundations.accounts.models import User
from realign.foundations.administration.models import Invitation
from realign.foundations.administration.rules import INVITATION_HOLDS
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.models import Membership
from realign.foundations.people.queries import ATTEMPTS
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.registers.groups.actions import create_group, create_seat
from tests.support.cast import PASSWORD

pytestmark = pytest.mark.slow
NAIRN = {"name": "Nairn Forbes", "email": "Nairn@tayside.example", "roles": ["planner", "analyst"]}
SET = {"password": PASSWORD, "again": PASSWORD}


def at(name, *args):
    return reverse(f"administration:{name}", args=["tayside", *args])


@pytest.fixture
def admin(client, tayside):
    client.force_login(tayside.people["partnership-administrator"])
    return client


def jobs_run():
    """What the background worker does."""
    for job in Job.objects.exclude(state__in=(Job.State.DONE, Job.State.FAILED)):
        run(job.pk)


def link():
    """The address in the latest e-mail, without the name of the site."""
    (address,) = re.findall(r"https?://[^\s/]+(/\S+)", mail.outbox[-1].body)
    return address


@pytest.fixture
def nairn(admin, tayside):
    """Somebody who is invited and has the e-mail."""
    answer = admin.post(at("person-add"), NAIRN | {"organisation": tayside.bodies["angus"].pk})
    assert answer.status_code == 302
    jobs_run()
    return Membership.objects.get(user__email="nairn@tayside.example")


def test_the_one_email_says_who_invites_to_what_for_whom_and_with_which_roles(nairn, tayside):
    (message,) = mail.outbox
    inviter = tayside.people["partnership-administrator"].name
    assert message.subject == f"{inviter} invites you to Tayside"
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    for words in (message.body, html):
        assert "Dear Nairn Forbes" in words
        assert "for Angus Council" in words
        assert "Planner" in words
        assert "Analyst" in words
        assert link() in words
        assert "works once" in words
    assert "&#x27;" not in message.body
    assert "script" not in html


def test_the_link_leads_to_a_page_on_which_a_password_is_set_and_one_is_in(nairn):
    person = Client()
    page = person.get(link()).content.decode()
    assert "Join Tayside" in page
    assert "nairn@tayside.example" in page
    answer = person.post(link(), SET, follow=True)
    assert answer.redirect_chain[-1][0] == "/tayside/work/"
    person.logout()
    person.post(reverse("account_login"), {"login": "nairn@tayside.example", "password": PASSWORD})
    assert person.get("/start/").headers["Location"] == "/tayside/work/"
    assert EmailAddress.objects.get(user=nairn.user).verified
    assert audit.events("tayside").first().verb == "accepted the invitation to"


def test_the_link_works_once(nairn):
    first = link()
    Client().post(first, SET)
    stranger = Client()
    for answer in (stranger.get(first), stranger.post(first, {"password": "x" * 20, "again": "x" * 20})):
        assert answer.status_code == 410
        assert "used already" in answer.content.decode()
    nairn.user.refresh_from_db()
    assert nairn.user.check_password(PASSWORD)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (SET | {"again": "another-long-password"}, "The two passwords differ"),
        ({"password": "nairn.forbes", "again": "nairn.forbes"}, "too similar"),
    ],
)
def test_a_password_that_is_no_good_is_refused_where_it_is_typed(nairn, typed, words):
    page = Client().post(link(), typed)
    assert page.status_code == 200
    assert words in page.content.decode()


def test_another_email_ends_the_link_in_the_first(admin, nairn):
    first = link()
    assert admin.post(at("person-invite", nairn.pk), {"revision": 1}).status_code == 302
    jobs_run()
    assert len(mail.outbox) == 2
    assert Client().get(first).status_code == 410
    assert Client().get(link()).status_code == 200


def test_a_link_of_a_fortnight_ago_asks_for_another(admin, nairn):
    invitation = Invitation.objects.get()
    invitation.invited_at -= INVITATION_HOLDS + timedelta(days=1)
    invitation.save()
    assert "more than 14 days old" in Client().get(link()).content.decode()
    assert "Out of date" in admin.get(at("person", nairn.pk)).content.decode()


def test_a_withdrawn_invitation_lets_nobody_in(admin, nairn):
    assert admin.post(at("person-withdraw", nairn.pk), {"revision": 1}).status_code == 302
    answer = Client().post(link(), SET)
    assert answer.status_code == 410
    assert "This invitation was withdrawn." in answer.content.decode()
    nairn.refresh_from_db()
    assert not nairn.is_active
    assert not nairn.user.has_usable_password()
    page = admin.get(at("people")).content.decode()
    assert "Withdrawn" in page


def test_what_was_accepted_is_not_withdrawn_or_sent_again(admin, nairn):
    Client().post(link(), SET)
    for name in ("person-withdraw", "person-invite"):
        page = admin.post(at(name, nairn.pk), {"revision": 1}).content.decode()
        assert "This person has accepted already." in page
    assert len(mail.outbox) == 1
    page = admin.get(at("person", nairn.pk)).content.decode()
    assert "Accepted" in page
    assert "Withdraw the invitation" not in page


def test_somebody_who_has_an_account_is_asked_to_sign_in_and_keeps_their_password(admin, tayside, elsewhere):
    theirs = elsewhere.people["planner"]
    admin.post(at("person-add"), NAIRN | {"email": theirs.email, "organisation": tayside.bodies["angus"].pk})
    jobs_run()
    assert link() == reverse("account_login")
    assert "You already have an account" in mail.outbox[0].body
    theirs.refresh_from_db()
    assert theirs.check_password(PASSWORD)
    assert Invitation.objects.get().accepted_at is not None


def test_a_mail_server_that_does_not_answer_is_tried_again_and_nothing_is_lost(admin, tayside, monkeypatch):
    def broken(self, *args):
        raise SMTPServerDisconnected("down")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", broken)
        admin.post(at("person-add"), NAIRN | {"organisation": tayside.bodies["angus"].pk})
        run(Job.objects.get().pk)
    assert Job.objects.get().state == Job.State.RETRYING
    assert "Waiting to be sent" in admin.get(at("people")).content.decode()
    with monkeypatch.context() as patch:
        patch.setattr(EmailMultiAlternatives, "send", broken)
        for _ in range(ATTEMPTS - 1):
            jobs_run()
    member = Membership.objects.get(user__email="nairn@tayside.example")
    for page in (at("people"), at("person", member.pk)):
        assert "Could not be sent" in admin.get(page).content.decode()
    admin.post(at("person-invite", member.pk), {"revision": 1})
    jobs_run()
    assert len(mail.outbox) == 1
    assert Invitation.objects.get().sent_at is not None


def test_an_email_that_was_overtaken_is_not_sent(admin, tayside):
    admin.post(at("person-add"), NAIRN | {"organisation": tayside.bodies["angus"].pk})
    member = Membership.objects.get(user__email="nairn@tayside.example")
    admin.post(at("person-invite", member.pk), {"revision": 1})
    jobs_run()
    assert len(mail.outbox) == 1
    assert Client().get(link()).status_code == 200


def test_a_link_with_another_secret_says_nothing_of_the_person(nairn):
    invitation = Invitation.objects.get()
    page = Client().get(reverse("administration:invitation", args=[invitation.pk, "0" * 40]))
    assert page.status_code == 410
    assert "Nairn" not in page.content.decode()
    assert Client().get(reverse("administration:invitation", args=[999, "0" * 40])).status_code == 404


def test_a_name_and_an_organisation_are_corrected(admin, tayside, nairn):
    typed = {"name": "Nairn M Forbes", "organisation": tayside.bodies["dundee"].pk, "revision": 1}
    assert admin.post(at("person-details", nairn.pk), typed).status_code == 302
    nairn.refresh_from_db()
    assert (nairn.user.name, nairn.organisation) == ("Nairn M Forbes", tayside.bodies["dundee"])
    page = admin.post(at("person-details", nairn.pk), typed | {"name": "Somebody"}).content.decode()
    assert "changed this while you were editing" in page


def test_the_name_of_somebody_who_works_elsewhere_too_is_theirs(admin, tayside, elsewhere, nairn):
    theirs = elsewhere.people["planner"]
    member = Membership.objects.create(partnership=tayside.partnership, user=theirs, roles=["reader"])
    typed = {"name": "Somebody Else", "organisation": tayside.bodies["angus"].pk, "revision": 1}
    page = admin.post(at("person-details", member.pk), typed).content.decode()
    assert "works in another partnership too" in page
    assert User.objects.get(pk=theirs.pk).name == theirs.name


def test_whoever_leaves_loses_roles_seats_and_invitation_and_is_remembered(admin, tayside, nairn):
    board = create_group(by=tayside.system, name="Board", kind="strategic", life="standing")
    seat = create_seat(
        by=tayside.system,
        group=board,
        post="Clerk",
        holder_account=nairn.user,
        holder=nairn.user.name,
        since=date(2026, 1, 5),
    )
    here = at("person-end", nairn.pk)
    assert f'href="{here}"' in admin.get(at("person", nairn.pk)).content.decode()
    early = admin.post(here, {"on_day": "1", "on_month": "1", "on_year": "2026"}).content.decode()
    assert "took this seat on 5 January 2026" in early
    answer = admin.post(here, {"on_day": "1", "on_month": "6", "on_year": "2026"})
    assert answer.status_code == 302
    nairn.refresh_from_db()
    seat.refresh_from_db()
    assert (nairn.is_active, nairn.roles) == (False, [])
    assert (seat.holder, seat.holder_account, seat.is_held) == ("", None, False)
    tenure = seat.tenures.get()
    assert (tenure.holder, tenure.ends_on) == ("Nairn Forbes", date(2026, 6, 1))
    assert Client().get(link()).status_code == 410
    verbs = set(audit.events("tayside").values_list("verb", flat=True)[:2])
    assert verbs == {"changed the roles of", "emptied"}
    again = admin.post(here, {"on_day": "1", "on_month": "6", "on_year": "2026"}).content.decode()
    assert "has left already" in again


def test_nobody_lets_themselves_leave(admin, tayside):
    own = Membership.objects.get(user=tayside.people["partnership-administrator"])
    page = admin.post(at("person-end", own.pk), {"on_day": "1", "on_month": "6", "on_year": "2026"})
    assert "You cannot remove your own administrator role." in page.content.decode()
    own.refresh_from_db()
    assert own.is_active


def test_a_name_with_a_line_break_writes_no_other_header(admin, tayside):
    inviter = tayside.people["partnership-administrator"]
    inviter.name = "Ann\r\nBcc: everybody@elsewhere.example"
    inviter.save()
    admin.post(at("person-add"), NAIRN | {"organisation": tayside.bodies["angus"].pk})
    jobs_run()
    (message,) = mail.outbox
    assert message.recipients() == ["nairn@tayside.example"]
    assert message.subject == "Ann Bcc: everybody@elsewhere.example invites you to Tayside"


def test_where_no_mail_server_is_set_up_no_page_says_that_an_email_was_sent(admin, tayside, settings):
    settings.REALIGN_EMAIL_LEAVES = False
    answer = admin.post(
        at("person-add"), NAIRN | {"organisation": tayside.bodies["angus"].pk}, follow=True
    ).content.decode()
    assert "Nairn Forbes is invited. No mail server is set up" in answer
    assert "the e-mail goes to" not in answer
    jobs_run()
    member = Membership.objects.get(user__email="nairn@tayside.example")
    assert "Not sent: no mail server" in admin.get(at("people")).content.decode()
    page = admin.get(at("person", member.pk)).content.decode()
    assert "the invitation is in the log of Realign" in page


def test_an_invitation_speaks_of_one_role_or_of_several(nairn):
    assert "Your roles are planner and analyst" in Client().get(link()).content.decode()
