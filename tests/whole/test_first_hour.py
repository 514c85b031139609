"""The first hour in the browser, from an empty installation to a partnership that works, as the people who do it."""

import re
from datetime import datetime

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from realign.foundations.accounts.models import User
from realign.foundations.administration.actions.first_account import issue_first_account_code
from realign.foundations.administration.models import FirstAccountCode
from realign.foundations.administration.presenters import DONE
from realign.foundations.administration.rules import (
    CODE_HOLDS,
    MOST_FROM_ONE_ADDRESS,
    MOST_WRONG_TRIES,
    TRY_AGAIN_AFTER,
)
from realign.foundations.audit import queries as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.models import Membership, Organisation, Partnership
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job
from realign.plan.plans.models import Plan
from realign.plan.priorities.models import Priority
from realign.registers.groups.models import Group
from tests.support.cast import NOON, PASSWORD

pytestmark = pytest.mark.slow

FIFE, NHS_FIFE = "S12000047", "S08000029"
ADA = {"name": "Ada Reid", "email": "Ada@Fife.example", "password": PASSWORD, "again": PASSWORD}
FIFE_PARTNERSHIP = {
    "name": "Fife Children’s Services Partnership",
    "short_name": "Fife",
    "council_codes": [FIFE],
    "joint_board": "Fife Integration Joint Board",
}
MORAG = {"name": "Morag Bain", "email": "morag@fife.example", "roles": ["coordinator"]}


def at(name, *args):
    return reverse(name, args=["fife", *args])


def sent(client, address, **typed):
    """Fill in and send the form of a page, which leads on; answers the page that it leads to."""
    assert client.get(address).status_code == 200
    answer = client.post(address, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    return client.get(answer.headers["Location"], follow=True).content.decode()


def jobs_run():
    """What the background worker does."""
    for job in Job.objects.filter(state=Job.State.WAITING):
        run(job.pk)


def link_in(message):
    """The address in an e-mail, without the name of the site."""
    (address,) = re.findall(r"https?://[^\s/]+(/\S+)", message.body)
    return address


@pytest.fixture
def nobody_yet(db):
    """An installation that `realign serve` has just been run on."""
    load_reference_lists(by=Registrar(NOON))


@pytest.fixture
def code(nobody_yet, monkeypatch):
    from django.utils import timezone

    return issue_first_account_code(by=Registrar(timezone.now()))


@pytest.fixture
def ada(client, code):
    """The first administrator, who has an account."""
    sent(client, reverse("administration:first-account"), code=code.lower().replace("-", " "), **ADA)
    return client


@pytest.fixture
def fife(ada):
    """The partnership, as its first administrator leaves the page on which it is made."""
    sent(ada, reverse("administration:partnership-new"), **FIFE_PARTNERSHIP)
    return ada


def invited(client, **changed):
    """Invite a person for Fife Council; answers the e-mail that they get."""
    council = Organisation.objects.get(slug="fife-council")
    sent(client, at("administration:person-add"), **MORAG | {"organisation": council.pk} | changed)
    jobs_run()
    return mail.outbox[-1]


def test_the_hour_goes_from_nothing_to_a_plan_and_a_priority(client, code):
    assert reverse("administration:first-account") in client.get("/").content.decode()
    page = sent(client, reverse("administration:first-account"), code=code, **ADA)
    assert "Set up a partnership" in page
    page = sent(client, reverse("administration:partnership-new"), **FIFE_PARTNERSHIP)
    assert "Fife Children’s Services Partnership is set up." in page
    assert "2 of 5 steps done" in page
    bodies = {body.name: body for body in Organisation.objects.all()}
    assert {(name, body.kind, body.area_code) for name, body in bodies.items()} == {
        ("Fife Council", "council", FIFE),
        ("NHS Fife", "health-board", NHS_FIFE),
        ("Fife Integration Joint Board", "integration-joint-board", ""),
    }
    assert all(body.is_lead_body and body.is_core for body in bodies.values())

    message = invited(client)
    assert message.to == ["morag@fife.example"]
    assert message.subject == "Ada Reid invites you to Fife Children’s Services Partnership"
    assert "Coordinator" in message.body
    assert "Fife Council" in message.body
    morag = Client()
    page = sent(morag, link_in(message), password=PASSWORD, again=PASSWORD)
    assert "Welcome to Fife Children’s Services Partnership." in page
    assert "Morag Bain" in page

    assert "4 groups are set up" in sent(morag, at("groups:start"), structure="board", priority_groups=3)
    top = Group.objects.get(reports_to=None)
    assert {group.reports_to for group in Group.objects.exclude(pk=top.pk)} == {top}
    sent(
        morag,
        at("plans:add"),
        title="Our plan for children",
        starts_on_day="1",
        starts_on_month="4",
        starts_on_year="2026",
        ends_on_day="31",
        ends_on_month="3",
        ends_on_year="2029",
        bodies=[body.pk for body in bodies.values()],
    )
    sent(
        morag,
        at("priorities:add"),
        number=1,
        title="Waiting",
        statement="Fewer children wait for help.",
    )
    assert (Plan.objects.count(), Priority.objects.count()) == (1, 1)
    page = client.get(at("administration:setting-up")).content.decode()
    assert "Everything that a partnership needs to begin is set up." in page
    assert list(audit.verify()) == []


def test_the_list_of_what_is_left_can_be_put_away_and_taken_out_again(fife):
    here, finish = at("administration:setting-up"), at("administration:setting-up-finish")
    assert f'href="{here}"' in fife.get(at("administration:people")).content.decode()
    assert "Hide this list" in fife.get(here).content.decode()
    sent(fife, finish, revision=1)
    assert "Show this list in the menu again" in fife.get(here).content.decode()
    assert f'href="{here}"' not in fife.get(at("administration:people")).content.decode()
    assert f'href="{here}"' in fife.get(at("administration:settings")).content.decode()
    sent(fife, finish, revision=1)
    assert f'href="{here}"' in fife.get(at("administration:people")).content.decode()


def test_what_is_left_to_set_up_stands_in_my_work_until_the_list_is_hidden(fife):
    page = fife.get(at("dashboards:work")).content.decode()
    assert "Set up: people who write the plan" in page
    assert "Set up: councils" not in page  # done when the partnership was made
    sent(fife, at("administration:setting-up-finish"), revision=1)
    assert "Set up: " not in fife.get(at("dashboards:work")).content.decode()


def test_somebody_who_was_invited_can_sign_in_once_they_have_accepted(fife):
    message = invited(fife)
    listed = fife.get(at("administration:people") + "?format=csv").getvalue().decode()
    (row,) = [line for line in listed.splitlines() if "Morag Bain" in line]
    assert "Not before the invitation is accepted" in row
    sent(Client(), link_in(message), password=PASSWORD, again=PASSWORD)
    listed = fife.get(at("administration:people") + "?format=csv").getvalue().decode()
    (row,) = [line for line in listed.splitlines() if "Morag Bain" in line]
    assert "Yes" in row


def test_every_step_leads_to_a_page_that_whoever_is_led_there_may_open(fife):
    invited(fife)
    coordinator = Client()
    coordinator.force_login(User.objects.get(email="morag@fife.example"))
    for person in (fife, coordinator):
        page = person.get(at("administration:setting-up"))
        tasks = [*page.context["now"], *page.context["later"]]
        assert sum(bool(task.url) for task in tasks) >= 4
        assert {person.get(task.url).status_code for task in tasks if task.url} == {200}
        assert all(
            "For a person with the role" in task.hint
            for task in tasks
            if not task.url and task.status is not DONE
        )


def test_the_first_account_is_made_once(ada, code):
    again = Client().get(reverse("administration:first-account"))
    assert again.headers["Location"] == reverse("account_login")
    answer = Client().post(
        reverse("administration:first-account"), ADA | {"code": code, "email": "eve@example.org"}
    )
    assert answer.headers["Location"] == reverse("account_login")
    assert User.objects.count() == 1


def mistyped(client, times=1, **where):
    """Type a wrong code so often; answers the last page."""
    here = reverse("administration:first-account")
    return [client.post(here, ADA | {"code": "AAAAA"}, **where) for _ in range(times)][-1].content.decode()


def test_wrong_codes_make_no_account_and_their_address_waits(client, code):
    here = reverse("administration:first-account")
    assert "This is not the code." in mistyped(client, MOST_FROM_ONE_ADDRESS)
    last = client.post(here, ADA | {"code": code}).content.decode()
    assert f"mistyped {MOST_FROM_ONE_ADDRESS} times from your address" in last
    assert "Wait 15 minutes" in last
    assert "realign first-account" in last
    assert 'value="Ada Reid"' in last
    assert not User.objects.exists()
    FirstAccountCode.objects.update(tries_by_address={})
    sent(client, here, code=code, **ADA)
    assert User.objects.count() == 1


@pytest.mark.parametrize("stranger", ["203.0.113.9", "2001:db8::9"])
def test_a_stranger_does_not_end_the_code_for_whoever_has_it(client, code, stranger):
    # a header that anybody can send makes no other address of theirs
    for number in range(MOST_FROM_ONE_ADDRESS):
        mistyped(Client(), REMOTE_ADDR=stranger, HTTP_X_FORWARDED_FOR=f"192.0.2.{number}")
    assert "from your address" in mistyped(Client(), 3, REMOTE_ADDR=stranger)
    if ":" in stranger:
        assert "from your address" in mistyped(Client(), REMOTE_ADDR="2001:db8::a")
    assert FirstAccountCode.objects.get().wrong_tries == MOST_FROM_ONE_ADDRESS
    assert stranger not in str(FirstAccountCode.objects.get().tries_by_address)
    sent(client, reverse("administration:first-account"), code=code, **ADA)
    assert User.objects.count() == 1


def test_an_address_may_try_again_after_a_while_and_never_often_enough_to_end_the_code(client, code):
    a_day = int(CODE_HOLDS / TRY_AGAIN_AFTER) * MOST_FROM_ONE_ADDRESS
    assert a_day < MOST_WRONG_TRIES
    mistyped(client, MOST_FROM_ONE_ADDRESS)
    issued = FirstAccountCode.objects.get()
    issued.tries_by_address = {
        key: [count, (datetime.fromisoformat(since) - TRY_AGAIN_AFTER).isoformat()]
        for key, (count, since) in issued.tries_by_address.items()
    }
    issued.save()
    assert "This is not the code." in mistyped(client)


def test_a_code_that_many_addresses_mistyped_ends_and_says_how_to_get_another(client, code):
    FirstAccountCode.objects.update(wrong_tries=MOST_WRONG_TRIES)
    page = client.post(reverse("administration:first-account"), ADA | {"code": code}).content.decode()
    assert "mistyped too often" in page
    assert "realign first-account" in page
    assert not User.objects.exists()


def test_a_code_of_yesterday_holds_no_more(client, nobody_yet):
    code = issue_first_account_code(by=Registrar(NOON.replace(year=2025)))
    page = client.post(reverse("administration:first-account"), ADA | {"code": code}).content.decode()
    assert "There is no code that holds now." in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"again": "another-long-password"}, "The two passwords differ"),
        ({"password": "short", "again": "short"}, "too short"),
        ({"email": "ada"}, "valid email"),
    ],
)
def test_an_account_that_would_be_wrong_is_refused(client, code, typed, words):
    page = client.post(reverse("administration:first-account"), ADA | {"code": code} | typed)
    assert words in page.content.decode()
    assert not User.objects.exists()


def test_only_whoever_runs_the_installation_sets_up_partnerships(fife):
    invited(fife)
    morag = Client()
    morag.force_login(User.objects.get(email="morag@fife.example"))
    assert morag.get(reverse("administration:partnership-new")).status_code == 404
    assert morag.get("/start/").headers["Location"] == "/fife/work/"


def test_a_partnership_is_made_whole_or_not_at_all(ada):
    here = reverse("administration:partnership-new")
    for slug, words in (("accounts", "is an address of the site itself"), ("Fife", "has capitals")):
        page = ada.post(here, FIFE_PARTNERSHIP | {"slug": slug}).content.decode()
        assert words in page
        assert "Fife Integration Joint Board" in page
    assert not Partnership.objects.exists()
    assert not Organisation.objects.exists()


def test_two_councils_in_one_health_board_have_one_health_board_between_them(ada):
    typed = {"name": "Tayside", "short_name": "Tayside", "council_codes": ["S12000041", "S12000042"]}
    sent(ada, reverse("administration:partnership-new"), **typed)
    assert sorted(Organisation.objects.values_list("name", flat=True)) == [
        "Angus Council",
        "Dundee City Council",
        "NHS Tayside",
    ]


def test_whoever_makes_a_partnership_may_coordinate_it_too(ada):
    sent(ada, reverse("administration:partnership-new"), **FIFE_PARTNERSHIP, own_roles=["coordinator"])
    assert Membership.objects.get().roles == ["partnership-administrator", "coordinator"]
    assert ada.get(at("groups:start")).status_code == 200


def test_one_officer_alone_may_take_on_what_the_first_hour_needs_and_raises_no_role_later(ada):
    here = reverse("administration:partnership-new")
    page = ada.get(here).content.decode()
    assert "Define indicators: analyst, planner." in page
    assert f'<a href="{reverse("administration:all-roles")}">What each role can do</a>' in page
    assert ada.get(reverse("administration:all-roles")).status_code == 200
    sent(ada, here, **FIFE_PARTNERSHIP, own_roles=["coordinator", "analyst"])
    member = Membership.objects.get()
    assert member.roles == ["partnership-administrator", "coordinator", "analyst"]
    assert ada.get(at("indicators:new")).status_code == 200
    assert "What each role can do" in ada.get(at("administration:person-add")).content.decode()
    assert "Which role is needed for what" in ada.get(at("administration:setting-up")).content.decode()
    ada.post(at("administration:person", member.pk), {"roles": [*member.roles, "planner"], "is_active": "on"})
    member.refresh_from_db()
    assert "planner" not in member.roles


@pytest.mark.parametrize("role", ["output-checker", "decision-maker", "partnership-administrator"])
def test_nobody_takes_on_a_role_that_judges_the_work_of_others_at_set_up(ada, role):
    page = ada.post(reverse("administration:partnership-new"), FIFE_PARTNERSHIP | {"own_roles": [role]})
    assert "is not one of the available choices" in page.content.decode()
    assert not Partnership.objects.exists()
