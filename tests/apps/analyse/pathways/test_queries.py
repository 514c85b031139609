"""What stands on a map on a day: counted, with the holes named; scoped; in a fixed number of queries."""

import pytest

from realign.analyse.pathways import actions, presenters, queries
from realign.registers.services import actions as register
from tests.apps.analyse.pathways.worlds import TODAY


def shown(world, held):
    return queries.pathway_on(queries.pathways(world.cast.partnership).get(pk=held.pk), TODAY)


def place(world, stop, **what):
    return actions.create_placement(by=world.cast.system, stop=stop, **what)


@pytest.fixture
def full(world):
    """Help at three of four stages: a service at two of them, evidence and a measure at one, a gap at the last."""
    held = world.draw()
    for name in ("Recognition", "Interventions"):
        place(world, world.stop(held, name), kind="service", service=world.services["counselling"])
    place(world, world.stop(held, "Interventions"), kind="service", service=world.services["carers"])
    place(world, world.stop(held, "Interventions"), kind="service", service=world.services["hubs"])
    place(world, world.stop(held, "Assessment"), kind="evidence", finding=world.finding)
    place(world, world.stop(held, "Assessment"), kind="measure", indicator=world.measure)
    place(world, world.stop(held, "Prevention"), kind="gap", words="Nothing at all.")
    return held


def test_ana_20_counts_by_stage(world, full):
    found = shown(world, full)
    counted = {one.stop.name: tuple(one.count(kind) for kind in found.kinds) for one in found.stops}
    assert counted == {
        "Prevention": (0, 0, 0, 1, 0),
        "Recognition": (1, 0, 0, 0, 0),
        "Assessment": (0, 1, 1, 0, 0),
        "Interventions": (2, 0, 0, 0, 1),
    }
    table = presenters.counts(found)
    assert table.headers[:3] == ("Stop", "Services", "Findings")
    assert list(table.rows[3])[:3] == ["Interventions", 2, 0]


def test_a_service_that_has_not_begun_is_planned_and_one_that_has_ended_is_gone(world, full):
    last = shown(world, full).stops[-1]
    assert [str(one) for one in last.lanes["planned"]] == ["Youth hubs"]
    register.end_service(
        by=world.cast.system, service=world.services["carers"], revision=world.services["carers"].revision,
        on=TODAY, reason="Money",
    )  # fmt: skip
    assert [str(one) for one in shown(world, full).stops[-1].lanes["service"]] == ["School counselling"]


def test_one_service_at_two_stops_is_one_service_on_the_map(world, full):
    assert shown(world, full).total("service") == 2


def test_children_reached_are_those_on_record_and_what_is_not_on_record_is_said(world, full):
    stops = {one.stop.name: one for one in shown(world, full).stops}
    assert stops["Interventions"].reached == 430 + 244
    assert presenters.reach(stops["Assessment"]) == "none"
    bare = register.create_service(
        by=world.cast.system, name="Bare", summary="x", provider=world.cast.bodies["voices"], tier="universal"
    )
    place(world, world.stop(full, "Recognition"), kind="service", service=bare)
    assert presenters.reach(shown(world, full).stops[1]) == "430, without 1 service not recorded"


def test_ana_21_a_point_without_a_measure_is_a_hole_that_the_sentence_names(world):
    held = world.draw("transitions")
    assert "There is no measure at any of them." in presenters.answer(shown(world, held))
    place(world, world.stop(held, "Leaving school"), kind="measure", indicator=world.measure)
    found = shown(world, held)
    assert [one.stop.name for one in found.without("measure")] == [
        "Before birth to nursery",
        "Nursery to primary 1",
        "Primary 7 to secondary 1",
        "Children's to adult services",
    ]
    assert "There is no measure at Before birth to nursery, Nursery to primary 1," in presenters.answer(found)
    assert "no measure" not in found.stops[3].holes


def test_ana_22_the_map_of_support_counts_support_gaps_and_plans(world):
    held = world.draw("support")
    prevent = world.stop(held, "Prevent")
    place(world, prevent, kind="service", service=world.services["visiting"])
    place(world, prevent, kind="gap", words="Nothing after age 8.")
    place(
        world,
        prevent,
        kind="planned",
        words="Talk with Public Health.",
        lead=world.cast.bodies["nhs-tayside"],
    )
    found = shown(world, held)
    assert found.kinds == ("service", "evidence", "gap", "planned")
    assert [found.stops[0].count(kind) for kind in found.kinds] == [1, 0, 1, 1]
    assert found.stops[1].holes == ("no service placed here", "no evidence placed here")


def test_the_file_has_a_row_for_everything_placed_and_for_every_hole(world, full):
    head, *rows = presenters.rows([shown(world, full)])
    kinds = [dict(zip(head, row, strict=True))["kind"] for row in rows]
    assert (kinds.count("Service"), kinds.count("Gap"), kinds.count("Measure")) == (4, 1, 1)
    assert kinds.count("Missing") == sum(len(one.holes) for one in shown(world, full).stops)


def test_other_partnerships_see_nothing_and_queries_do_not_grow(
    world, full, elsewhere, django_assert_num_queries
):
    assert not queries.pathways(elsewhere.partnership)

    def read():
        return [shown_one for held in queries.pathways(world.cast.partnership)
                for shown_one in [queries.pathway_on(held, TODAY)]]  # fmt: skip

    with django_assert_num_queries(5):
        read()
    for n in range(3):
        more = world.draw("transitions", f"Way {n}")
        for stop in more.stops.all():
            place(world, stop, kind="service", service=world.services["visiting"])
    with django_assert_num_queries(5):
        assert len(read()) == 4
