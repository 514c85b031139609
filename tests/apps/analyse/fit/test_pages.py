"""The pages of fit, and who may open them."""

import csv
import io
import re
from typing import ClassVar

import pytest

from realign.analyse.fit import actions
from realign.analyse.fit.models import Match, Need

CAUTION = "an indication of whether these needs are likely being met"
HOME = "/tayside/work/fit/"


@pytest.fixture
def signed_in(client, world):
    """A browser with somebody signed in, by role."""

    def sign(role="commissioner"):
        client.force_login(world.cast.people[role])
        return client

    return sign


def rows(response):
    """A CSV download as dictionaries."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("page", ["", "emotional-wellbeing/", "grid/", "table/"])
def test_every_page_opens_for_a_reader(signed_in, page):
    assert signed_in("reader").get(HOME + page).status_code == 200


@pytest.mark.parametrize("page", ["", "emotional-wellbeing/", "table/"])
def test_every_page_with_figures_carries_the_caution(signed_in, page):
    assert CAUTION in signed_in().get(HOME + page).content.decode()


def test_the_list_says_who_is_missed_first(signed_in):
    text = signed_in().get(HOME).content.decode()
    assert "The largest unmet need is emotional wellbeing" in text


def test_the_need_page_gives_its_reasons_and_hides_what_is_hidden(signed_in):
    text = signed_in().get(f"{HOME}emotional-wellbeing/").content.decode()
    assert "taken as 6 of the 18 years of age from 0 to 17" in text
    assert "hidden to protect people" in text
    assert "Small survey, March 2026" in text


@pytest.mark.parametrize("page", ["", "emotional-wellbeing/"])
def test_the_download_carries_the_caution_on_every_row(signed_in, page):
    found = rows(signed_in().get(HOME + page, {"format": "csv"}))
    assert found
    assert all(CAUTION in row["caution"] for row in found)


def test_those_who_do_not_see_spending_see_no_cost_of_two_services(signed_in):
    client = signed_in("third-sector-representative")
    # the strip of the thread has a stage called £, with no amount beside it
    assert not re.search(r"£\s*\d", client.get(f"{HOME}emotional-wellbeing/").content.decode())
    assert {row["spend"] for row in rows(client.get(HOME, {"format": "csv"}))} == {""}


def test_a_need_is_added_and_matched_and_a_match_taken_away(signed_in, world):
    client = signed_in()
    said = {"name": "Play", "definition": "Every child.", "age_from": 5, "age_to": 11}
    assert client.post(f"{HOME}add/", said).status_code == 302
    client.post(
        f"{HOME}play/match/", {"service": world.services["visiting"].pk, "share": 40, "reason": "Groups"}
    )
    match = Match.objects.get(need__slug="play")
    assert match.share == 40
    client.post(f"{HOME}play/match/{match.pk}/", {"revision": 1, "share": 60, "reason": "Groups"})
    match.refresh_from_db()
    assert match.share == 60
    assert "Remove the match" in client.get(f"{HOME}play/match/{match.pk}/remove/").content.decode()
    client.post(f"{HOME}play/match/{match.pk}/remove/")
    assert not Match.objects.filter(pk=match.pk).exists()


def test_the_second_editor_sees_both_versions_and_loses_nothing(signed_in, world):
    actions.change_need(
        by=world.cast.actor("analyst"), need=world.need, revision=1, definition="Their words."
    )
    said = {
        "revision": 1,
        "name": "Emotional wellbeing",
        "definition": "My words.",
        "age_from": 12,
        "age_to": 17,
    }
    text = signed_in().post(f"{HOME}emotional-wellbeing/edit/", said).content.decode()
    assert "Their words." in text
    assert "My words." in text
    assert Need.objects.get(pk=world.need.pk).definition == "Their words."


def test_ages_the_wrong_way_round_are_told_beside_the_field(signed_in):
    said = {"name": "Play", "definition": "x", "age_from": 11, "age_to": 5}
    text = signed_in().post(f"{HOME}add/", said).content.decode()
    assert "Give the younger age first" in text
    assert not Need.objects.filter(slug="play").exists()


class TestTwoByTwo:
    def test_the_published_table_is_the_worked_example(self, signed_in):
        text = signed_in().get(f"{HOME}table/").content.decode()
        assert "Of 2,176 children with high need, 223 (10.2%)" in text
        assert "1.57 (1.32 to 1.86)" in text

    def test_one_s_own_counts_are_worked_out(self, signed_in):
        counts = {"high_served": 10, "high_unserved": 30, "low_served": 20, "low_unserved": 40}
        text = signed_in().get(f"{HOME}table/", counts).content.decode()
        assert "Of 40 children with high need, 10 (25%)" in text
        assert "Worked example" not in text

    def test_no_children_at_all_is_told(self, signed_in):
        counts = dict.fromkeys(("high_served", "high_unserved", "low_served", "low_unserved"), 0)
        assert "holds no children" in signed_in().get(f"{HOME}table/", counts).content.decode()


def test_strangers_and_those_without_permission_are_turned_away(client, signed_in, world, elsewhere):
    assert client.get(HOME).status_code == 302
    assert signed_in("reader").get(f"{HOME}add/").status_code == 403
    assert signed_in().get(f"{HOME}nothing/").status_code == 404
    match = Match.objects.first()
    assert signed_in().get(f"{HOME}other/match/{match.pk}/").status_code == 404
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(HOME).status_code == 404
    assert client.get("/elsewhere/work/fit/emotional-wellbeing/").status_code == 404


class TestWaiting:
    """Children who wait: worked by hand from the definition, stock and flow a month at a time."""

    ADDRESS = f"{HOME}emotional-wellbeing/waiting/"
    ASKED: ClassVar = {"waiting": 60, "arrivals": 20, "capacity": 25, "leave_unseen": 0, "periods": 3}

    def test_the_need_leads_to_it_and_it_begins_with_what_is_on_record(self, signed_in, world):
        client = signed_in("reader")
        assert self.ADDRESS in client.get(f"{HOME}emotional-wellbeing/").content.decode()
        text = client.get(self.ADDRESS).content.decode()
        assert "School counselling" in text
        assert 'value="46.0"' in text  # (430 + half of 244) ÷ 12
        assert 'value="35.8"' in client.get(self.ADDRESS, {"service": "school-counselling"}).content.decode()

    def test_a_list_that_shrinks_says_when_it_clears(self, signed_in):
        text = signed_in().get(self.ADDRESS, self.ASKED).content.decode()
        assert (
            "In 3 months about 45 would wait, against 60 now. The list clears after about 12 months." in text
        )
        assert "A child added now waits about 2.4 months; a child added then, 1.8." in text
        assert "Month 3" in text

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"arrivals": 25}, "at least as many children are added as are seen"),  # exactly as many
            ({"arrivals": 24}, "The list clears after about 60 months"),
            ({"arrivals": 25, "leave_unseen": 10}, "only because children leave it"),
            ({"waiting": 0}, "No children are waiting now"),
        ],
    )
    def test_whether_it_ever_clears_is_said(self, signed_in, changed, says):
        assert says in signed_in().get(self.ADDRESS, self.ASKED | changed).content.decode()

    @pytest.mark.parametrize(
        "changed", [{"waiting": -1}, {"leave_unseen": 100}, {"periods": 0}, {"arrivals": ""}]
    )
    def test_what_cannot_be_is_told_and_what_was_typed_stays(self, signed_in, changed):
        text = signed_in().get(self.ADDRESS, self.ASKED | changed).content.decode()
        assert "There is a problem" in text
        assert 'value="25"' in text


class TestKnockOn:
    ADDRESS = f"{HOME}emotional-wellbeing/knock-on/"
    COUNSELLING, CARERS = "school-counselling", "support-for-young-carers"

    def asked(self, **changed):
        return {"service": self.COUNSELLING, "fewer": 100, f"to-{self.CARERS}": 60} | changed

    def test_children_turn_to_the_others_and_the_rest_go_without(self, signed_in):
        """Half of the carers' service is for this need: 122 reached, 130 places. 60 of 100 come: 182, 52 too many."""
        text = signed_in("reader").get(self.ADDRESS, self.asked()).content.decode()
        assert (
            "Of 100 children whom School counselling would no longer reach, about 40 would have no service."
            in text
        )
        assert "Support for young carers would have 52 more children than places." in text
        assert "One round only" in text

    @pytest.mark.parametrize(
        ("changed", "says"),
        [
            ({"fewer": 430}, "Of 430 children"),  # exactly all of them
            ({"fewer": 431}, "It reaches 430, so the number cannot be larger than that."),
            ({f"to-{CARERS}": 100}, "about 0 would have no service"),
            ({f"to-{CARERS}": 101}, "There is a problem"),
            ({f"to-{COUNSELLING}": 10}, "This is the service that is reduced"),
            ({"fewer": 0}, "No change: enter how many fewer"),
        ],
    )
    def test_what_may_be_asked(self, signed_in, changed, says):
        assert says in signed_in().get(self.ADDRESS, self.asked(**changed)).content.decode()

    def test_with_one_service_there_is_nowhere_to_turn(self, signed_in, world):
        Match.objects.filter(service=world.services["carers"]).delete()
        assert "Not enough figures yet" in signed_in().get(self.ADDRESS).content.decode()


def test_what_a_child_with_the_need_would_cost_is_shown_to_those_who_see_spending(signed_in):
    """£262,000 and half of £165,000, over the children with the need."""
    text = signed_in("finance-officer").get(f"{HOME}emotional-wellbeing/").content.decode()
    assert "for each child with the need (£" in text


def test_a_service_says_which_needs_it_answers(signed_in):
    page = signed_in("reader").get("/tayside/work/services/school-counselling/")
    assert [link.text for link in page.context["needs"]] == ["Emotional wellbeing"]
    assert f'href="{HOME}emotional-wellbeing/"' in page.content.decode()


def test_a_name_that_an_address_uses_is_refused_with_everything_typed_still_there(signed_in):
    said = {"name": "Grid", "definition": "Every child in a grid.", "age_from": 5, "age_to": 11}
    page = signed_in().post(f"{HOME}add/", said)
    assert page.status_code == 200
    text = page.content.decode()
    assert "is used in addresses for something else" in text
    assert "Every child in a grid." in text


def test_with_one_council_its_row_shows_the_figures_of_the_heading(signed_in, world):
    partnership = world.cast.partnership
    partnership.council_codes = ["S12000042"]
    partnership.save()
    page = signed_in().get(f"{HOME}emotional-wellbeing/").content.decode()
    (row,) = re.findall(r"<tr>(?:(?!</tr>).)*Dundee City.*?</tr>", page.split('id="services"')[0], re.DOTALL)[
        -1:
    ]
    assert "not known" not in row.lower()
    assert "30% (28% to 32%)" in row
