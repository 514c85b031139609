"""The trail of a page: its room, the page of the menu above it, and what the view names further in."""

from types import SimpleNamespace

from realign.foundations.design.navigation import Navigation, NavLink, NavSection
from realign.foundations.design.templatetags.trail import trail
from realign.foundations.design.types import Link

HOME = NavLink("Overview", "/analyse/")


def trail_of(*links, breadcrumbs=(), label="Analyse"):
    navigation = Navigation(rooms=(NavSection(label, links, here=True),))
    return [(link.text, link.url) for link in trail({"navigation": navigation, "breadcrumbs": breadcrumbs})]


def test_a_page_of_the_menu_stands_below_its_room():
    assert trail_of(HOME, NavLink("Surveys", "/surveys/", here="page")) == [
        ("Analyse", "/analyse/"),
        ("Surveys", ""),
    ]


def test_a_page_further_in_without_words_of_its_own_leads_back_to_the_menu():
    assert trail_of(HOME, NavLink("Surveys", "/surveys/", here="true")) == [
        ("Analyse", "/analyse/"),
        ("Surveys", "/surveys/"),
    ]


def test_what_the_view_names_comes_after_the_room_and_is_called_as_in_the_menu():
    given = [Link("What we know", "/evidence/"), Link("Finding")]
    assert trail_of(HOME, NavLink("Evidence library", "/evidence/", here="true"), breadcrumbs=given) == [
        ("Analyse", "/analyse/"),
        ("Evidence library", "/evidence/"),
        ("Finding", ""),
    ]


def test_the_front_page_of_a_room_is_named_once():
    assert trail_of(NavLink("Overview", "/analyse/", here="page"), breadcrumbs=[Link("Analyse")]) == [
        ("Analyse", "")
    ]


def test_a_room_that_opens_on_its_first_page_is_not_named_beside_it():
    thread = NavLink("Golden thread", "/thread/", here="true")
    given = [Link("Golden thread", "/thread/"), Link("Broken links")]
    assert trail_of(thread, breadcrumbs=given, label="Golden thread") == [
        ("Golden thread", "/thread/"),
        ("Broken links", ""),
    ]


def test_outside_every_room_the_view_alone_says_where_it_is():
    context = {"navigation": SimpleNamespace(room=None), "breadcrumbs": [Link("Lists")]}
    assert trail(context) == [Link("Lists")]
    assert trail({}) == []
