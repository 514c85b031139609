"""What a report says, from the records: nothing without a source, gaps named."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from realign.deliver.progress.models import Update
from realign.foundations.documents.markup import elements, parse
from realign.foundations.partnerships.records import create_record
from realign.foundations.publishing.models import PublicVersion
from realign.plan.priorities.models import Action, Citation, Outcome
from realign.registers.evidence.models import Finding, Release
from realign.review.reports import actions, queries
from realign.review.reports.change import changes
from realign.review.reports.types import Figure, Moved

DAY = date(2026, 11, 20)


@pytest.fixture
def report(world):
    return actions.create_report(by=world.cast.actor("planner"), plan=world.plan, year="2026/27")


@pytest.fixture
def content(report):
    return queries.content_of(report, DAY)


def section(content, number):
    return next(s for s in content.sections if s.title.startswith(f"Priority {number}"))


def test_every_priority_of_the_plan_has_its_section(content):
    assert [s.title for s in content.sections] == [
        "Priority 1: Early years",
        "Priority 2: Learning",
        "Priority 3: Mental health",
    ]


def test_an_action_says_how_it_stood_and_what_was_not_reached(content):
    action = section(content, 3).actions[0]
    assert (action.status, action.why) == ("On track", "Notice was given early.")
    assert action.milestones.words == "1 of 2 due"
    assert action.late == ("Agreement signed (due 13 November 2026)",)


def test_an_update_after_the_period_is_not_in_the_report(world):
    create_record(
        Update,
        by=world.cast.system,
        action=world.action,
        on=date(2026, 11, 13),
        status="off-track",
        reason="Late.",
    )
    early = actions.create_report(
        by=world.cast.actor("planner"), plan=world.plan, year="2026/27", ends_on=date(2026, 10, 31)
    )
    action = section(queries.content_of(early, DAY), 3).actions[0]
    assert action.status == "On track"
    assert action.late == ()


def test_a_measure_is_quoted_with_source_vintage_and_mark(content):
    measure = section(content, 3).measures[0]
    assert measure.latest.words == "10.5 weeks in October 2026"
    assert measure.latest.note == (
        "Service returns to October 2026, NHS Tayside, published 2 November 2026, imported on 20 November 2026; "
        "as at 20 November 2026."
    )
    assert measure.latest.invented
    assert measure.baseline.words == "12 weeks"
    assert "Service returns" in measure.baseline.note
    assert measure.moved is Moved.TOWARDS
    assert measure.signal.startswith("10.5 weeks in October 2026, down from ")
    assert "; signal of improvement: 5 points in a row going down" in measure.signal, (
        "as on the page of the trend"
    )


def test_a_baseline_without_an_imported_value_says_so(world, report):
    world.target.baseline = 20
    world.target.save()
    measure = section(queries.content_of(report, DAY), 3).measures[0]
    assert "does not match an imported value" in measure.baseline.note


@pytest.mark.parametrize(
    ("goal", "latest", "moved"),
    [
        (3, 10.5, Moved.TOWARDS),
        (3, 13.0, Moved.AWAY),
        (3, 12.0, Moved.NOT),
        (20, 10.5, Moved.AWAY),
        (20, 13.0, Moved.TOWARDS),
    ],
)
def test_which_way_a_measure_moved(world, goal, latest, moved):
    world.target.goal = goal
    world.target.save()
    world.indicator.observations.filter(period="October 2026").update(value=latest)
    change = changes(world.cast.partnership, DAY)[0]
    assert change.moved is moved


def test_the_chart_of_a_measure_names_every_import_that_it_draws_once(world):
    first = changes(world.cast.partnership, DAY)[0]
    before = first.caption(DAY).note
    (brought,) = {value.brought_by for value in first.values}
    newest = first.values[-1]
    brought.pk, brought.title, brought.producer, brought.published = None, "Waiting times, revised", "", None
    brought.save()
    type(newest).objects.filter(pk=newest.pk).update(brought_by=brought)
    note = changes(world.cast.partnership, DAY)[0].caption(DAY).note
    assert note.startswith("Waiting times, revised, imported on ")
    assert note.count("imported on") == 2
    assert note == f"{note.partition('; ')[0]}; {before}"


def test_a_figure_without_a_note_cannot_be_made():
    with pytest.raises(ValueError, match="needs a note"):
        Figure("12 weeks", " ")


def test_a_figure_writes_its_note_and_its_mark_and_escapes_both():
    said = str(Figure("<b>5</b>", "Tom & Ann", invented=True))
    assert said == (
        '&lt;b&gt;5&lt;/b&gt; (invented data)<span role="doc-footnote">Tom &amp; Ann Invented data.</span>'
    )


def test_decisions_of_the_period_are_told_with_their_reasons(world, content):
    assert [(d.title, d.reason) for d in content.decisions] == [
        ("Open one way in", "Most who struggle are not reached.")
    ]
    assert any(line.endswith("Decision to review: Open one way in") for line in content.coming)
    world.decision.is_public = False
    world.decision.save()
    report = queries.report(world.cast.partnership, "2026-27")
    assert queries.content_of(report, DAY).decisions == ()


def test_a_decision_that_nobody_has_published_is_not_told(world, report):
    PublicVersion.objects.filter(kind="decision").delete()
    content = queries.content_of(report, DAY)
    assert content.decisions == ()
    assert not any("Open one way in" in line for line in content.coming)


def test_a_decision_is_told_as_it_was_published(world, report):
    world.group.name = "Renamed since"
    world.group.save()
    (decision,) = queries.content_of(report, DAY).decisions
    assert decision.group not in ("", "Renamed since")


def test_money_is_what_was_planned_for_that_year(content):
    assert content.total.words == "£240,000"
    assert [(line.priority, line.funder) for line in content.money] == [
        ("Priority 3: Mental health", "NHS Tayside")
    ]
    assert "2026/27 prices" in content.total.note


def test_a_finding_of_a_withdrawn_table_is_left_out_and_counted(world, report):
    by = world.cast.system
    release = create_record(
        Release,
        by=by,
        slug="old",
        title="Old",
        survey_title="Survey",
        measure="m",
        population="p",
        collected="2020",
        measure_code="m",
        dims=[{"column": "council", "title": "Council", "levels": []}],
        method={"estimator": "none"},
        approvals=[{"who": "Ann"}],
        profile="x",
        fingerprint="0",
        dataset_fingerprint="0",
        released_at=datetime(2026, 1, 1, tzinfo=ZoneInfo("UTC")),
        withdrawn_at=datetime(2026, 2, 1, tzinfo=ZoneInfo("UTC")),
    )
    finding = create_record(
        Finding, by=by, slug="gone", sentence="Gone.", strength="weak", release=release, released_at=by.at
    )
    create_record(Citation, by=by, priority=world.priorities[2], finding=finding, because="It was.")
    mental = section(queries.content_of(report, DAY), 3)
    assert mental.withdrawn == 1
    assert "Gone." not in {f.sentence for f in mental.findings}


def test_required_items_that_are_missing_come_first_and_say_what_to_do(content):
    gaps = {gap.code: gap for gap in content.gaps}
    states = [gap.addressed for gap in content.gaps]
    assert states == sorted(states)
    assert {code for code, gap in gaps.items() if not gap.addressed} == {
        "extent", "impact", "outcomes", "aim-a", "aim-b", "aim-c", "aim-d", "systems", "accessible", "linked-to-review",
    }  # fmt: skip
    assert all(gap.to_do for gap in content.missing)
    assert gaps["aim-d"].records_show == "No action serves it."


def test_the_words_that_people_write_address_two_items(world, report):
    report = actions.change_report(
        by=world.cast.actor("planner"),
        report=report,
        revision=1,
        introduction="Three hubs opened where children asked for them.",
        next_steps="We will ask the children of Angus again.",
    )
    missing = {gap.code for gap in queries.content_of(report, DAY).missing}
    assert not {"accessible", "linked-to-review"} & missing


def test_every_number_in_a_table_of_the_document_carries_a_footnote(content):
    document = queries.document_of(content, on=DAY)
    tree, problems = parse(document.body)
    assert problems == ()
    cells = [e for e in elements(tree) if e.tag == "td" and any(c.isdigit() for c in _own_text(e))]
    plain = [_own_text(c) for c in cells if not any(e.get("role") == "doc-footnote" for e in elements(c))]
    # what is left are days and the words of people, not figures
    assert all("20" in words for words in plain), plain


def _own_text(element):
    return "".join(child for child in element.children if isinstance(child, str))


@pytest.mark.slow
def test_the_number_of_queries_does_not_grow(world, report):
    with CaptureQueriesContext(connection) as few:
        queries.content_of(report, DAY)
    by = world.cast.system
    for number in range(20):
        outcome = create_record(
            Outcome, by=by, priority=world.priorities[1], slug=f"o{number}", statement="So."
        )
        create_record(
            Action, by=by, priority=world.priorities[1], outcome=outcome, slug=f"a{number}", title="Do it"
        )
    with CaptureQueriesContext(connection) as many:
        queries.content_of(report, DAY)
    assert len(many) == len(few) <= 20
