"""Figures for small areas: only what follows from a released table goes out, labelled, by a second person."""

from dataclasses import replace

import pytest
from django.urls import reverse

from realign.analyse.surveys.local import actions as local_actions
from realign.analyse.surveys.local import queries as local_queries
from realign.analyse.surveys.local import rules as local_rules
from realign.analyse.surveys.local import small_areas as local_small_areas
from realign.analyse.surveys.models import LocalFigures
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence import actions as evidence_actions
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release
from tests.support.survey import survey_world

pytestmark = pytest.mark.slow
TEXT = "area, sex, people\nBroughty Ferry, Boys, 600\nBroughty Ferry, Girls, 300\nLochee, Girls, 500"
SOURCE = "Pupil census 2025"


def at(name, *args):
    return reverse(f"surveys:{name}", args=["tayside", *args])


@pytest.fixture
def world(tayside):
    return survey_world(tayside, few=12)


def keep(world, text=TEXT, measure="sdq-raised", slug="local", source=SOURCE):
    dims, population = local_small_areas.population_of(world.survey, text)
    return local_actions.keep_local_figures(
        by=world.analyst, survey=world.survey, measure=measure, groups=[d.column for d in dims],
        population=population, population_source=source, slug=slug,
    )  # fmt: skip


def let_out(world, figures):
    coordinator = world.cast.actor("coordinator")
    return local_actions.let_local_figures_out(by=coordinator, figures=figures, revision=figures.revision)


class TestActions:
    def test_nothing_is_kept_before_the_table_it_follows_from_is_out(self, world):
        with pytest.raises(Refusal, match="has been released"):
            keep(world)
        assert not LocalFigures.objects.exists()

    def test_an_area_is_the_average_of_figures_that_are_out(self, world):
        release = world.released(slug="by-sex", breakdown=("council", "sex"))
        kept = keep(world)
        boys = evidence.cell_for(release, sex="1").estimate
        girls = evidence.cell_for(release, sex="2").estimate
        found = {row["area"]: row["estimate"] for row in kept.rows}
        assert found["Broughty Ferry"] == pytest.approx((600 * boys + 300 * girls) / 900)
        assert found["Lochee"] == pytest.approx(girls)
        assert kept.release == release
        assert audit.events("tayside").filter(verb="modelled").count() == 1

    def test_a_group_hidden_in_the_released_table_gives_no_area(self, tayside):
        small = survey_world(tayside, few=3)
        release = small.released(slug="by-both", breakdown=("council", "sex"))
        hidden = next(
            cell for cell in evidence.cells(release) if cell.symbol == "[c]" and cell.key["sex"] == "2"
        )
        text = f"area, council, sex, people\nForfar, {hidden.key['council']}, 2, 300"
        with pytest.raises(Refusal, match="no figure that can be shown"):
            keep(small, text)

    def test_a_rounded_table_lets_nothing_finer_out(self, world):
        release = world.released(slug="by-sex", breakdown=("sex",))
        Release.objects.filter(pk=release.pk).update(round_to=5)
        with pytest.raises(Refusal, match="has been released"):
            keep(world)

    def test_numbers_of_pupils_need_a_source(self, world):
        world.released(slug="by-sex", breakdown=("sex",))
        with pytest.raises(Refusal, match="source of the numbers"):
            keep(world, source=" ")

    def test_another_measure_does_not_let_this_one_out(self, world):
        world.released(slug="bullied", measure="bullied", breakdown=("sex",))
        with pytest.raises(Refusal, match="has been released"):
            keep(world)


class TestRules:
    @pytest.mark.parametrize(
        ("same_person", "out", "withdrawn", "may"),
        [
            (False, False, False, True),
            (True, False, False, False),
            (False, True, False, False),
            (False, False, True, False),
        ],
    )
    def test_who_may_let_them_out(self, world, same_person, out, withdrawn, may):
        release = world.released(slug="by-sex", breakdown=("sex",))
        figures = keep(world)
        coordinator = world.cast.actor("coordinator")
        if same_person:
            coordinator = replace(coordinator, user_id=figures.kept_by_id)
        if out:
            let_out(world, figures)
        if withdrawn:
            evidence_actions.withdraw_release(
                by=world.cast.actor("coordinator"),
                release=release,
                revision=release.revision,
                reason="Wrong weights.",
            )
        figures = local_queries.local_figures(world.cast.partnership).get()
        assert local_rules.can_let_local_out(coordinator, figures) is may

    def test_only_a_publisher_may(self, world):
        world.released(slug="by-sex", breakdown=("sex",))
        figures = keep(world)
        with pytest.raises(Refusal):
            local_actions.let_local_figures_out(by=world.analyst, figures=figures, revision=figures.revision)
        assert not local_rules.can_let_local_out(world.analyst, figures)


class TestPages:
    def test_an_analyst_keeps_them_and_a_coordinator_lets_them_out(self, world, client):
        client.force_login(world.cast.people["analyst"])
        form = {"measure": "sdq-raised", "source": "typed", "population": TEXT}
        before = client.post(at("areas", "small"), form).content.decode()
        assert "Not yet" in before
        world.released(slug="by-sex", breakdown=("sex",))
        assert "Save these figures" in client.post(at("areas", "small"), form).content.decode()
        kept = client.post(
            at("areas", "small"),
            form | {"keep": "1", "population_source": SOURCE, "slug": "local"},
            follow=True,
        ).content.decode()
        assert "not released" in kept
        assert client.get(at("local", "local")).status_code == 404
        client.force_login(world.cast.people["coordinator"])
        out = client.post(at("local-let-out", "local"), follow=True).content.decode()
        assert "The modelled figures have been released." in out

    def test_anybody_reads_them_labelled_on_every_row(self, world, client):
        world.released(slug="by-sex", breakdown=("sex",))
        let_out(world, keep(world))
        assert at("local", "local") in client.get(at("local-list")).content.decode()
        page = client.get(at("local", "local")).content.decode()
        rows = [row for row in page.split("<tr") if "Lochee" in row]
        assert rows
        assert all("odelled" in row for row in rows)
        assert "Modelled, not observed" in page
        assert SOURCE in page
        lines = b"".join(client.get(at("local", "local") + "?format=csv")).decode().splitlines()
        assert all("Modelled" in line for line in lines[1:])
        assert len(lines) == 3

    def test_they_leave_the_public_pages_with_the_table_they_follow_from(self, world, client):
        release = world.released(slug="by-sex", breakdown=("sex",))
        let_out(world, keep(world))
        evidence_actions.withdraw_release(
            by=world.cast.actor("coordinator"),
            release=release,
            revision=release.revision,
            reason="Wrong weights.",
        )
        assert client.get(at("local", "local")).status_code == 404
        client.force_login(world.cast.people["analyst"])
        assert "Wrong weights." in client.get(at("local-kept", "local")).content.decode()

    def test_another_partnership_has_none_of_them(self, world, elsewhere, client):
        world.released(slug="by-sex", breakdown=("sex",))
        let_out(world, keep(world))
        slug = elsewhere.partnership.slug
        assert client.get(reverse("surveys:local", args=[slug, "local"])).status_code == 404

    def test_the_list_asks_as_much_of_the_database_whatever_its_length(
        self, world, client, django_assert_max_num_queries
    ):
        world.released(slug="by-sex", breakdown=("sex",))
        for number in range(2):
            let_out(world, keep(world, slug=f"local-{number}"))
        client.get(at("local-list"))
        with django_assert_max_num_queries(8):
            client.get(at("local-list"))
