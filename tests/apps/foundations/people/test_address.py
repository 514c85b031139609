"""People change their own e-mail address: confirmed by a link before it counts, and the old one is told."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.urls import reverse

from realign.foundations.administration.actions.invitations import invite_person
from realign.foundations.administration.rules import SEND as INVITE
from realign.foundations.audit.models import Event
from realign.foundations.partnerships.models import Membership
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.registers.groups.actions import create_group, create_seat
from tests.support.cast import PASSWORD

pytestmark = pytest.mark.slow

OLD, NEW = "planner@tayside.example", "new@tayside.example"


@pytest.fixture
def planner(tayside, settings):
    # as in a real installation
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    planner = tayside.people["planner"]
    EmailAddress.objects.create(user=planner, email=planner.email, verified=True, primary=True)
    return planner


def signs_in(client, email):
    client.logout()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return "_auth_user_id" in client.session


def ask(client, planner, address=NEW):
    """Say the new address, then the password, as the browser of the person does."""
    client.force_login(planner)
    asked = client.post(reverse("account_email"), {"email": address, "action_add": ""})
    assert asked.url.startswith(reverse("account_reauthenticate")), "the password is asked for first"
    return client.post(asked.url, {"password": PASSWORD}, follow=True)


def link_in(mail):
    (path,) = re.findall(r"http\S+?(/accounts/confirm-email/\S+)", mail.get_content())
    return path


def test_the_new_address_counts_once_its_link_is_followed_and_the_old_one_is_told(
    client, tayside, planner, letterbox
):
    page = ask(client, planner).content.decode()
    assert f"{NEW} is not confirmed yet" in page
    assert f"You sign in with {OLD}" in page
    (mail,) = letterbox.mails
    assert (mail["To"], mail["Subject"]) == (NEW, "Confirm your e-mail address")
    assert not signs_in(client, NEW)
    assert signs_in(client, OLD)
    planner.refresh_from_db()
    assert planner.email == OLD

    path = link_in(mail)
    assert "From now on" in client.get(path).content.decode()
    planner.refresh_from_db()
    assert planner.email == OLD, "a programme that opens links confirms nothing"
    assert f"You sign in with {NEW}" in client.post(path, follow=True).content.decode()
    planner.refresh_from_db()
    assert planner.email == NEW
    told = letterbox.mails[-1]
    assert (told["To"], told["Subject"]) == (OLD, "Your e-mail address was changed")
    assert NEW in told.get_content()
    assert not signs_in(client, OLD)
    assert signs_in(client, NEW)
    assert "This link does not work" in client.get(path).content.decode()
    event = Event.objects.filter(verb="changed the e-mail address of").get()
    assert (event.scope, event.user_id) == ("tayside", planner.pk)
    assert "@" not in f"{event.subject_label}{event.detail}"


def change(client, planner, letterbox):
    ask(client, planner)
    client.post(link_in(letterbox.mails[-1]))
    letterbox.mails.clear()


def test_notices_and_a_new_password_go_to_the_new_address(client, tayside, planner, letterbox, worker):
    change(client, planner, letterbox)
    group = create_group(by=tayside.system, name="Directors’ Group", kind="directors", life="standing")
    create_seat(by=tayside.system, group=group, post="Director", holder_account=planner)
    worker()
    client.logout()
    client.post(reverse("account_reset_password"), {"email": NEW})
    assert [mail["To"] for mail in letterbox.mails] == [NEW, NEW]
    letterbox.mails.clear()
    client.post(reverse("account_reset_password"), {"email": OLD})
    assert letterbox.mails[0]["Subject"] == "No Realign account with this address"


def test_an_invitation_to_another_partnership_goes_to_the_new_address(
    client, tayside, elsewhere, planner, letterbox
):
    change(client, planner, letterbox)
    member = invite_person(
        by=elsewhere.actor("partnership-administrator"),
        email=NEW,
        name=planner.name,
        organisation=None,
        role_slugs=["reader"],
        site="https://realign.example.org/",
    )
    assert member.user == planner
    assert Membership.objects.filter(user=planner).count() == 2
    run(Job.objects.get(kind=INVITE).pk)
    assert letterbox.mails[0]["To"] == NEW


def test_the_change_can_be_called_off_and_the_link_sent_again(client, planner, letterbox):
    ask(client, planner)
    first = link_in(letterbox.mails[0])
    client.post(reverse("account_email"), {"email": NEW, "action_remove": ""})
    assert "This link does not work" in client.get(first).content.decode()
    assert not EmailAddress.objects.filter(email=NEW).exists()


def test_an_address_that_came_to_belong_to_somebody_else_is_not_confirmed(
    client, tayside, planner, letterbox
):
    ask(client, planner)
    somebody = tayside.people["analyst"]
    somebody.email = NEW
    somebody.save()
    answer = client.post(link_in(letterbox.mails[0]), follow=True)
    assert "belongs to another account" in answer.content.decode()
    planner.refresh_from_db()
    assert planner.email == OLD


def test_a_mail_server_that_does_not_answer_breaks_no_page(client, planner, letterbox):
    letterbox.answers = ["451 try later"]
    page = ask(client, planner).content.decode()
    assert "did not take an e-mail about your account" in page
    client.post(reverse("account_email"), {"email": NEW, "action_send": ""})


def test_single_sign_on_is_said_to_go_on_as_before(client, planner):
    client.force_login(planner)
    assert "Single sign-on" not in client.get(reverse("account_email")).content.decode()
    SocialAccount.objects.create(user=planner, provider="openid_connect", uid="abc")
    page = client.get(reverse("account_email")).content.decode()
    assert "That goes on as before" in page


def test_no_link_for_a_new_password_goes_to_an_address_that_is_not_confirmed(client, planner, letterbox):
    """It may be mistyped: whoever has it would come into the account without the password."""
    ask(client, planner)
    letterbox.mails.clear()
    client.logout()
    client.post(reverse("account_reset_password"), {"email": NEW})
    (mail,) = letterbox.mails
    assert (mail["To"], mail["Subject"]) == (NEW, "No Realign account with this address")


def test_whoever_has_the_link_and_is_not_the_person_confirms_nothing(client, tayside, planner, letterbox):
    ask(client, planner)
    path = link_in(letterbox.mails[0])
    client.logout()
    page = client.get(path).content.decode()
    assert "Sign in to confirm your e-mail address" in page
    assert OLD not in page
    assert "Sign in first" in client.post(path, follow=True).content.decode()
    client.force_login(tayside.people["analyst"])
    client.post(path)
    planner.refresh_from_db()
    assert planner.email == OLD
    signs_in(client, OLD)
    client.post(path)
    planner.refresh_from_db()
    assert planner.email == NEW
