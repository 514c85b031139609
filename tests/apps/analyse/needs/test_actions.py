"""Beginning, writing, replacing and publishing: what changes, and nothing on refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from realign.analyse.needs import actions, jobs, queries
from realign.analyse.needs.models import NeedsAssessment, NeedsSource
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.registers.evidence import actions as evidence
from tests.apps.analyse.needs.worlds import TODAY, said, write_everything


def test_ana_01_an_assessment_has_seven_sections(world):
    """ANA-01: population, needs, preferences, demand, activity, outcomes, resource."""
    codes = [section.code for section in world.assessment.sections.order_by("pk")]
    assert codes == ["population", "needs", "preferences", "demand", "activity", "outcomes", "resource"]


def test_who_may_not_edit_evidence_begins_none(tayside, world):
    with pytest.raises(Refusal, match="role"):
        actions.create_assessment(by=tayside.actor("reader"), title="Mine")
    assert NeedsAssessment.objects.count() == 1


def test_writing_a_section_counts_as_looking_at_it(tayside, world):
    section = world.section("needs")
    actions.change_section(by=tayside.actor("planner"), section=section, revision=1, text="Many struggle.")
    assert world.section("needs").reviewed_on == TODAY
    actions.change_section(
        by=tayside.actor("planner"), section=world.section("demand"), revision=1, text="A", looked_at=False
    )
    assert world.section("demand").reviewed_on is None


def test_the_list_says_when_any_of_its_text_changed_last(tayside, world):
    def last_changed():
        return queries.assessment(tayside.partnership, world.assessment.slug).last_changed

    begun, later = last_changed(), tayside.system.at + timedelta(days=3)
    by = replace(tayside.actor("planner"), at=later)
    actions.change_section(by=by, section=world.section("needs"), revision=1, text="Many struggle.")
    assert (begun, last_changed()) == (tayside.system.at, later)
    latest = replace(tayside.actor("analyst"), at=later + timedelta(days=1))
    actions.create_source(by=latest, section=world.section("demand"), **said(world, title="Survey 2023"))
    assert last_changed() == latest.at


def test_two_people_write_two_sections_at_once_and_neither_waits(tayside, world):
    needs, demand = world.section("needs"), world.section("demand")
    actions.change_section(by=tayside.actor("planner"), section=needs, revision=1, text="Needs")
    actions.change_section(by=tayside.actor("analyst"), section=demand, revision=1, text="Demand")
    assert (world.section("needs").text, world.section("demand").text) == ("Needs", "Demand")


def test_the_second_to_write_the_same_section_is_told(tayside, world):
    section = world.section("needs")
    actions.change_section(by=tayside.actor("planner"), section=section, revision=1, text="First")
    with pytest.raises(ChangedMeanwhile):
        actions.change_section(by=tayside.actor("analyst"), section=section, revision=1, text="Second")
    assert world.section("needs").text == "First"


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"title": "Number of sessions delivered"}, "counts what was done"),
        ({"tags": []}, "wellbeing"),
        ({"use_for": " "}, "permitted use"),
        ({"dated": date(2027, 1, 1)}, "in the future"),
        ({"source": ""}, "source is missing"),
    ],
)
def test_a_source_says_what_it_is_of_when_and_what_for(tayside, world, changed, why):
    with pytest.raises(Refusal, match=why):
        actions.create_source(
            by=tayside.actor("analyst"), section=world.section("outcomes"), **said(world, **changed)
        )
    assert not NeedsSource.objects.exists()


def test_only_what_is_out_and_stands_may_be_quoted(tayside, world):
    evidence.withdraw_release(
        by=tayside.actor("coordinator"), release=world.fit.release, revision=1, reason="Wrong weights"
    )
    world.finding.refresh_from_db()
    with pytest.raises(Refusal, match="withdrawn"):
        actions.create_source(
            by=tayside.actor("analyst"), section=world.section("needs"), **said(world, finding=world.finding)
        )


def test_ana_02_the_survey_of_2011_is_replaced_by_that_of_2017(tayside, world):
    """ANA-02: survey 2011 replaced by 2017; the older stays, and says what replaced it."""
    by, section = tayside.actor("analyst"), world.section("needs")
    old = actions.create_source(
        by=by, section=section, **said(world, title="Survey 2011", dated=date(2011, 11, 30))
    )
    assert [datum.title for datum in world.content().stale] == ["Survey 2011"]
    new = actions.replace_source(
        by=by, needs_source=old, **said(world, title="Survey 2017", dated=date(2017, 11, 30))
    )
    held = {datum.title: datum for datum in world.content().section("needs").data if datum.pk}
    assert held["Survey 2011"].replaced_by == "Survey 2017"
    assert [datum.title for datum in world.content().stale] == ["Survey 2017"], (
        "older than five years in 2026"
    )
    with pytest.raises(Refusal, match="replaced already"):
        actions.replace_source(by=by, needs_source=NeedsSource.objects.get(pk=old.pk), **said(world))
    with pytest.raises(Refusal, match="no later"):
        actions.replace_source(by=by, needs_source=new, **said(world, dated=date(2016, 1, 1)))


def test_dropping_the_newer_lets_the_older_stand_again(tayside, world):
    by, section = tayside.actor("analyst"), world.section("needs")
    first = actions.create_source(by=by, section=section, **said(world, title="1", dated=date(2011, 1, 1)))
    second = actions.replace_source(
        by=by, needs_source=first, **said(world, title="2", dated=date(2017, 1, 1))
    )
    actions.replace_source(by=by, needs_source=second, **said(world, title="3", dated=date(2023, 1, 1)))
    actions.remove_source(by=by, needs_source=NeedsSource.objects.get(pk=second.pk))
    assert NeedsSource.objects.get(title="3").replaces == first
    assert audit.history("tayside", section)[0].detail == {"source": "2"}


def test_a_source_of_another_partnership_is_not_taken_out(tayside, elsewhere, world):
    source = actions.create_source(
        by=tayside.actor("analyst"), section=world.section("needs"), **said(world, title="Survey 2023")
    )
    with pytest.raises(Refusal, match="another partnership"):
        actions.remove_source(by=elsewhere.actor("analyst"), needs_source=source)
    assert NeedsSource.objects.filter(pk=source.pk).exists()


def test_it_is_not_published_before_every_section_rests_on_something(tayside, world):
    by = tayside.actor("coordinator")
    with pytest.raises(Refusal, match="Preferences"):
        actions.ask_to_publish(by=by, assessment=world.assessment, revision=1, content=world.content())
    assert not NeedsAssessment.objects.get().is_published


@pytest.mark.slow
def test_ana_01_it_is_versioned_and_makes_a_document(tayside, world):
    """ANA-01: versioned; produces a document as web page, Word file and PDF, frozen when published."""
    write_everything(world)
    by, draft = tayside.actor("coordinator"), world.assessment
    jobs.publish_assessment(by=by, assessment=draft, revision=draft.revision, say=lambda *_: None)
    draft.refresh_from_db()
    assert draft.is_published
    assert len(draft.fingerprint) == 64
    made = {held.format: held for held in draft.files.all()}
    assert set(made) == {"html", "docx", "pdf"}
    for step in (
        lambda: actions.change_assessment(by=by, assessment=draft, revision=draft.revision, title="Another"),
        lambda: actions.change_section(by=by, section=world.section("needs"), revision=1, text="Later"),
        lambda: actions.create_source(by=by, section=world.section("needs"), **said(world)),
    ):
        with pytest.raises(Refusal, match="cannot be changed"):
            step()
    second = actions.begin_new_version(by=by, assessment=draft)
    assert (second.version, second.supersedes, second.slug) == (2, draft, "what-children-need-2026-v2")
    copied = second.sections.get(code="preferences").sources.get()
    assert copied.title == "What young people said"
    with pytest.raises(Refusal, match="newer version"):
        actions.begin_new_version(by=by, assessment=draft)


def test_who_wrote_an_assessment_does_not_publish_it(tayside, world):
    write_everything(world)
    coordinator, draft = tayside.actor("coordinator"), world.assessment
    draft.refresh_from_db()
    actions.change_assessment(
        by=coordinator, assessment=draft, revision=draft.revision, conclusions="We need more help early."
    )
    with pytest.raises(Refusal, match="You wrote part of this assessment"):
        actions.ask_to_publish(
            by=coordinator, assessment=draft, revision=draft.revision, content=world.content()
        )
