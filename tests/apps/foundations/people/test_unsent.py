"""E-mails that the mail server does not take are tried a bounded number of times, then listed with the reason."""

import logging
import smtplib
from socket import gaierror

import pytest
from django.urls import reverse

from realign.foundations.administration.actions.invitations import invite_person
from realign.foundations.administration.rules import SEND as INVITE
from realign.foundations.people.my_work import mails_not_sent
from realign.foundations.people.queries import ATTEMPTS, SEND, SEND_ABOUT_ACCOUNT
from realign.foundations.people.rules import mail_problem
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.foundations.work.queries import unsent_mails
from realign.registers.groups.actions import create_group, create_seat
from tests.support.cast import NOON

pytestmark = pytest.mark.slow

REFUSED = "550 5.1.1 <decision-maker@tayside.example> no such mailbox"


@pytest.fixture
def notice(tayside):
    group = create_group(by=tayside.system, name="Directors’ Group", kind="directors", life="standing")
    create_seat(
        by=tayside.system, group=group, post="Director", holder_account=tayside.people["decision-maker"]
    )
    return Job.objects.get(kind=SEND)


def give_up(job, letterbox, answer=REFUSED):
    """Try as often as the worker does, while the mail server answers so."""
    letterbox.answers = [answer] * 20
    while True:
        run(job.pk)
        job.refresh_from_db()
        if job.state != Job.State.RETRYING:
            letterbox.answers = []
            return job


def page_for(client, tayside, role="partnership-administrator"):
    client.force_login(tayside.people[role])
    return client.get(reverse("people:unsent", args=["tayside"]))


def test_what_could_not_be_sent_stands_in_the_list_with_the_reason_and_is_sent_again(
    client, tayside, notice, letterbox
):
    job = give_up(notice, letterbox)
    assert (job.state, job.attempts) == (Job.State.FAILED, ATTEMPTS)
    text = page_for(client, tayside).content.decode()
    assert tayside.people["decision-maker"].name in text
    assert "The mail server did not take the e-mail. It answered: 550 5.1.1 (address) no such mailbox" in text
    assert "Directors’ Group" not in text, "nothing of what the e-mail said"

    (item,) = mails_not_sent(tayside.actor("partnership-administrator"), NOON.date())
    assert (item.what, item.url) == ("1 e-mail could not be sent", reverse("people:unsent", args=["tayside"]))

    again = reverse("people:send-again", args=["tayside", job.pk])
    assert "decision-maker@tayside.example" in client.get(again).content.decode()
    answer = client.post(again, {"yes": "1"}, follow=True)
    assert "The e-mail is on its way" in answer.content.decode()
    run(job.pk)
    assert [mail["To"] for mail in letterbox.mails] == ["decision-maker@tayside.example"]
    assert "No e-mail failed" in page_for(client, tayside).content.decode()
    assert list(mails_not_sent(tayside.actor("partnership-administrator"), NOON.date())) == []


def test_a_second_try_is_bounded_too(client, tayside, notice, letterbox):
    job = give_up(notice, letterbox)
    page_for(client, tayside)
    client.post(reverse("people:send-again", args=["tayside", job.pk]), {"yes": "1"})
    assert give_up(job, letterbox).attempts == ATTEMPTS
    assert unsent_mails(tayside.partnership).get() == job


def test_an_invitation_stands_there_until_a_later_one_is_on_its_way(tayside, letterbox):
    def invite(email):
        return invite_person(
            by=tayside.actor("partnership-administrator"),
            email=email,
            name="Nairn Reid",
            organisation=None,
            role_slugs=["reader"],
            site="https://realign.example.org/",
        )

    invite("nairn@example.org")
    job = give_up(Job.objects.get(kind=INVITE), letterbox)
    assert job.attempts == ATTEMPTS
    assert [row.addressee.email for row in unsent_mails(tayside.partnership)] == ["nairn@example.org"]
    Job.objects.create(
        partnership=tayside.partnership,
        kind=INVITE,
        title="Again",
        requested_at=NOON,
        addressee=job.addressee,
    )
    assert not unsent_mails(tayside.partnership).exists()


@pytest.mark.parametrize("role", ["reader", "coordinator"])
def test_only_whoever_manages_people_sees_them(client, tayside, notice, letterbox, role):
    give_up(notice, letterbox)
    answer = page_for(client, tayside, role)
    may = tayside.actor(role).may("people.manage")
    assert answer.status_code == (200 if may else 403)
    assert bool(list(mails_not_sent(tayside.actor(role), NOON.date()))) == may


def test_those_of_another_partnership_are_not_there(client, tayside, elsewhere, notice, letterbox):
    job = give_up(notice, letterbox)
    client.force_login(elsewhere.people["partnership-administrator"])
    assert client.get(reverse("people:send-again", args=["elsewhere", job.pk])).status_code == 404
    assert "No e-mail failed" in client.get(reverse("people:unsent", args=["elsewhere"])).content.decode()


def test_logs_hold_no_address_and_no_name(tayside, notice, letterbox, caplog):
    with caplog.at_level(logging.DEBUG):
        give_up(notice, letterbox)
    # the mail server of the test keeps a log of its own
    ours = [record for record in caplog.records if record.name != "mail.log"]
    logged = "".join(record.getMessage() + (record.exc_text or "") for record in ours)
    assert "is to be tried later, attempt 9" in logged
    assert "@" not in logged
    assert tayside.people["decision-maker"].name not in logged


def test_a_link_for_a_new_password_that_was_not_taken_is_made_anew_and_kept_nowhere(
    client, tayside, letterbox
):
    planner = tayside.people["planner"]
    letterbox.answers = ["451 try later"]
    client.post(reverse("account_reset_password"), {"email": planner.email})
    job = Job.objects.get(kind=SEND_ABOUT_ACCOUNT)
    assert "http" not in str(job.arguments)
    run(job.pk)
    (mail,) = letterbox.mails
    assert (mail["To"], mail["Subject"]) == (planner.email, "Set a new password")
    link = next(
        word for word in mail.get_content().split() if word.startswith("https://realign.example.org/")
    )
    path = client.get(link.removeprefix("https://realign.example.org")).url
    assert "Set a new password" in client.get(path).content.decode()


def test_whether_there_is_an_account_is_not_told_by_a_mail_server_that_is_down(client, tayside, letterbox):
    said = []
    for address in ("planner@tayside.example", "nobody@tayside.example"):
        letterbox.answers = ["451 try later"]
        said.append(
            client.post(reverse("account_reset_password"), {"email": address}, follow=True).content.decode()
        )
        client.cookies.clear()
    assert "did not take an e-mail about your account" in said[0]
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("refused", "words"),
    [
        (ConnectionRefusedError(111, "refused"), "The mail server could not be reached."),
        (gaierror(-2, "Name or service not known"), "The mail server could not be reached."),
        (TimeoutError(), "The mail server could not be reached."),
        (smtplib.SMTPServerDisconnected("gone"), "The mail server ended the connection."),
        (
            smtplib.SMTPAuthenticationError(535, b"no"),
            "The mail server did not accept the user name and password that Realign gave. It answered: 535 no",
        ),
        (
            smtplib.SMTPRecipientsRefused({"ann@example.org": (550, b"no <ann@example.org> here")}),
            "The mail server takes no e-mail for this address. It answered: 550 no (address) here",
        ),
        (
            smtplib.SMTPSenderRefused(553, b"not you", "realign@localhost"),
            "The mail server takes no e-mail from the sender that Realign gives. It answered: 553 not you",
        ),
        (
            smtplib.SMTPNotSupportedError("STARTTLS"),
            "The mail server does not offer the way of sending that is set for it.",
        ),
    ],
)
def test_the_reason_is_said_in_words_without_addresses(refused, words):
    assert mail_problem(refused) == words


def test_a_link_for_a_new_password_is_not_sent_to_an_address_that_was_theirs(client, tayside, letterbox):
    """Whoever has the address now would come into the account."""
    planner = tayside.people["planner"]
    letterbox.answers = ["451 try later"]
    client.post(reverse("account_reset_password"), {"email": planner.email})
    job = give_up(Job.objects.get(kind=SEND_ABOUT_ACCOUNT), letterbox, "451 try later")
    planner.email = "new@tayside.example"
    planner.save()
    client.force_login(tayside.people["partnership-administrator"])
    again = reverse("people:send-again", args=["tayside", job.pk])
    page = client.get(again).content.decode()
    assert "It goes to another address than the one they sign in with." in page
    assert "new@tayside.example" not in page
    client.post(again, {"yes": "1"})
    run(job.pk)
    assert letterbox.mails == []


def test_asking_often_while_the_mail_server_is_down_sends_one_link(client, tayside, letterbox):
    letterbox.answers = ["451 try later"] * 3
    for _ in range(3):
        client.post(reverse("account_reset_password"), {"email": "planner@tayside.example"})
    assert Job.objects.filter(kind=SEND_ABOUT_ACCOUNT).count() == 1


def test_whoever_left_the_partnership_is_not_in_the_list(client, tayside, notice, letterbox):
    job = give_up(notice, letterbox)
    job.addressee.memberships.update(is_active=False)
    assert not unsent_mails(tayside.partnership).exists()
    client.force_login(tayside.people["partnership-administrator"])
    assert client.get(reverse("people:send-again", args=["tayside", job.pk])).status_code == 404


def test_who_is_written_to_is_not_read_by_number_of_the_work(client, tayside, notice, letterbox):
    job = give_up(notice, letterbox)
    client.force_login(tayside.people["planner"])
    assert client.get(reverse("work:job", args=["tayside", job.pk])).status_code == 404
    assert client.post(reverse("work:retry", args=["tayside", job.pk])).status_code == 404
    client.force_login(tayside.people["partnership-administrator"])
    assert client.get(reverse("work:job", args=["tayside", job.pk])).status_code == 200
