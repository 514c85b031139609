"""What is read: linked lists, changes worked out, measures side by side; scoped; in a fixed number of queries."""

import pytest

from realign.analyse.voices import actions, pictures, presenters, queries


@pytest.fixture
def heard(world):
    """A need with a barrier, a solution and an action; a need that nothing answers."""
    need = world.say("need", "Somebody to talk to")
    world.say("need", "A quiet place", theme=world.themes["safe"])
    barrier = world.say("barrier", "Nobody has time", need)
    solution = world.say("solution", "A drop-in", barrier)
    world.say("action", "Open a drop-in", solution, theme=None, lead=world.cast.bodies["nhs-tayside"])
    return world


def read(world):
    return queries.heard(queries.listenings(world.cast.partnership).get(pk=world.listening.pk))


def test_ana_16_the_four_lists_and_what_nothing_answers(heard):
    held = read(heard)
    assert {kind: len(lines) for kind, lines in held.lists.items()} == {
        "need": 2, "barrier": 1, "solution": 1, "action": 1,
    }  # fmt: skip
    assert [line.text for line in held.unanswered] == ["A quiet place"]
    assert presenters.answer(held) == (
        "2 needs, 1 barrier, 1 solution and 1 agreed action. None of what adults agreed is done. "
        "1 line has no answer yet."
    )


def test_ana_16_the_picture_joins_the_lists_and_leaves_a_hole_where_nothing_answers(heard):
    held = read(heard)
    drawn = pictures.lists_picture(held, "…")
    assert ("What we need", "Somebody to talk to", "Nobody has time") in drawn.rows
    assert ("What we need", "A quiet place", "No answer yet (link missing)") in drawn.rows
    assert ("Barriers", "No answer yet (missing)", "") in drawn.rows


def test_few_people_are_not_counted_out(world):
    shown = {event.title: presenters.people(event) for event in world.listening.events.all()}
    assert shown == {
        "What we need": "42 people",
        "The same, of staff": "fewer than 5",
        "Together": "number not recorded",
    }


def test_ind_10_counted_lines_have_shares_intervals_and_a_response(world):
    held = world.change()
    for code, better, worse in (("safe", 22, 6), ("active", 10, 9)):
        actions.create_line(
            by=world.cast.system,
            change=held,
            item=world.themes[code],
            n=84,
            before=51,
            better=better,
            worse=worse,
        )
    shown = queries.change_in_full(queries.changes(world.cast.partnership).get())
    safe, active = shown.lines
    assert (safe.line.item.code, safe.is_sure, active.is_sure) == ("safe", True, False)
    assert safe.before.estimate == pytest.approx(51 / 84)
    assert safe.after.estimate == pytest.approx(67 / 84)
    assert safe.change.estimate == pytest.approx(16 / 84)
    assert presenters.response(shown) == "84 of 120 asked answered (70%)."
    assert presenters.change_answer(shown) == (
        "Of 2 wellbeing indicators, 1 rose, 0 fell and 1 may be chance. Most changed: safe, +19 points."
    )


def test_ind_10_the_range_of_referrers_is_shown_as_an_estimate_with_no_point_in_it(world):
    held = world.change(
        "Elsewhere", service=None, elsewhere="Early team", judge="referrers", asked=None, answered=None
    )
    actions.create_line(by=world.cast.system, change=held, low=70, high=95)
    shown = queries.change_in_full(queries.changes(world.cast.partnership).get())
    said = presenters.change_answer(shown)
    assert said.startswith("An improvement of 70% to 95%, estimated by referrers")
    assert "not counted" in said
    assert presenters.response(shown) == "How many were asked and how many answered is not stated."
    drawn = pictures.estimate_picture(shown, presenters.estimate_answer(shown))
    assert drawn.rows == (
        (
            "All wellbeing indicators together",
            "not known",
            "not known",
            "70% to 95%, an estimate",
            "not known",
        ),
    )
    assert "<circle" not in drawn.svg
    assert pictures.change_picture(shown) is None


def test_the_counts_behind_a_share_are_not_in_the_file(world):
    held = world.change()
    actions.create_line(
        by=world.cast.system, change=held, item=world.themes["safe"], n=84, before=51, better=22, worse=6
    )
    head, row = presenters.change_rows(queries.change_in_full(queries.changes(world.cast.partnership).get()))
    assert not {"51", "22", "6", "67"} & {str(cell) for cell in row}
    assert dict(zip(head, row, strict=True))["children"] == "84"


@pytest.fixture
def tried(world):
    """A pilot measured by waits and by what families say."""
    pilot = world.pilot()
    bodies = world.cast.bodies
    add = {"by": world.cast.system, "pilot": pilot}
    actions.create_measure(
        **add, organisation=bodies["nhs-tayside"], kind="system", name="Waiting list", unit="weeks", good="lower",
        before=12, after=9,
    )  # fmt: skip
    actions.create_measure(
        **add,
        organisation=bodies["angus"],
        kind="system",
        name="Referrals",
        good="lower",
        before=21,
        after=23,
    )
    actions.create_measure(
        **add, organisation=bodies["voices"], kind="people", name="Families who feel better", unit="%",
        good="higher", before=34, after=61, people=96,
    )  # fmt: skip
    return pilot


def test_ind_17_waits_stand_beside_what_families_say(world, tried):
    held = queries.pilots(world.cast.partnership).get()
    assert [one.name for one in presenters.side_by_side(held)] == [
        "Waiting list",
        "Families who feel better",
        "Referrals",
    ]
    assert [presenters.verdict(one).word for one in presenters.side_by_side(held)] == [
        "Better",
        "Better",
        "Worse",
    ]
    assert presenters.figures(presenters.side_by_side(held)[1]) == "34% before, 61% now, of 96 people."
    assert presenters.pilot_answer(held) == (
        "3 partners measure it in 3 ways. They answer different questions, so they need not agree."
    )


def test_ind_17_a_pilot_that_asks_no_family_says_so(world):
    pilot = world.pilot()
    actions.create_measure(
        by=world.cast.system, pilot=pilot, outside="The network", kind="system", name="Waiting list"
    )
    held = queries.pilots(world.cast.partnership).get()
    assert presenters.pilot_answer(held) == (
        "1 partner measures it in 1 way. All look at how services work; none shows what changed for families."
    )
    assert presenters.verdict(held.measures.all()[0]).word == "No figures yet"


def test_stories_are_found_by_the_measures_they_stand_beside(world):
    story = world.tell()
    world.tell("Another", indicators=[])
    assert queries.stories_by_measure(world.cast.partnership, [world.measure.pk]) == {
        world.measure.pk: [story]
    }
    assert queries.stories_by_measure(world.cast.partnership, []) == {}


def test_other_partnerships_see_nothing(heard, tried, elsewhere):
    heard.tell()
    heard.change()
    for ask in (queries.listenings, queries.stories, queries.changes, queries.pilots):
        assert not ask(elsewhere.partnership)


def test_queries_do_not_grow(heard, tried, django_assert_num_queries):
    where = heard.cast.partnership

    def everything():
        pieces = [queries.heard(one) for one in queries.listenings(where)]
        said = [
            [other.text for other in line.answers.all()]
            for piece in pieces
            for line in piece.listening.lines.all()
        ]
        stories = [[held.title for held in one.indicators.all()] for one in queries.stories(where)]
        shown = [queries.change_in_full(one) for one in queries.changes(where)]
        pilots = [presenters.measures_table(one) for one in queries.pilots(where)]
        return len(said), len(stories), len(shown), len(pilots)

    with django_assert_num_queries(9):  # no story and no change yet: nothing to join to them
        everything()
    for n in range(3):
        heard.tell(f"Story {n}")
        held = heard.change(f"Change {n}")
        actions.create_line(by=heard.cast.system, change=held, low=1, high=2)
        heard.pilot(f"Pilot {n}")
        heard.say("need", f"Need {n}")
    with django_assert_num_queries(11):
        assert everything() == (8, 3, 3, 4)
