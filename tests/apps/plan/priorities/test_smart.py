"""Each SMART letter is earned by what is written down, and says why."""

from datetime import date
from decimal import Decimal

import pytest

from realign.plan.priorities import queries
from realign.plan.priorities.smart import smart_of
from realign.plan.priorities.types import ActionFacts

WHOLE = {
    "title": "Open three youth hubs",
    "lead": "Angus Council",
    "lead_person": "Head of youth work",
    "measures": (("Pupils who feel heard", "40%", "55%"),),
    "money": Decimal(90_000),
    "outcome": "Young people are heard",
    "due_on": date(2028, 6, 30),
}


@pytest.mark.parametrize(
    ("without", "earned"),
    [
        ({}, "SMART"),
        ({"lead": "", "lead_person": ""}, "·MART"),
        ({"lead": ""}, "SMART"),
        ({"title": "Youth hubs for all"}, "·MART"),
        ({"title": "Open hubs"}, "·MART"),
        ({"title": ""}, "·MART"),
        ({"measures": ()}, "S·ART"),
        ({"money": Decimal(0)}, "SM·RT"),
        ({"money": Decimal(0), "resources": "Two youth workers for a day a week"}, "SMART"),
        ({"outcome": ""}, "SMA·T"),
        ({"due_on": None}, "SMAR·"),
        ({"measures": (), "due_on": None}, "S·AR·"),
    ],
)
def test_each_letter_falls_with_its_field(without, earned):
    assert smart_of(ActionFacts(**(WHOLE | without))).earned == earned


def test_promoting_best_practice_fails_the_measure_and_the_date_and_is_advised_on_its_verb():
    marks = smart_of(
        ActionFacts(
            title="Promote best practice in sharing information",
            lead="Dundee City Council",
            resources="Staff time",
            outcome="Children are safe",
        )
    )
    assert [mark.letter for mark in marks.missing] == ["M", "T"]
    assert "“Promote” is vague" in marks.marks[0].reason


def test_every_reason_names_what_was_found_or_what_is_missing():
    marks = smart_of(ActionFacts(**WHOLE)).marks
    assert [mark.reason for mark in marks] == [
        "Angus Council, Head of youth work will open three youth hubs.",
        "Pupils who feel heard from 40% to 55%.",
        "£90,000.",
        "It serves the outcome: Young people are heard",
        "Done by 30 June 2028.",
    ]
    assert "starts with “Youth”" in smart_of(ActionFacts(title="Youth hubs")).marks[0].reason


@pytest.mark.parametrize(
    ("resources", "shown"),
    [
        ("Two youth workers", "Two youth workers."),
        ("Two youth workers.", "Two youth workers."),
        ("Rooms, buses etc.", "Rooms, buses etc."),
        ("Two youth workers, a bus …", "Two youth workers, a bus …"),
    ],
)
def test_resources_end_as_they_were_written(resources, shown):
    mark = next(
        m for m in smart_of(ActionFacts(title="Youth hubs", resources=resources)).marks if m.letter == "A"
    )
    assert mark.reason == shown


@pytest.mark.django_db
def test_the_marks_come_from_the_records(plan):
    held = {key: queries.action(plan.cast.partnership, one.slug) for key, one in plan.actions.items()}
    assert queries.smart(held["whole"]).is_whole
    assert str(queries.smart(held["weak"])) == "2 of 5; no M, A, T"
    assert "from 41% to 36%" in queries.smart(held["whole"]).marks[1].reason
