"""What an assessment says: from the records, with ages and gaps, and only what is out."""

import re

import pytest

from realign.analyse.needs import actions, queries
from realign.analyse.needs.access_map import kept_data
from realign.analyse.needs.provision import folded
from realign.foundations.documents.figures import Figure
from realign.foundations.publishing.models import PublicVersion
from realign.registers.gaps import actions as gaps
from realign.registers.indicators.models import Indicator, Observation
from realign.registers.services.types import SpendShare
from tests.apps.analyse.needs.worlds import TODAY, said, write_everything


def words(cell):
    return cell.words if isinstance(cell, Figure) else cell


def test_ana_13_the_regional_total_is_added_up_from_counts_not_averaged(world):
    """ANA-13: one table, three councils and the total; 100 of 1,000 is 10%, and the mean of 10, 30 and 4.3 is not."""
    (table,) = world.content().section("outcomes").tables
    assert table.headers == ("Indicator", "Period", "Angus", "Dundee City", "Perth and Kinross", "Tayside")
    (row,) = table.rows
    assert [words(cell) for cell in row[2:]] == ["10%", "30%", "4.3%", "10%"]
    assert "100 of 1,000, added up from the councils’ counts" in row[-1].note


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"numerator": None}, "no counts for Angus; percentages are not averaged"),
        ({"value": 55.0}, "does not agree with its own counts"),
        ({"period": "2024/25"}, "different periods"),
    ],
)
def test_ana_13_where_counts_are_missing_there_is_no_total(world, change, why):
    Observation.objects.filter(indicator=world.attendance, area__code="S12000041").update(**change)
    (table,) = world.content().section("outcomes").tables
    assert why in table.rows[0][-1]


def test_ana_13_a_council_without_a_value_leaves_the_total_out(world):
    Observation.objects.filter(indicator=world.attendance, area__code="S12000048").delete()
    (table,) = world.content().section("outcomes").tables
    assert table.rows[0][-1] == "not added up: no value for Perth and Kinross"


def test_ana_12_outputs_stand_apart_and_do_not_count(world):
    content = world.content()
    assert [datum.title for datum in content.outcome_evidence] == ["Pupils who miss much school"]
    assert "Number of sessions delivered" in [datum.title for datum in content.outputs]
    assert Indicator.objects.get(slug="sessions").is_outcome, "though somebody ticked that it is one"


def test_ana_03_both_halves_are_attached_to_one_assessment(world):
    """ANA-03: surveys of wellbeing and need, and the landscape of services with spend and purpose."""
    checks = {check.code: check for check in world.content().checks}
    assert checks["half-wellbeing"].well
    assert checks["half-landscape"].well
    assert "Services: yes. Spend and purpose: yes." in checks["half-landscape"].result


def test_ana_01_each_section_shows_its_sources_and_their_dates(world):
    write_everything(world)
    for section in world.content().sections:
        assert section.dated, section.title
        assert all(datum.where for datum in section.standing)


def test_a16_gaps_and_confidence_stand_in_it(tayside, world):
    actions.change_section(
        by=tayside.actor("planner"),
        section=world.section("preferences"),
        revision=1,
        confidence="weak",
        confidence_reason="Few were asked.",
    )
    section = world.content().section("preferences")
    assert (section.confidence, section.confidence_reason) == ("weak", "Few were asked.")
    assert [gap.title for gap in section.gaps] == ["Children who were away are not heard"]
    page = queries.document_of(world.content(), on=TODAY).body
    assert "Few were asked." in page
    assert "Children who were away are not heard" in page


def test_a_gap_that_is_not_public_is_only_counted_in_the_document(tayside, world):
    gaps.change_gap(by=tayside.actor("analyst"), gap=world.gap, revision=1, is_public=False)
    page = queries.document_of(world.content(), on=TODAY).body
    assert "Children who were away are not heard" not in page
    assert "1 more gap" in page


def test_a_gap_stands_in_the_document_as_it_was_published(tayside, world):
    gaps.change_gap(
        by=tayside.actor("analyst"), gap=world.gap, revision=1, title="Words that nobody has published"
    )
    page = queries.document_of(world.content(), on=TODAY).body
    assert "Children who were away are not heard" in page
    assert "Words that nobody has published" not in page
    PublicVersion.objects.filter(kind="gap").delete()
    page = queries.document_of(world.content(), on=TODAY).body
    assert "Children who were away are not heard" not in page
    assert "1 more gap is not published." in page


def test_every_figure_of_the_document_has_a_note(world):
    page = queries.document_of(world.content(), on=TODAY).body
    for table in world.content().section("outcomes").tables:
        for cell in table.rows[0][2:]:
            assert f'{cell.words}<span role="doc-footnote">' in page


def test_only_released_figures_stand_in_it(world):
    """What the released table hides (Angus and Perth and Kinross) stands nowhere, in no form."""
    content = world.content()
    regional = content.section("needs").tables[-1]
    assert [words(cell) for cell in regional.rows[0]] == ["Struggles", "[c]", "40%", "[c]", "30%"]
    page = queries.document_of(content, on=TODAY).body
    # the counts and shares planted behind the hidden cells
    assert not re.search(r"\b(20\.0%|0\.01|1\.0%)", page)
    assert not re.search(r"\b(200|203|397|3)\b of \b(1,000|400)\b", page)


def test_a_withdrawn_table_leaves_the_assessment(tayside, world):
    actions.create_source(
        by=tayside.actor("analyst"),
        section=world.section("needs"),
        **said(world, finding=world.finding, nature="context", tags=[]),
    )
    assert [one.sentence.words for one in world.content().section("needs").quoted] == [
        "Three in ten pupils struggle."
    ]
    world.fit.release.withdrawn_at = world.cast.system.at
    world.fit.release.save()
    section = world.content().section("needs")
    assert not section.quoted
    assert [datum.withdrawn for datum in section.data if datum.pk] == [True]


def test_ana_14_research_stands_as_evidence_of_outcomes(tayside, world):
    """ANA-14: Dartington (E2S) research, to match local need to outcomes."""
    actions.create_source(
        by=tayside.actor("analyst"),
        section=world.section("outcomes"),
        **said(
            world,
            title="Needs and views of children (Dartington, E2S)",
            kind="research",
            source="S1 4.6: use our Dartington (E2S) research information to match local need",
        ),
    )
    found = next(datum for datum in world.content().outcome_evidence if datum.kind == "Research")
    assert found.tags == ("Healthy",)
    assert "Dartington (E2S)" in found.where


def test_ana_26_each_statistic_says_what_it_can_be_used_for(world):
    page = queries.document_of(world.content(), on=TODAY).body
    assert "How many miss much school, by council." in page
    world.attendance.use_for = ""
    world.attendance.save()
    check = next(check for check in world.content().checks if check.code == "use")
    assert not check.well
    assert "Pupils who miss much school" in check.result


def test_money_of_few_services_cannot_be_worked_out():
    """Two services at one level are folded into the others, and so is a level more where they would be the only ones."""
    parts = [SpendShare("a", "A", 100, 0.5), SpendShare("b", "B", 60, 0.3), SpendShare("c", "C", 40, 0.2)]
    rows = folded(parts, {"a": {1, 2, 3, 4, 5}, "b": {6, 7, 8}, "c": {9, 10}}, 200)
    assert [(label, services, amount) for label, services, amount, _ in rows] == [
        ("A", 5, 100),
        ("Others together", 5, 100),
    ]
    alone = folded(parts[2:], {"c": {9, 10}}, 40)
    assert alone == []


def test_ana_23_who_may_see_which_data_is_read_from_the_roles(tayside, world):
    """ANA-23: a shared repository with access by role and provenance."""
    rows = {row.kind: row for row in kept_data(tayside.partnership)}
    tables = next(row for row in kept_data(tayside.partnership) if row.what.startswith("Released tables"))
    assert tables.readers == "Anybody"
    assert tables.writers == "Coordinator"
    spend = next(row for row in kept_data(tayside.partnership) if row.what.startswith("Spend"))
    assert "Third-sector representative" not in spend.readers
    assert all(row.provenance for row in rows.values())


@pytest.mark.parametrize("more", [0, 5])
def test_it_is_put_together_in_the_same_number_of_queries(
    tayside, world, more, django_assert_max_num_queries
):
    for number in range(more):
        actions.create_source(
            by=tayside.actor("analyst"),
            section=world.section("needs"),
            **said(world, title=f"Source {number}", finding=world.finding),
        )
        Indicator.objects.create(
            partnership=tayside.partnership,
            slug=f"i{number}",
            title=f"Indicator {number}",
            created_at=tayside.system.at,
            changed_at=tayside.system.at,
        )
    held = queries.assessment(tayside.partnership, world.assessment.slug)
    with django_assert_max_num_queries(40):
        queries.content_of(held, TODAY)
