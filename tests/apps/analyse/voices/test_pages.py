"""The pages of what people told us, and who may open them."""

import csv
import io

import pytest

from realign.analyse.voices import actions
from realign.analyse.voices.models import Change, ChangeLine, Listening, Pilot, PilotMeasure, Said, Story

WORK = "/tayside/work"


@pytest.fixture
def signed_in(client, world):
    """A browser with somebody signed in, by role."""

    def sign(role="engagement-lead"):
        client.force_login(world.cast.people[role])
        return client

    return sign


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def rows(response):
    """A CSV download as dictionaries."""
    whole = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(whole)))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("stories", "No stories yet"),
        ("changes", "No changes added yet"),
        ("pilots", "No pilot yet"),
    ],
)
def test_empty_rooms_say_what_belongs_there_and_offer_the_first_step(signed_in, page, said):
    shown = text(signed_in().get(f"{WORK}/{page}/"))
    assert said in shown
    assert f"{WORK}/{page}/add/" in shown


def test_children_s_lists_are_written_down_linked_and_shown(signed_in, world):
    client = signed_in()
    said = {"title": "At the hub", "about": "Young people.", "consent": "In writing."}
    assert client.post(f"{WORK}/voices/add/", said).headers["Location"] == f"{WORK}/voices/at-the-hub/"
    home = f"{WORK}/voices/at-the-hub/"
    assert client.get(f"{home}add-line/need/").headers["Location"] == f"{home}add-event/"
    client.post(f"{home}add-event/", {"title": "First", "group": "children"})
    event = Listening.objects.get(slug="at-the-hub").events.get()
    line = {"event": event.pk, "theme": world.themes["healthy"].pk, "consent": "partners"}
    client.post(f"{home}add-line/need/", line | {"text": "Somebody to talk to"})
    need = Said.objects.get()
    client.post(f"{home}add-line/barrier/", line | {"text": "Nobody has time", "answers": [need.pk]})
    client.post(
        f"{home}add-line/action/",
        {"event": event.pk, "consent": "partners", "text": "Open it", "lead": world.cast.bodies["angus"].pk,
         "answers": [Said.objects.get(kind="barrier").pk]},
    )  # fmt: skip
    shown = text(signed_in("reader").get(home))
    for words in ("Somebody to talk to", "Answers: Somebody to talk to", "Angus Council", "<svg", "Healthy"):
        assert words in shown
    assert len(rows(client.get(home, {"format": "csv"}))) == 3


def test_names_are_refused_above_the_form_with_what_was_typed(signed_in, world):
    said = {
        "event": world.events[0].pk, "theme": world.themes["safe"].pk, "consent": "partners",
        "text": "My name is Eilidh and I need a friend",
    }  # fmt: skip
    shown = text(signed_in().post(f"{WORK}/voices/three-linked-events/add-line/need/", said))
    assert "This seems to contain a name." in shown
    assert "I need a friend" in shown
    assert not Said.objects.exists()


def test_ind_09_a_story_stands_beside_the_number_on_the_measure_s_page(signed_in, world):
    client = signed_in()
    said = {
        "title": "The day it was bad", "text": "I asked and nobody rang.", "theme": world.themes["healthy"].pk,
        "teller": "child", "consent": "partners", "consent_how": "In writing", "indicators": [world.measure.pk],
    }  # fmt: skip
    assert (
        client.post(f"{WORK}/stories/add/", said).headers["Location"] == f"{WORK}/stories/the-day-it-was-bad/"
    )
    beside = text(client.get(f"{WORK}/indicators/weeks/"))
    for words in (
        "Stories behind the number",
        "I asked and nobody rang.",
        "Healthy",
        "To be shown to partners",
    ):
        assert words in beside
    assert "The day it was bad" in text(signed_in("reader").get(f"{WORK}/stories/"))
    listed = f"{WORK}/stories/"
    assert "The day it was bad" not in text(client.get(listed, {"consent": "public"}))
    assert [row["Story"] for row in rows(client.get(listed, {"format": "csv"}))] == ["The day it was bad"]


def test_a_measure_without_stories_has_no_such_part(signed_in, world):
    assert "Stories behind the number" not in text(signed_in().get(f"{WORK}/indicators/weeks/"))


def test_a_withdrawn_story_is_gone_from_every_page(signed_in, world):
    story, client = world.tell(), signed_in()
    assert "Remove" in text(client.get(f"{WORK}/stories/{story.slug}/withdraw/"))
    client.post(f"{WORK}/stories/{story.slug}/withdraw/", {"revision": 1})
    assert client.get(f"{WORK}/stories/{story.slug}/").status_code == 404
    assert "Stories behind the number" not in text(client.get(f"{WORK}/indicators/weeks/"))


def test_ind_10_a_change_is_written_down_with_its_figures(signed_in, world):
    client = signed_in("analyst")
    said = {
        "title": "Early help", "service": world.services["carers"].pk, "period": "2025/26", "judge": "parents",
        "method": "On paper.", "asked": 120, "answered": 84,
    }  # fmt: skip
    client.post(f"{WORK}/changes/add/", said)
    home = f"{WORK}/changes/{Change.objects.get().slug}/"
    assert "No figures yet" in text(client.get(home))
    figures = {"item": world.themes["safe"].pk, "n": 84, "before": 51, "better": 22, "worse": 6}
    client.post(f"{home}add-line/", figures)
    client.post(f"{home}add-line/", {"low": 70, "high": 95})
    shown = text(client.get(home))
    for words in (
        "84 of 120 asked answered (70%)",
        "+19 points",
        "An improvement of 70% to 95%, estimated",
    ):
        assert words in shown
    refused = text(client.post(f"{home}add-line/", {"item": world.themes["active"].pk, "low": 20}))
    assert "either counted or estimated" in refused
    line = ChangeLine.objects.get(item=None)
    client.post(f"{WORK}/changes/line/{line.pk}/remove/", {"revision": 1})
    assert [row["kind"] for row in rows(client.get(home, {"format": "csv"}))] == ["counted"]


def test_ind_17_measures_of_partners_stand_side_by_side(signed_in, world):
    client = signed_in("analyst")
    client.post(f"{WORK}/pilots/add/", {"name": "In schools", "about": "Two clusters."})
    home = f"{WORK}/pilots/{Pilot.objects.get().slug}/"
    client.post(
        f"{home}add-measure/",
        {"organisation": world.cast.bodies["nhs-tayside"].pk, "kind": "system", "name": "Waiting list",
         "unit": "weeks", "good": "lower", "before": 12, "after": 9},
    )  # fmt: skip
    client.post(
        f"{home}add-measure/", {"outside": "Recovery network", "kind": "people", "name": "Families’ outcomes"}
    )
    shown = text(signed_in("reader").get(home))
    for words in (
        "Waiting list",
        "12 weeks before, 9 weeks now",
        "Recovery network",
        "Families’ outcomes",
        "Better",
    ):
        assert words in shown
    assert len(rows(client.get(f"{WORK}/pilots/", {"format": "csv"}))) == 2
    measure = PilotMeasure.objects.get(kind="people")
    client = signed_in("analyst")
    client.post(f"{WORK}/pilots/measure/{measure.pk}/remove/", {"revision": 1})
    assert not PilotMeasure.objects.filter(pk=measure.pk).exists()


def test_the_second_editor_sees_both_versions_and_loses_nothing(signed_in, world):
    story = world.tell()
    actions.change_story(by=world.cast.actor("planner"), story=story, revision=1, text="Their words.")
    said = {
        "revision": 1, "title": story.title, "text": "My words.", "theme": world.themes["healthy"].pk,
        "teller": "child", "consent": "partners", "consent_how": "In writing",
    }  # fmt: skip
    shown = text(signed_in().post(f"{WORK}/stories/{story.slug}/edit/", said))
    assert "Their words." in shown
    assert "My words." in shown
    assert Story.objects.get().text == "Their words."


def test_strangers_and_those_without_permission_are_turned_away(client, signed_in, world, elsewhere):
    story, need = world.tell(), world.say("need", "A friend")
    assert client.get(f"{WORK}/stories/").status_code == 302
    reader = signed_in("reader")
    for page in (
        "voices/add/",
        "stories/add/",
        "changes/add/",
        "pilots/add/",
        f"stories/{story.slug}/withdraw/",
    ):
        assert reader.get(f"{WORK}/{page}").status_code == 403
    for page in ("voices/nothing/", "stories/nothing/", "changes/line/999/", "pilots/nothing/"):
        assert signed_in("analyst").get(f"{WORK}/{page}").status_code == 404
    assert signed_in().get(f"{WORK}/voices/three-linked-events/add-line/wish/").status_code == 404
    client.force_login(elsewhere.people["coordinator"])
    for page in (f"stories/{story.slug}/", f"voices/line/{need.pk}/", "voices/three-linked-events/"):
        assert client.get(f"/elsewhere/work/{page}").status_code == 404
