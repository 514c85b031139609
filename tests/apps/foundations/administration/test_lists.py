"""Kinds of group, parts in a group and levels of help are the partnership’s own words."""

import pytest
from django.urls import reverse

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.models import ListWord
from realign.foundations.partnerships.queries import list_words
from realign.foundations.partnerships.registry import WORD_LISTS
from realign.foundations.partnerships.types import Refusal
from realign.registers.groups.actions import create_group, create_seat
from realign.registers.groups.models import Group
from realign.registers.services.actions import create_service
from realign.registers.services.models import Service

pytestmark = pytest.mark.slow


def at(name, *args):
    return reverse(name, args=["tayside", *args])


@pytest.fixture
def admin(client, tayside):
    client.force_login(tayside.people["partnership-administrator"])
    return client


@pytest.fixture
def board(tayside):
    """A group of a kind that comes with the product, with a sponsor in it."""
    group = create_group(by=tayside.system, name="Board", kind="strategic", life="standing")
    create_seat(by=tayside.system, group=group, post="Director", role="sponsor")
    return group


def called(client, words, code, label, **changed):
    """Call a word something else, as its page does."""
    page = client.get(at("administration:word", words, code))
    typed = page.context["form"].initial | {"label": label} | changed
    return client.post(
        at("administration:word", words, code), {name: value for name, value in typed.items() if value}
    )


def test_every_list_says_how_many_records_have_each_word(admin, board):
    page = admin.get(at("administration:lists")).content.decode()
    for title in ("Kinds of group", "Parts in a group", "Levels of help"):
        assert title in page
    counts = {
        word.label: count
        for listed in admin.get(at("administration:lists")).context["lists"]
        for word, count, _ in listed.words
    }
    assert (counts["Strategic group"], counts["Senior sponsor"], counts["Advisory function"]) == (1, 1, 0)


def test_a_word_that_is_called_something_else_is_so_on_every_page(admin, board):
    assert called(admin, "group-kinds", "strategic", "Chief officers’ group").status_code == 302
    assert called(admin, "seat-roles", "sponsor", "Executive sponsor").status_code == 302
    for page in (at("groups:list"), at("groups:group", board.slug)):
        words = admin.get(page).content.decode()
        assert "Chief officers’ group" in words
        assert "Strategic group" not in words
    assert "Executive sponsor" in admin.get(at("groups:group", board.slug)).content.decode()
    listed = b"".join(admin.get(at("groups:list"), {"format": "csv"}).streaming_content).decode()
    assert "Chief officers’ group" in listed
    events = list(audit.events("tayside").values_list("verb", "subject_label")[:2])
    assert events == [("changed", "Executive sponsor"), ("changed", "Chief officers’ group")]


def test_another_partnership_keeps_its_own_words(admin, board, elsewhere):
    called(admin, "group-kinds", "strategic", "Chief officers’ group")
    theirs = create_group(by=elsewhere.system, name="Board", kind="strategic", life="standing")
    assert theirs.get_kind_display() == "Strategic group"
    board.refresh_from_db()
    assert board.get_kind_display() == "Chief officers’ group"


def test_a_word_of_ones_own_is_offered_kept_and_drawn(admin, tayside, board, client):
    add = at("administration:word-add", "group-kinds")
    assert admin.post(add, {"label": "Locality partnership", "position": 3}).status_code == 302
    code = ListWord.objects.get().code
    assert list(list_words(tayside.partnership.pk, "group-kinds"))[2:4] == ["communications", code]
    client.force_login(tayside.people["coordinator"])
    new = at("groups:new")
    assert "Locality partnership" in client.get(new).content.decode()
    for number in range(5):
        typed = {
            "name": f"Locality {number}", "kind": code, "status": "active", "life": "standing",
            "reports_to": board.pk, "purposes": "Plans locally",
        }  # fmt: skip
        answer = client.post(new, typed)
        assert answer.status_code == 302, answer.context["form"].errors
    assert Group.objects.filter(kind=code).count() == 5
    assert "Five locality partnerships" in client.get(at("groups:structure")).content.decode()
    assert "Locality partnership" in client.get(at("groups:group", "locality-1")).content.decode()


def test_a_word_that_is_offered_no_more_stays_where_it_is(admin, tayside, board):
    assert called(admin, "group-kinds", "strategic", "Strategic group", is_offered="").status_code == 302
    admin.force_login(tayside.people["coordinator"])
    assert 'value="strategic"' not in admin.get(at("groups:new")).content.decode()
    assert 'value="strategic"' in admin.get(at("groups:edit", board.slug)).content.decode()


def test_a_level_of_help_of_ones_own_is_in_the_register_and_in_the_grid_of_fit(admin, tayside):
    admin.post(at("administration:word-add", "tiers"), {"label": "Recovery", "position": 9})
    service = create_service(
        by=tayside.system,
        name="After the storm",
        summary="Help afterwards.",
        provider=tayside.bodies["voices"],
        tier="recovery",
    )
    admin.force_login(tayside.people["coordinator"])
    assert "Recovery" in admin.get(at("services:list")).content.decode()
    assert "Recovery" in admin.get(at("services:service", service.slug)).content.decode()
    edit = admin.get(at("services:edit", service.slug)).content.decode()
    assert '<option value="recovery" selected>' in edit
    with pytest.raises(Refusal, match="is no word of this list"):
        create_service(
            by=tayside.system, name="X", summary="X", provider=tayside.bodies["voices"], tier="unheard-of"
        )
    assert Service.objects.count() == 1


@pytest.mark.parametrize(
    ("label", "words"), [("priority GROUP", "The list holds"), ("", "This needs an answer")]
)
def test_a_word_twice_or_no_word_is_refused(admin, label, words):
    page = admin.post(at("administration:word-add", "group-kinds"), {"label": label, "position": 1})
    assert page.status_code == 200
    assert words in page.content.decode()
    assert not ListWord.objects.exists()


def test_something_can_always_be_chosen(admin, tayside):
    codes = list(dict(WORD_LISTS.get("tiers").words))
    for code in codes[:-1]:
        assert called(admin, "tiers", code, f"Level {code}", is_offered="").status_code == 302
    page = called(admin, "tiers", codes[-1], "The last", is_offered="").content.decode()
    assert "Nothing could be chosen from this list." in page


def test_two_who_change_one_word_at_once_are_told(admin):
    called(admin, "tiers", "universal", "For everybody")
    page = called(admin, "tiers", "universal", "For all", revision=7).content.decode()
    assert "changed this while you were editing" in page
    assert "For everybody" in page


def test_a_list_or_a_word_that_is_not_there_is_no_page(admin):
    assert admin.get(at("administration:word-add", "nothing")).status_code == 404
    assert admin.get(at("administration:word", "nothing", "universal")).status_code == 404
    assert admin.get(at("administration:word", "tiers", "nothing")).status_code == 404


def test_a_page_of_many_groups_reads_the_words_once(admin, tayside, board, django_assert_max_num_queries):
    for number in range(12):
        create_group(by=tayside.system, name=f"G{number}", kind="priority", life="standing", reports_to=board)
    admin.get(at("groups:list"))
    with django_assert_max_num_queries(8):
        admin.get(at("groups:list"))
