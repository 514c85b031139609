"""The fit of needs against figures worked by hand; hidden cells stay hidden; scoped; a fixed number of queries."""

from datetime import date

import pytest

from realign.analyse.fit import actions, outputs, queries
from realign.analyse.fit.questions import questions
from realign.foundations.partnerships.queries import remember_words
from realign.registers.evidence import actions as evidence
from realign.registers.places.models import Area, Population
from tests.apps.analyse.fit.worlds import ANGUS, DUNDEE, PERTH, build

TODAY = date(2026, 11, 20)


@pytest.fixture
def under_18():
    """Children under 18 by council, as the gazetteer holds them."""
    held = Population.objects.filter(age_from=0, age_to=17).values_list("area__code", "persons")
    return dict(held)


def test_need_is_the_released_share_times_the_children(world, under_18):
    fit = queries.fit(world.cast.partnership, queries.need(world.cast.partnership, world.need.slug), TODAY)
    teenagers = sum(under_18[code] for code in (ANGUS, DUNDEE, PERTH)) / 3
    assert fit.population.number == pytest.approx(teenagers)
    assert fit.children.estimate == pytest.approx(0.30 * teenagers)
    assert (fit.children.lower, fit.children.upper) == pytest.approx((0.28 * teenagers, 0.32 * teenagers))


def test_reach_capacity_and_cost_count_by_the_share_of_each_service(world):
    fit = queries.fits(world.cast.partnership, TODAY)[0]
    assert (fit.reached, fit.capacity, fit.waiting) == (430 + 122, 450 + 130, 162 + 13.5)
    assert fit.coverage.unmet.estimate == pytest.approx(fit.children.estimate - 552)
    assert fit.coverage.coverage.estimate == pytest.approx(552 / fit.children.estimate)
    assert fit.spend_per_reached == pytest.approx((262_000 + 82_500) / 552)


def test_each_council_has_its_own_share_and_the_services_that_work_there(world, under_18):
    held = queries.need(world.cast.partnership, world.need.slug)
    by_code = {fit.code: fit for fit in queries.fit_by_council(world.cast.partnership, held, TODAY)}
    # Angus is hidden so that Perth and Kinross cannot be calculated from the total
    assert by_code[ANGUS].hidden
    assert by_code[DUNDEE].children.estimate == pytest.approx(0.40 * under_18[DUNDEE] / 3)
    assert (by_code[ANGUS].reached, by_code[DUNDEE].reached) == (122, 430)


def test_a_hidden_cell_stays_hidden_in_every_figure_made_from_it(world):
    held = queries.need(world.cast.partnership, world.need.slug)
    fits = queries.fit_by_council(world.cast.partnership, held, TODAY)
    perth = next(fit for fit in fits if fit.code == PERTH)
    assert perth.hidden
    assert (perth.prevalence, perth.children, perth.coverage, perth.missed) == (None, None, None, None)
    row = dict(zip(outputs.COLUMNS, outputs.rows([perth])[1], strict=True))
    shown = ("prevalence", "children", "children_upper", "coverage", "missed", "missed_lower")
    assert [row[name] for name in shown] == ["[c]"] * 6


def test_a_service_of_several_councils_is_shared_out_by_their_children(world, under_18):
    actions.create_match(by=world.cast.system, need=world.need, service=world.services["visiting"])
    held = queries.need(world.cast.partnership, world.need.slug)
    by_code = {fit.code: fit for fit in queries.fit_by_council(world.cast.partnership, held, TODAY)}
    whole = sum(under_18[code] for code in (ANGUS, DUNDEE, PERTH))
    assert by_code[PERTH].reached == pytest.approx(1000 * under_18[PERTH] / whole)
    assert sum(fit.reached for fit in by_code.values()) == pytest.approx(1000 + 430 + 122)


def test_nothing_is_said_of_a_need_without_evidence_or_on_a_withdrawn_table(world):
    actions.create_need(by=world.cast.system, name="Play", definition="All.", age_from=5, age_to=11)
    evidence.withdraw_release(
        by=world.cast.system, release=world.release, revision=1, reason="Wrong weights."
    )
    found = {fit.need.name: fit for fit in queries.fits(world.cast.partnership, TODAY)}
    assert found["Emotional wellbeing"].children is None
    assert "Wrong weights" in found["Emotional wellbeing"].why_unknown
    assert found["Play"].why_unknown.startswith("No released table")
    assert (found["Play"].reached, found["Play"].coverage) == (0, None)


def test_needs_are_sorted_by_children_missed(world):
    actions.create_need(
        by=world.cast.system, name="Younger", definition="x", age_from=0, age_to=17, release=world.release
    )
    assert [fit.need.name for fit in queries.fits(world.cast.partnership, TODAY)] == [
        "Younger",
        "Emotional wellbeing",
    ]


def test_the_grid_shows_every_level_and_its_gaps(world):
    grid = queries.grid(world.cast.partnership, TODAY)
    cells = {cell.tier: cell for cell in grid.rows[0].cells}
    need = queries.need(world.cast.partnership, world.need.slug)
    fit = queries.fit(world.cast.partnership, need, TODAY)
    assert cells["additional"].services == len(fit.contributions) == 2
    assert (cells["additional"].capacity, cells["additional"].reached) == (fit.capacity, fit.reached)
    assert [tier for tier, cell in cells.items() if cell.is_gap] == [
        "universal",
        "just-coping",
        "intensive",
        "specialist",
    ]
    assert [service.name for service in grid.unmatched] == ["Health visiting"]


def test_another_partnership_s_needs_are_never_seen(world, elsewhere):
    build(elsewhere)
    assert [fit.need.partnership.slug for fit in queries.fits(world.cast.partnership, TODAY)] == ["tayside"]


def test_the_number_of_queries_does_not_grow(world, django_assert_num_queries):
    def read():
        remember_words()
        for fit in queries.fits(world.cast.partnership, TODAY):
            questions(fit)
            outputs.rows([fit])

    with django_assert_num_queries(9) as first:
        read()
    for number in range(3):
        need = actions.create_need(
            by=world.cast.system,
            name=f"Need {number}",
            definition="x",
            age_from=5,
            age_to=11,
            release=world.release,
        )
        for service in world.services.values():
            actions.create_match(by=world.cast.system, need=need, service=service)
    with django_assert_num_queries(len(first)):
        read()


def test_questions_name_services_that_may_see_the_same_children(world):
    asked = questions(queries.fits(world.cast.partnership, TODAY)[0])
    assert any("wait" in one for one in asked)
    assert any("early level" in one for one in asked)
    assert not any("same children" in one for one in asked)


def test_with_one_council_the_whole_is_the_council(world):
    """A released table without a breakdown by council speaks for the council as it does for the whole."""
    partnership = world.cast.partnership
    partnership.council_codes = [DUNDEE]
    partnership.save()
    held = queries.need(partnership, world.need.slug)
    whole = queries.fit(partnership, held, TODAY)
    (only,) = queries.fit_by_council(partnership, held, TODAY)
    assert whole.children is not None
    assert (only.code, only.place) == (DUNDEE, "Dundee City")
    for name in ("population", "prevalence", "children", "reached", "capacity", "coverage", "contributions"):
        assert getattr(only, name) == getattr(whole, name)
    dundee = Area.objects.get(code=DUNDEE)
    (in_area,) = [fit for fit in queries.fits_in(partnership, dundee, TODAY) if fit.need == held]
    assert in_area.children == whole.children
