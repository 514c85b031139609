"""The pages of pathways, and who may open them."""

import csv
import io

import pytest

from realign.analyse.pathways import actions
from realign.analyse.pathways.models import Pathway, Placement, Stop

HOME = "/tayside/work/pathways/"


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


def test_an_empty_room_says_what_belongs_here_and_offers_the_first_step(signed_in):
    text = signed_in().get(HOME).content.decode()
    assert "No maps yet" in text
    assert f"{HOME}add/" in text


def test_a_map_is_drawn_up_filled_changed_and_cleared_by_its_forms(signed_in, world):
    client = signed_in()
    said = {"kind": "stages", "name": "Help with worries", "about": "Everybody."}
    assert client.post(f"{HOME}add/", said).headers["Location"] == f"{HOME}help-with-worries/"
    stop = Stop.objects.get(name="Recognition")
    place = f"{HOME}stop/{stop.pk}/place"
    client.post(f"{place}/service/", {"service": world.services["carers"].pk, "words": "They notice."})
    client.post(f"{place}/evidence/", {"finding": world.finding.pk})
    client.post(f"{place}/measure/", {"indicator": world.measure.pk})
    client.post(f"{place}/gap/", {"words": "No form.", "lead": world.cast.bodies["angus"].pk})
    assert stop.placements.count() == 4
    text = client.get(f"{HOME}help-with-worries/").content.decode()
    for shown in ("Support for young carers", "They notice.", "Nobody knows which form", "No form.", "Angus Council",
                  "<svg", "Counts by stop"):  # fmt: skip
        assert shown in text
    gap = Placement.objects.get(kind="gap")
    client.post(f"{HOME}placed/{gap.pk}/", {"revision": 1, "words": "No single form."})
    gap.refresh_from_db()
    assert (gap.words, gap.lead) == ("No single form.", None)
    assert "Remove" in client.get(f"{HOME}placed/{gap.pk}/remove/").content.decode()
    client.post(f"{HOME}placed/{gap.pk}/remove/", {"revision": 2})
    assert not Placement.objects.filter(kind="gap").exists()


def test_stops_are_added_renamed_and_taken_away(signed_in, world):
    client, held = signed_in(), world.draw()
    client.post(f"{HOME}{held.slug}/add-stop/", {"name": "Afterwards", "risk": "Forgotten."})
    stop = Stop.objects.get(name="Afterwards")
    assert stop.number == 5
    client.post(f"{HOME}stop/{stop.pk}/", {"revision": 1, "name": "Later on", "risk": "Forgotten."})
    assert "Later on" in client.get(f"{HOME}{held.slug}/").content.decode()
    client.post(f"{HOME}stop/{stop.pk}/remove/", {"revision": 2})
    assert not Stop.objects.filter(pk=stop.pk).exists()
    full = world.stop(held, "Recognition")
    actions.create_placement(by=world.cast.system, stop=full, kind="gap", words="None.")
    answer = client.post(f"{HOME}stop/{full.pk}/remove/", {"revision": 1}).content.decode()
    assert "1 thing is placed on “Recognition”" in answer


def test_what_somebody_else_changed_is_not_taken_away_unseen(signed_in, world):
    stop = world.stop(world.draw(), "Recognition")
    gap = actions.create_placement(by=world.cast.system, stop=stop, kind="gap", words="None.")
    actions.change_placement(by=world.cast.system, placement=gap, revision=1, words="None in Angus.")
    answer = signed_in().post(f"{HOME}placed/{gap.pk}/remove/", {"revision": 1}).content.decode()
    assert "changed this while you were editing" in answer
    assert Placement.objects.filter(pk=gap.pk).exists()


def test_a_refusal_stands_above_the_form_with_what_was_typed(signed_in, world):
    stop = world.stop(world.draw(), "Recognition")
    actions.create_placement(
        by=world.cast.system, stop=stop, kind="service", service=world.services["carers"]
    )
    said = {"service": world.services["carers"].pk, "words": "Typed with care."}
    text = signed_in().post(f"{HOME}stop/{stop.pk}/place/service/", said).content.decode()
    assert "is already placed at “Recognition”" in text
    assert "Typed with care." in text


def test_the_second_editor_sees_both_versions_and_loses_nothing(signed_in, world):
    held = world.draw()
    actions.change_pathway(by=world.cast.actor("analyst"), pathway=held, revision=1, about="Their words.")
    said = {"revision": 1, "name": "Help with worries", "about": "My words."}
    text = signed_in().post(f"{HOME}{held.slug}/edit/", said).content.decode()
    assert "Their words." in text
    assert "My words." in text
    assert Pathway.objects.get(pk=held.pk).about == "Their words."


def test_the_list_names_points_of_transition_without_a_measure(signed_in, world):
    """ANA-21 and the example of IND-15: “no measure for transitions” is seen without anybody writing it down."""
    world.draw("transitions", "Growing up")
    text = signed_in("reader").get(HOME).content.decode()
    assert "Points of transition without a measure" in text
    assert "Children&#x27;s to adult services" in text


def test_ana_22_the_framework_that_a_map_follows_is_linked_and_its_keeper_named(signed_in, world):
    actions.create_pathway(
        by=world.cast.system, kind="support", name="Adversity", about="All.", framework="The framework of the board",
        framework_url="https://board.example/framework", keeper=world.cast.bodies["nhs-tayside"],
    )  # fmt: skip
    text = signed_in("reader").get(f"{HOME}adversity/").content.decode()
    assert '<a href="https://board.example/framework">The framework of the board</a>' in text
    assert "owner: NHS Tayside" in text


def test_the_file_of_a_map_holds_what_is_placed_and_what_is_missing(signed_in, world):
    held = world.draw("transitions", "Growing up")
    actions.create_placement(
        by=world.cast.system, stop=held.stops.first(), kind="service", service=world.services["visiting"]
    )
    found = rows(signed_in("reader").get(f"{HOME}{held.slug}/", {"format": "csv"}))
    assert {row["kind"] for row in found} == {"Service", "Missing"}
    assert [row["what"] for row in found if row["kind"] == "Service"] == ["Health visiting"]


def test_strangers_and_those_without_permission_are_turned_away(client, signed_in, world, elsewhere):
    stop = world.stop(world.draw(), "Recognition")
    assert client.get(HOME).status_code == 302
    reader = signed_in("reader")
    assert reader.get(f"{HOME}add/").status_code == 403
    assert reader.get(f"{HOME}stop/{stop.pk}/").status_code == 403
    assert signed_in().get(f"{HOME}nothing/").status_code == 404
    assert signed_in().get(f"{HOME}stop/{stop.pk}/place/nonsense/").status_code == 404
    client.force_login(elsewhere.people["coordinator"])
    assert client.get(HOME).status_code == 404
    assert client.get("/elsewhere/work/pathways/help-with-worries/").status_code == 404
    assert client.get(f"/elsewhere/work/pathways/stop/{stop.pk}/").status_code == 404
