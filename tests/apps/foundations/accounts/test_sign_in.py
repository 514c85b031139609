"""Signing in: by e-mail, with a second step; never by registering oneself. Single sign-on is in test_single_sign_on."""

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.urls import reverse

from realign.foundations.accounts.models import User
from tests.support.cast import PASSWORD

pytestmark = pytest.mark.slow


def sign_in(client, email, password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


def test_a_person_signs_in_by_email_whatever_its_case(client, tayside):
    answer = sign_in(client, "Planner@Tayside.example")
    assert answer.headers["Location"] == "/start/"
    assert client.get("/start/").headers["Location"] == "/tayside/work/"


def test_a_wrong_password_says_nothing_of_the_account(client, tayside):
    known = sign_in(client, "planner@tayside.example", "wrong-wrong-wrong").content.decode()
    unknown = sign_in(client, "nobody@tayside.example", "wrong-wrong-wrong").content.decode()
    message = "The email address and/or password you specified are not correct."
    assert message in known
    assert message in unknown


def test_nobody_registers_themselves(client, tayside):
    client.post(reverse("account_signup"), {"email": "me@example.org", "password1": PASSWORD})
    assert not User.objects.filter(email="me@example.org").exists()


def test_a_second_step_is_asked_for_once_it_is_set_up(client, tayside):
    planner = tayside.people["planner"]
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(planner, secret)
    assert get_adapter().is_mfa_enabled(planner)
    answer = sign_in(client, planner.email)
    assert answer.headers["Location"] == reverse("mfa_authenticate")
    assert client.get("/start/").status_code == 302
    assert "login" in client.get("/start/").headers["Location"]
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post(reverse("mfa_authenticate"), {"code": code})
    assert client.get("/start/").headers["Location"] == "/tayside/work/"


def test_the_pages_of_the_account_are_in_the_sites_own_design(client, tayside):
    for name in ("account_login", "account_reset_password"):
        assert "ds_page" in client.get(reverse(name)).content.decode()
    client.force_login(tayside.people["planner"])
    assert "ds_page" in client.get(reverse("mfa_index")).content.decode()


def test_a_forgotten_password_is_set_again_by_a_link_that_names_whom_to_ask(client, tayside, mailoutbox):
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "Send me a link" in page
    assert "contact your partnership administrator" in page
    assert "Reset My Password" not in page
    sent = client.post(reverse("account_reset_password"), {"email": tayside.people["planner"].email})
    assert "Check your e-mail" in client.get(sent.url).content.decode()
    (mail,) = mailoutbox
    assert mail.subject == "Set a new password"
    assert "contact your partnership administrator" in mail.body
    link = next(word for word in mail.body.split() if word.startswith("http"))
    path = client.get(link.partition("testserver")[2] or link).url
    assert "Set a new password" in client.get(path).content.decode()
    assert "This link does not work" in client.get(path.replace("set-password", "x-y")).content.decode()
