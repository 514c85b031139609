"""`realign partnership`: a real partnership is set up whole, or nothing changes and the reason is told."""

import pytest
from click.testing import CliRunner

from realign.foundations.accounts.models import User
from realign.foundations.administration.commands import partnerships
from realign.foundations.administration.rules import reserved
from realign.foundations.audit import queries as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.actions import load_reference_lists
from realign.foundations.partnerships.models import Membership, Partnership, ReferenceEdition
from realign.foundations.partnerships.registry import REFERENCE_LISTS
from realign.registers.places.models import Area, Population
from tests.support.cast import NOON

GOOD = {
    "--slug": "fife",
    "--name": "Fife Children’s Services",
    "--short-name": "Fife",
    "--council": "S12000047",
    "--administrator": "Ada@example.org",
    "--administrator-name": "Ada Reid",
}


def add(**changed):
    given = GOOD | {f"--{name.replace('_', '-')}": value for name, value in changed.items()}
    words = [word for pair in given.items() for word in pair]
    return CliRunner().invoke(partnerships, ["add", *words])


def test_a_partnership_is_set_up_with_its_administrator_on_the_record(db, client):
    answer = add()
    assert answer.exit_code == 0, answer.output
    assert "Set or reset your password" in answer.output
    assert "Set REALIGN_SECRET_KEY before others use" in answer.output
    made = Partnership.objects.get(slug="fife")
    assert (made.name, made.council_codes, made.is_demo) == (GOOD["--name"], ["S12000047"], False)
    member = Membership.objects.get(partnership=made)
    assert (member.user.email, member.roles) == ("ada@example.org", ["partnership-administrator"])
    assert not member.user.has_usable_password()
    assert [event.verb for event in audit.events("fife")] == ["added", "set up"]
    assert list(audit.verify("fife")) == []
    client.force_login(member.user)
    assert client.get("/fife/work/").status_code == 200


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"slug": "tayside"}, "has the short name “tayside” already"),
        ({"slug": "accounts"}, "an address of the site itself"),
        ({"slug": "glossary"}, "an address of the site itself"),
        ({"slug": "static"}, "an address of the site itself"),
        ({"slug": "Fife"}, "Use small letters, such as fife"),
        ({"slug": "the fife"}, "Use small letters, numbers and hyphens"),
        ({"council": "S12000015"}, "S12000047 Fife"),
        ({"administrator": "ada"}, "expected an e-mail address"),
        ({"administrator_name": " "}, "expected a person’s name"),
        ({"name": ""}, "cannot be blank"),
    ],
)
def test_bad_input_exits_2_says_why_and_changes_nothing(tayside, changed, words):
    people = User.objects.count()
    answer = add(**changed)
    assert (answer.exit_code, words in answer.output) == (2, True), answer.output
    assert (Partnership.objects.count(), User.objects.count()) == (1, people)
    assert audit.scopes() == ["tayside"]


def test_somebody_who_has_an_account_keeps_their_name(tayside):
    answer = add(administrator=tayside.people["planner"].email, administrator_name="Somebody Else")
    assert answer.exit_code == 0
    assert "Planner of Tayside" in answer.output
    assert User.objects.filter(name="Somebody Else").count() == 0


def test_addresses_of_the_site_are_reserved_and_no_partnership(tayside):
    for word in ("accounts", "health", "frameworks", "glossary", "design", "static", "start", "about"):
        assert word in reserved()
    assert "tayside" not in reserved()


def test_the_list_names_each_partnership(tayside, elsewhere):
    answer = CliRunner().invoke(partnerships, ["list"])
    assert answer.exit_code == 0
    lines = answer.output.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["elsewhere", "tayside"]
    assert "5 organisations\t14 people" in lines[1]


def test_an_empty_list_says_what_to_do(db):
    assert "realign partnership add" in CliRunner().invoke(partnerships, ["list"]).output


def test_what_a_partnership_brought_in_since_is_not_written_over_by_the_next_start(db):
    assert add().exit_code == 0
    held = Population.objects.filter(area__code="S12000047").first()
    Population.objects.filter(pk=held.pk).update(persons=held.persons + 1, source="A newer count")
    assert load_reference_lists(by=Registrar(NOON)) == []
    assert add(slug="moray", short_name="Moray").exit_code == 0
    assert Population.objects.get(pk=held.pk).persons == held.persons + 1


def test_a_newer_edition_of_a_list_is_loaded_at_the_next_start_and_is_on_the_record(db):
    assert add().exit_code == 0
    ReferenceEdition.objects.filter(slug="places").update(fingerprint="an older one")
    Area.objects.filter(code="S12000047").update(name="An older name")
    assert [edition.slug for edition in load_reference_lists(by=Registrar(NOON))] == ["places"]
    assert Area.objects.get(code="S12000047").name == "Fife"
    event = audit.events("national-lists").first()
    assert (event.verb, event.subject_label) == ("loaded", "Places")
    assert list(audit.verify("national-lists")) == []


def test_the_edition_of_each_reference_list_fits_its_field_on_every_database():
    """SQLite takes any length, and PostgreSQL refuses to start."""
    longest = ReferenceEdition._meta.get_field("fingerprint").max_length
    editions = {reference_list.slug: reference_list.fingerprint() for reference_list in REFERENCE_LISTS.all()}
    assert {slug: edition for slug, edition in editions.items() if len(edition) > longest} == {}
