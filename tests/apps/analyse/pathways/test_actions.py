"""Drawing up maps: the result, the event, and nothing on refusal."""

import pytest
from django.db import IntegrityError, transaction

from realign.analyse.pathways import actions
from realign.analyse.pathways.models import Pathway, Placement, Stop
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal


def names(held):
    return [stop.name for stop in held.stops.all()]


def test_ana_20_a_pathway_begins_with_the_four_stages_of_its_framework(world):
    held = world.draw()
    assert names(held) == ["Prevention", "Recognition", "Assessment", "Interventions"]
    assert [event.verb for event in audit.history("tayside", held)] == ["added"]


def test_ana_21_the_five_points_of_transition_come_in_order_of_age(world):
    held = world.draw("transitions")
    assert names(held) == [
        "Before birth to nursery",
        "Nursery to primary 1",
        "Primary 7 to secondary 1",
        "Leaving school",
        "Children's to adult services",
    ]
    assert [(stop.age_from, stop.age_to) for stop in held.stops.all()] == [
        (0, 3), (4, 5), (11, 12), (16, 18), (16, 25),
    ]  # fmt: skip


def test_ana_22_the_map_of_support_asks_what_prevents_and_what_mitigates_and_names_its_framework(world):
    held = actions.create_pathway(
        by=world.cast.actor("analyst"), kind="support", name="Adverse childhood experiences", about="All.",
        framework="Framework of NHS Tayside (in development)", keeper=world.cast.bodies["nhs-tayside"],
    )  # fmt: skip
    assert names(held) == ["Prevent", "Mitigate"]
    assert held.keeper == world.cast.bodies["nhs-tayside"]


def test_without_the_lists_people_name_the_stops_themselves(tayside):
    by = tayside.actor("analyst")
    held = actions.create_pathway(by=by, kind="stages", name="Our own", about="All.")
    actions.create_stop(by=by, pathway=held, name="First")
    actions.create_stop(by=by, pathway=held, name="Second")
    assert [(stop.number, stop.name) for stop in held.stops.all()] == [(1, "First"), (2, "Second")]


PLACED = [
    ("service", lambda w: {"service": w.services["carers"]}),
    ("evidence", lambda w: {"finding": w.finding}),
    ("measure", lambda w: {"indicator": w.measure}),
    ("gap", lambda w: {"words": "Nobody does this."}),
    ("planned", lambda w: {"words": "Somebody will.", "lead": w.cast.bodies["voices"]}),
]


@pytest.mark.parametrize(("kind", "what"), PLACED)
def test_each_kind_of_thing_is_placed_and_on_the_record(world, kind, what):
    stop = world.stop(world.draw(), "Recognition")
    made = actions.create_placement(by=world.cast.actor("commissioner"), stop=stop, kind=kind, **what(world))
    assert list(stop.placements.all()) == [made]
    assert [event.verb for event in audit.history("tayside", made)] == ["placed"]


REFUSED = [
    ("service", {}, "Nothing was chosen"),
    ("gap", {"words": " "}, "needs words"),
    (
        "service",
        lambda w: {"service": w.services["carers"], "finding": w.finding},
        "one thing at a time|given too",
    ),
]


@pytest.mark.parametrize(("kind", "what", "said"), REFUSED)
def test_a_thing_that_is_not_of_its_kind_is_refused(world, kind, what, said):
    stop = world.stop(world.draw(), "Recognition")
    values = what(world) if callable(what) else what
    with pytest.raises(Refusal, match=said):
        actions.create_placement(by=world.cast.system, stop=stop, kind=kind, **values)
    assert not Placement.objects.exists()


def test_a_map_of_support_asks_for_no_measure(world):
    stop = world.stop(world.draw("support"), "Prevent")
    with pytest.raises(Refusal, match="has no measure"):
        actions.create_placement(by=world.cast.system, stop=stop, kind="measure", indicator=world.measure)


def test_nothing_stands_twice_at_one_stop_and_the_database_holds_it_too(world):
    stop = world.stop(world.draw(), "Recognition")
    by, service = world.cast.system, world.services["carers"]
    made = actions.create_placement(by=by, stop=stop, kind="service", service=service)
    with pytest.raises(Refusal, match="is already placed at “Recognition”"):
        actions.create_placement(by=by, stop=stop, kind="service", service=service)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_the_database_refuses_a_gap_that_points_at_a_service(world):
    stop = world.stop(world.draw(), "Recognition")
    made = actions.create_placement(by=world.cast.system, stop=stop, kind="gap", words="None.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.filter(pk=made.pk).update(service=world.services["carers"])


def test_another_partnership_s_service_is_refused(world, elsewhere):
    stop = world.stop(world.draw(), "Recognition")
    with pytest.raises(Refusal, match="another partnership"):
        actions.create_placement(by=elsewhere.system, stop=stop, kind="gap", words="Ours.")
    assert not Placement.objects.exists()


@pytest.mark.parametrize("role", ["reader", "planner", "third-sector-representative"])
def test_those_who_may_not_are_refused_and_nothing_happens(world, role):
    by, held = world.cast.actor(role), world.draw()
    before = audit.events("tayside").count()
    for change in (
        lambda: actions.create_pathway(by=by, kind="stages", name="Mine", about="Me."),
        lambda: actions.change_pathway(by=by, pathway=held, revision=1, name="Mine"),
        lambda: actions.create_stop(by=by, pathway=held, name="Mine"),
        lambda: actions.create_placement(by=by, stop=held.stops.first(), kind="gap", words="Mine"),
    ):
        with pytest.raises(Refusal, match="does not include this"):
            change()
    assert (Pathway.objects.count(), Stop.objects.count(), Placement.objects.count()) == (1, 4, 0)
    assert audit.events("tayside").count() == before


def test_a_stop_is_taken_away_only_when_it_is_empty(world):
    held, by = world.draw(), world.cast.system
    stop = world.stop(held, "Recognition")
    made = actions.create_placement(by=by, stop=stop, kind="gap", words="None.")
    with pytest.raises(Refusal, match="1 thing is placed"):
        actions.remove_stop(by=by, stop=stop, revision=1)
    actions.remove_placement(by=by, placement=made, revision=1)
    actions.remove_stop(by=by, stop=stop, revision=1)
    assert names(held) == ["Prevention", "Assessment", "Interventions"]
    verbs = list(audit.events("tayside").values_list("verb", flat=True)[:2])
    assert verbs == ["took away", "removed from the map"]


def test_of_two_people_the_second_is_told(world):
    stop = world.stop(world.draw(), "Recognition")
    actions.change_stop(by=world.cast.actor("analyst"), stop=stop, revision=1, risk="Theirs.")
    with pytest.raises(ChangedMeanwhile, match="Analyst of Tayside changed this"):
        actions.change_stop(by=world.cast.actor("commissioner"), stop=stop, revision=1, risk="Mine.")
    assert Stop.objects.get(pk=stop.pk).risk == "Theirs."


def test_a_thing_moves_along_its_own_map_and_not_to_another(world):
    held, other, by = world.draw(), world.draw("support", "Another"), world.cast.system
    made = actions.create_placement(by=by, stop=world.stop(held, "Recognition"), kind="gap", words="None.")
    actions.change_placement(by=by, placement=made, revision=1, stop=world.stop(held, "Assessment"))
    assert made.stop.name == "Assessment"
    with pytest.raises(Refusal, match="on another map"):
        actions.change_placement(by=by, placement=made, revision=2, stop=world.stop(other, "Prevent"))


def test_ages_the_wrong_way_round_are_refused(world):
    with pytest.raises(Refusal, match="ages run from 12 to 5"):
        actions.create_stop(by=world.cast.system, pathway=world.draw(), name="X", age_from=12, age_to=5)
