"""Writing down what people told us: the result, the event, and nothing on refusal."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from realign.analyse.voices import actions
from realign.analyse.voices.models import Change, ChangeLine, Listening, Pilot, Said, Story
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from tests.apps.analyse.voices.worlds import build


def everything_recorded():
    """All that the record of changes holds, as text."""
    return " ".join(f"{event.verb} {event.detail}" for event in audit.events("tayside"))


def test_ana_16_three_linked_events_and_items_in_lists_linked(world):
    need = world.say("need", "Somebody to talk to")
    barrier = world.say("barrier", "Nobody has time", need, event=1)
    solution = world.say("solution", "A drop-in", barrier, need, event=2)
    action = world.say(
        "action", "Open a drop-in", solution, event=2, theme=None, lead=world.cast.bodies["nhs-tayside"]
    )
    assert [event.number for event in world.listening.events.all()] == [1, 2, 3]
    assert [list(one.answers.all()) for one in (need, barrier, action)] == [[], [need], [solution]]
    assert set(solution.answers.all()) == {barrier, need}
    assert [event.verb for event in audit.history("tayside", action)] == ["added"]


def test_ana_16_what_children_say_needs_a_theme_and_a_consent(world):
    with pytest.raises(Refusal, match="theme is missing"):
        world.say("need", "A friend", theme=None)
    with pytest.raises(ValidationError, match="consent"):
        world.say("need", "A friend", consent="")
    assert not Said.objects.exists()


@pytest.mark.parametrize("text", ["My name is Eilidh and I am sad", "Ring 01382 123456", "I live at DD1 4QB"])
def test_nothing_that_tells_who_a_child_is_is_kept_anywhere(world, text):
    for write in (
        lambda: world.say("need", text),
        lambda: world.tell(text=text),
        lambda: world.tell(title=text),
        lambda: actions.change_listening(
            by=world.cast.system, listening=world.listening, revision=1, about=text
        ),
    ):
        with pytest.raises(Refusal, match="seems to contain"):
            write()
    assert not Said.objects.exists()
    assert not Story.objects.exists()
    assert text not in everything_recorded()


def test_only_what_adults_agreed_has_a_lead_and_the_database_holds_it(world):
    need = world.say("need", "A friend")
    with pytest.raises(IntegrityError), transaction.atomic():
        Said.objects.filter(pk=need.pk).update(lead=world.cast.bodies["angus"])


def test_a_line_that_others_answer_stays(world):
    need = world.say("need", "A friend")
    barrier = world.say("barrier", "No clubs", need)
    with pytest.raises(Refusal, match="Other lines answer"):
        actions.remove_said(by=world.cast.system, line=need, revision=1)
    actions.remove_said(by=world.cast.system, line=barrier, revision=1)
    actions.remove_said(by=world.cast.system, line=need, revision=1)
    assert not Said.objects.exists()
    assert "No clubs" not in everything_recorded()


def test_a_line_of_other_listening_is_refused(world):
    other = actions.create_listening(by=world.cast.system, title="Another", about="x", consent="y")
    with pytest.raises(Refusal, match="another record"):
        actions.create_said(
            by=world.cast.system, listening=other, event=world.events[0], kind="need", text="A friend",
            theme=world.themes["safe"], consent="partners",
        )  # fmt: skip


def test_ind_09_a_story_is_kept_with_consent_and_theme(world):
    story = world.tell()
    assert (story.theme.code, story.consent, list(story.indicators.all())) == (
        "healthy",
        "partners",
        [world.measure],
    )
    for missing in ("theme", "consent", "consent_how"):
        with pytest.raises(ValidationError, match=missing):
            world.tell("Another", **{missing: None if missing == "theme" else ""})
    assert Story.objects.count() == 1


def test_the_words_of_a_story_never_enter_the_record_so_that_consent_can_be_withdrawn(world):
    story = world.tell(text="The first wording.")
    actions.change_story(by=world.cast.system, story=story, revision=1, text="The second wording.")
    story.refresh_from_db()
    assert (story.text, story.wordings, story.revision) == ("The second wording.", 2, 2)
    actions.withdraw_story(by=world.cast.actor("engagement-lead"), story=story, revision=2)
    assert not Story.objects.exists()
    recorded = everything_recorded()
    assert "consent was withdrawn" in recorded
    assert "wording." not in recorded


def test_ind_10_a_change_is_counted_with_n_and_response_or_estimated(world):
    held = world.change()
    line = actions.create_line(
        by=world.cast.system, change=held, item=world.themes["safe"], n=84, before=51, better=22, worse=6
    )
    whole = actions.create_line(by=world.cast.system, change=held, low=70, high=95)
    assert (line.is_estimate, whole.is_estimate, str(whole)) == (
        False,
        True,
        "All wellbeing indicators together",
    )
    with pytest.raises(ValidationError):
        actions.create_line(by=world.cast.system, change=held, low=60, high=90)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeLine.objects.filter(pk=line.pk).update(worse=60)
    with pytest.raises(IntegrityError), transaction.atomic():
        ChangeLine.objects.filter(pk=line.pk).update(low=10)


def test_a_change_is_of_a_service_on_the_register_or_of_one_by_name_not_both(world):
    with pytest.raises(ValidationError, match="not on it"):
        world.change(service=None)
    with pytest.raises(ValidationError, match="not on it"):
        world.change(elsewhere="Another team")
    assert world.change(service=None, elsewhere="Another team").about == "Another team"


def test_ind_17_a_measure_has_an_owner_and_figures_have_a_direction(world):
    pilot = world.pilot()
    with pytest.raises(ValidationError, match="not one"):
        actions.create_measure(by=world.cast.system, pilot=pilot, kind="system", name="Waits")
    with pytest.raises(ValidationError, match="which way is better"):
        actions.create_measure(
            by=world.cast.system,
            pilot=pilot,
            kind="system",
            name="Waits",
            outside="The network",
            before=12,
            after=9,
        )
    made = actions.create_measure(
        by=world.cast.system, pilot=pilot, kind="system", name="Waits", outside="The network", before=12, after=9,
        good="lower",
    )  # fmt: skip
    assert made.whose == "The network"


@pytest.mark.parametrize("role", ["reader", "commissioner", "third-sector-representative"])
def test_those_who_may_not_are_refused_and_nothing_happens(world, role):
    by = world.cast.actor(role)
    before = audit.events("tayside").count()
    for write in (
        lambda: actions.create_listening(by=by, title="Mine", about="x", consent="y"),
        lambda: actions.create_event(by=by, listening=world.listening, title="Mine", group="adults"),
        lambda: actions.create_story(by=by, title="Mine", text="x"),
        lambda: actions.create_change(by=by, title="Mine"),
        lambda: actions.create_pilot(by=by, name="Mine", about="x"),
    ):
        with pytest.raises(Refusal, match="does not include this"):
            write()
    assert (Listening.objects.count(), Change.objects.count(), Pilot.objects.count()) == (1, 0, 0)
    assert audit.events("tayside").count() == before


def test_another_partnership_s_records_are_refused(world, elsewhere):
    strange = elsewhere.system
    for write in (
        lambda: actions.change_story(by=strange, story=world.tell(), revision=1, text="Ours."),
        lambda: actions.create_event(by=strange, listening=world.listening, title="x", group="adults"),
        lambda: actions.create_line(by=strange, change=world.change(), low=1, high=2),
        lambda: actions.create_measure(by=strange, pilot=world.pilot(), kind="system", name="x", outside="y"),
    ):
        with pytest.raises(Refusal, match="another partnership"):
            write()
    theirs = build(elsewhere)
    with pytest.raises(Refusal, match="another partnership"):
        world.tell("Another", service=theirs.services["carers"])


def test_of_two_people_the_second_is_told(world):
    story, held = world.tell(), world.change()
    first, second = world.cast.actor("engagement-lead"), world.cast.actor("planner")
    actions.change_story(by=first, story=story, revision=1, text="Theirs.")
    with pytest.raises(ChangedMeanwhile, match="Engagement lead of Tayside changed this"):
        actions.change_story(by=second, story=story, revision=1, text="Mine.")
    actions.change_change(by=first, change=held, revision=1, answered=80)
    with pytest.raises(ChangedMeanwhile):
        actions.change_change(by=second, change=held, revision=1, answered=70)
    assert Story.objects.get().text == "Theirs."
    assert Change.objects.get().answered == 80
