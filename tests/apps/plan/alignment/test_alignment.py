"""Promises and the evidence for them; outcomes and how well they are seen."""

import csv
import io
from datetime import date

import pytest

from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import ChangedMeanwhile, Refusal
from realign.plan.alignment import actions, queries
from realign.plan.alignment.models import Support
from realign.plan.alignment.types import EvidenceVerdict, Sight
from realign.plan.priorities import actions as priorities
from realign.registers.gaps import actions as gaps
from realign.registers.places.actions import load_gazetteer
from tests.apps.analyse.fit.worlds import release
from tests.apps.analyse.needs.worlds import values
from tests.apps.plan.alignment.worlds import build, measure

MATRIX, OUTCOMES = "/tayside/work/alignment/", "/tayside/work/alignment/outcomes/"


@pytest.fixture
def world(tayside):
    load_gazetteer(by=tayside.system)
    return build(tayside)


@pytest.fixture
def signed_in(client, world, tayside):
    def sign(role="planner"):
        client.force_login(tayside.people[role])
        return client

    return sign


def rows(response):
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def verdicts(world):
    return {row.code: row.verdict for row in queries.matrix(world.cast.partnership)}


def test_ana_27_each_commitment_with_its_evidence_outcome_and_strength(signed_in):
    """ANA-27: commitment ↔ evidence items ↔ outcome, with strength."""
    first = rows(signed_in("reader").get(f"{MATRIX}?format=csv"))[0]
    assert first["Commitment"] == "Promise 1.1"
    assert first["Evidence"] == "Finding strong. (strong)"
    assert first["Outcome"] == "More are ready"
    assert first["What the evidence says"] == "Has evidence"


def test_ana_27_a_commitment_without_evidence_is_refined_or_dropped(world, signed_in):
    """ANA-27: commitment with no evidence item → refine or drop."""
    assert verdicts(world) == {
        "1.1": EvidenceVerdict.KEEP, "1.2": EvidenceVerdict.DROP,
        "2.1": EvidenceVerdict.REFINE, "2.2": EvidenceVerdict.REPEATS,
    }  # fmt: skip
    (row,) = rows(signed_in("reader").get(f"{MATRIX}?verdict=DROP&format=csv"))
    assert row["Commitment"] == "Promise 1.2"
    assert row["What the evidence says"] == "No evidence yet: strengthen or remove"
    page = signed_in("reader").get(MATRIX).content.decode()
    assert "1 of the 3 commitments rests on evidence. 1 has none: strengthen or remove it." in page


def test_a_withdrawn_table_speaks_for_nothing(tayside, world):
    table = release(tayside)
    one = world.findings["strong"]
    one.release = table
    one.save()
    assert verdicts(world)["1.1"] is EvidenceVerdict.KEEP
    table.withdrawn_at = tayside.system.at
    table.save()
    row = queries.matrix(tayside.partnership)[0]
    assert (row.verdict, row.withdrawn, row.supports) == (EvidenceVerdict.DROP, 1, ())
    one.refresh_from_db()
    with pytest.raises(Refusal, match="withdrawn"):
        actions.create_support(
            by=tayside.actor("planner"),
            finding=one,
            commitment=world.commitments["1.2"],
            strength="fair",
            because="Measured",
        )


@pytest.mark.parametrize(
    ("commitment", "outcome", "because", "why"),
    [
        (None, None, "Measured", "Nothing is chosen"),
        ("1.1", "attend", "Measured", "two priorities"),
        ("1.2", None, "  ", "What the finding shows"),
        ("1.1", "ready", "Again", "already"),
    ],
)
def test_a_match_says_what_speaks_for_what_and_why(tayside, world, commitment, outcome, because, why):
    with pytest.raises(Refusal, match=why):
        actions.create_support(
            by=tayside.actor("planner"),
            finding=world.findings["strong"],
            commitment=world.commitments.get(commitment),
            outcome=world.outcomes.get(outcome),
            strength="fair",
            because=because,
        )
    assert Support.objects.count() == 2


def test_a_reader_matches_nothing(tayside, world):
    with pytest.raises(Refusal, match="role"):
        actions.create_support(
            by=tayside.actor("reader"),
            finding=world.findings["weak"],
            commitment=world.commitments["1.2"],
            strength="fair",
            because="Measured",
        )


def test_two_people_change_a_match(tayside, world):
    one = Support.objects.get(strength="weak")
    actions.change_support(by=tayside.actor("planner"), support=one, revision=1, strength="fair")
    assert verdicts(world)["2.1"] is EvidenceVerdict.KEEP
    with pytest.raises(ChangedMeanwhile):
        actions.change_support(by=tayside.actor("planner"), support=one, revision=1, strength="strong")


def test_a_match_of_another_partnership_is_not_removed(elsewhere, world):
    with pytest.raises(Refusal, match="another partnership"):
        actions.remove_support(by=elsewhere.actor("planner"), support=Support.objects.get(strength="strong"))
    assert Support.objects.count() == 2


def test_taking_a_finding_away_stays_on_the_record(tayside, world):
    actions.remove_support(by=tayside.actor("planner"), support=Support.objects.get(strength="strong"))
    assert verdicts(world)["1.1"] is EvidenceVerdict.DROP
    assert audit.history("tayside", world.commitments["1.1"])[0].detail == {"finding": "Finding strong."}


def test_ana_14_research_is_matched_with_an_outcome(tayside, world, signed_in):
    """ANA-14: Dartington (E2S) research matched to outcomes, before any promise is made of it."""
    actions.create_support(
        by=tayside.actor("planner"),
        finding=world.findings["research"],
        outcome=world.outcomes["ready"],
        strength="fair",
        because="Dartington (E2S): it worked in three areas.",
    )
    row = rows(signed_in("reader").get(f"{OUTCOMES}?format=csv"))[0]
    assert row["Research"] == "Finding research."


def test_ind_11_each_outcome_is_seen_not_at_all_by_a_proxy_or_fully(tayside, world):
    """IND-11: none, proxy, full; a gap row leads to the gaps register (recommendation 19)."""
    found = {row.priority.number: row for row in queries.outcomes(tayside.partnership)}
    assert [found[n].sight for n in (1, 2, 3)] == [Sight.PROXY, Sight.PROXY, Sight.NONE]
    assert "stands in for: How ready children feel" in found[1].why
    assert "counts work done" in found[2].why
    assert found[3].outcome is None
    assert all(row.needs_a_gap for row in found.values())
    measure(tayside, world.outcomes["ready"], "Children who are ready")
    measure(tayside, world.outcomes["attend"], "Pupils who attend", valued=False)
    seen = {row.priority.number: row.sight for row in queries.outcomes(tayside.partnership)}
    assert seen == {1: Sight.FULL, 2: Sight.PROXY, 3: Sight.NONE}


def test_ind_11_an_indicator_without_values_shows_nothing(tayside, world):
    world.targets["ready"].indicator.observations.all().delete()
    row = queries.outcomes(tayside.partnership)[0]
    assert (row.sight, row.why) == (Sight.NONE, "An indicator is chosen, but it has no values.")


def test_one_national_figure_of_all_children_does_not_show_an_outcome_for_care_experienced_children(
    tayside, world
):
    """One national figure made an outcome for care experienced children “fully seen”."""

    def row():
        (row,) = [r for r in queries.outcomes(tayside.partnership) if r.outcome and r.outcome.slug == "care"]
        return row.sight, row.why

    outcome = priorities.create_outcome(
        by=tayside.actor("planner"), priority=world.outcomes["ready"].priority, slug="care",
        statement="Care experienced young people go on to work or learn",
    )  # fmt: skip
    target = measure(tayside, outcome, "School leavers in work or learning", valued=False)
    values(tayside, target.indicator, {"S92000003": (93.0, None, None)})
    sight, why = row()
    assert sight is Sight.NONE
    assert "has no value for the whole partnership; it has values for Scotland" in why
    values(tayside, target.indicator, dict.fromkeys(tayside.partnership.council_codes, (90.0, None, None)))
    sight, why = row()
    assert sight is Sight.PROXY
    assert "does not tell care experienced children apart" in why
    looked_after = measure(tayside, outcome, "Looked-after leavers in work or learning")
    assert row() == (Sight.FULL, "")
    looked_after.indicator.observations.filter(area__code="S12000042").delete()
    assert row()[0] is Sight.PROXY
    looked_after.indicator.observations.update(starts_on=date(2015, 4, 1), ends_on=date(2016, 3, 31))
    target.delete()
    assert row()[0] is Sight.NONE


@pytest.mark.parametrize(("board", "sight"), [("S08000030", Sight.FULL), ("S08000029", Sight.NONE)])
def test_an_outcome_is_seen_by_the_board_of_just_its_councils_and_by_no_other(tayside, world, board, sight):
    outcome = world.outcomes["ready"]
    world.targets["ready"].delete()
    target = measure(tayside, outcome, "Children who are ready", valued=False)
    values(tayside, target.indicator, {board: (93.0, None, None)})
    (row,) = [r for r in queries.outcomes(tayside.partnership) if r.outcome == outcome]
    assert row.sight is sight


def test_a_match_that_only_repeats_the_finding_is_no_evidence(tayside, world):
    Support.objects.filter(strength="strong").update(because="Finding strong.")
    assert verdicts(world)["1.1"] is EvidenceVerdict.DROP


def test_ind_11_the_gap_row_leads_to_the_register_and_back(tayside, world, signed_in):
    client = signed_in("planner")
    assert "/tayside/work/gaps/add/?about=outcome:ready" in client.get(OUTCOMES).content.decode()
    assert "/tayside/work/gaps/add/" not in signed_in("reader").get(OUTCOMES).content.decode()
    client = signed_in("planner")
    gap = gaps.create_gap(
        by=tayside.actor("analyst"),
        title="How ready children feel is not asked",
        kind="not-collected",
        effect="The outcome is seen by a proxy only.",
        owner=tayside.people["analyst"],
    )
    gaps.create_concern(by=tayside.actor("analyst"), gap=gap, kind="outcome", key="ready")
    page = client.get(OUTCOMES).content.decode()
    assert f"/tayside/work/gaps/{gap.slug}/" in page
    priority = client.get("/tayside/work/priorities/early/").content.decode()
    assert "Data gaps" in priority
    assert "How ready children feel is not asked" in priority


def test_ind_12_each_priority_outcome_has_an_outcome_indicator_or_is_listed(tayside, world, signed_in):
    """IND-12: 5 of 5, or the list of those without one."""
    covered = queries.covered(queries.outcomes(tayside.partnership))
    assert covered.words == (
        "1 of 3 priority outcomes have an outcome indicator. Without one: 2 (Learning), 3 (Safety)."
    )
    assert covered.words in signed_in("reader").get(OUTCOMES).content.decode()
    measure(tayside, world.outcomes["attend"], "Pupils who attend")
    safe = priorities.create_outcome(
        by=tayside.actor("planner"),
        priority=covered.lacking[1],
        slug="safe",
        statement="More are safe",
    )
    measure(tayside, safe, "Children who feel safe")
    assert queries.covered(queries.outcomes(tayside.partnership)).words == (
        "3 of 3 priority outcomes have an outcome indicator."
    )


@pytest.mark.parametrize("more", [0, 4])
def test_reading_costs_the_same_however_many_promises_there_are(
    tayside, world, more, django_assert_num_queries
):
    for number in range(more):
        made = priorities.create_commitment(
            by=tayside.actor("planner"), priority=world.commitments["1.1"].priority, text=f"More {number}"
        )
        actions.create_support(
            by=tayside.actor("planner"),
            finding=world.findings["weak"],
            commitment=made,
            outcome=world.outcomes["ready"],
            strength="fair",
            because="Measured",
        )
    with django_assert_num_queries(3):
        assert len(queries.matrix(tayside.partnership)) == 4 + more
    with django_assert_num_queries(8):
        queries.outcomes(tayside.partnership)


def test_promises_stay_in_their_partnership(elsewhere, world):
    assert queries.matrix(elsewhere.partnership) == []
    assert queries.outcomes(elsewhere.partnership) == []


@pytest.mark.parametrize("typed", ["²", "x", "9" * 5000])
def test_a_promise_that_is_not_there_is_not_chosen(signed_in, world, typed):
    response = signed_in().get(f"{MATRIX}add/", {"commitment": typed})
    assert response.status_code == 200
    assert response.context["form"]["commitment"].value() == typed
    assert "selected>Commitment" not in response.content.decode()


def test_matching_and_changing_on_pages(signed_in, world):
    client, promise = signed_in(), world.commitments["1.2"]
    page = client.get(f"{MATRIX}commitment/{promise.pk}/").content.decode()
    assert "Strengthen the commitment with evidence, or remove it" in page
    sent = {
        "finding": world.findings["research"].pk, "commitment": promise.pk, "outcome": "", "strength": "fair",
        "because": "Seen in three areas",
    }  # fmt: skip
    answer = client.post(f"{MATRIX}add/?commitment={promise.pk}", sent)
    assert answer.url == f"{MATRIX}commitment/{promise.pk}/"
    made = Support.objects.get(commitment=promise)
    client.post(f"{MATRIX}{made.pk}/edit/", sent | {"strength": "strong", "revision": 1})
    assert Support.objects.get(pk=made.pk).strength == "strong"
    client.post(f"{MATRIX}{made.pk}/drop/")
    assert not Support.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(
    ("where", "role", "status"),
    [
        (MATRIX, "reader", 200),
        (OUTCOMES, "reader", 200),
        (f"{MATRIX}add/", "reader", 403),
        (f"{MATRIX}commitment/9999/", "planner", 404),
        ("/elsewhere/work/alignment/", "planner", 404),
    ],
)
def test_who_may_open_what(signed_in, elsewhere, where, role, status):
    assert signed_in(role).get(where).status_code == status
