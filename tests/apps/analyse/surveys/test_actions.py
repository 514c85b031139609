"""From restricted answers to a released table, and every way in which that must not happen."""

import json

import numpy as np
import pytest

from realign.analyse.surveys.models import CheckerView, ReleaseRequest
from realign.analyse.surveys.release import actions as release_actions
from realign.analyse.surveys.release import queries as release_queries
from realign.analyse.surveys.tables import queries as table_queries
from realign.foundations.audit import queries as audit
from realign.foundations.partnerships.types import Refusal
from realign.registers.evidence import queries as evidence
from realign.registers.evidence.models import Release, ReleasedCell
from tests.support.survey import answers

State = ReleaseRequest.State
pytestmark = pytest.mark.slow


def share_straight_from_the_definition(rows, **levels):
    chosen = [row for row in rows if all(str(row[k]) == v for k, v in levels.items())]
    weight = np.array([row["weight"] for row in chosen])
    raised = np.array([row["sdq_total"] >= 15 for row in chosen])
    return (weight * raised).sum() / weight.sum()


def test_a_request_is_worked_out_protected_and_kept_without_raw_figures(world):
    request = world.ask()
    assert request.state == State.DRAFT
    hidden = [row for row in request.protected["tables"][0]["rows"] if row["value"] == "[c]"]
    assert {(row["council"], row["sex"], row["answer"]) for row in hidden} >= {("S12000041", "2", "yes")}
    assert "3" not in {str(row["value"]) for row in request.protected["tables"][0]["rows"]}


def test_estimates_are_the_weighted_shares(world):
    release = world.released()
    rows = answers().to_pylist()
    for cell in ReleasedCell.objects.filter(release=release).exclude(estimate=None):
        levels = {k: v for k, v in cell.key.items() if v != "Total"}
        assert cell.estimate == pytest.approx(share_straight_from_the_definition(rows, **levels), rel=1e-12)
        assert cell.lower <= cell.estimate <= cell.upper


def test_a_share_is_hidden_with_its_count(world):
    release = world.released()
    hidden = ReleasedCell.objects.filter(release=release, symbol="[c]")
    assert hidden.exists()
    assert not hidden.exclude(estimate=None, count=None).exists()
    assert all(cell.why_hidden for cell in hidden)


def test_missing_codes_are_answers_to_nothing(world):
    found = table_queries.work_out_table(
        world.survey,
        table_queries.asked_for(world.survey, "bullied", ["council"], "fewer-than-5", "logit"),
        world.analyst.at.date(),
    )
    bases = {row["council"]: row["value"] for row in found.safe.rows() if row["answer"] == "Total"}
    assert bases["Total"] == 360, "a quarter of 480 pupils were not asked"
    assert found.left_out == 120


def test_the_author_cannot_check(world):
    request = world.ask()
    release_actions.submit_request(by=world.analyst, request=request)
    with pytest.raises(Refusal, match="does not include"):
        release_actions.give_view(by=world.analyst, request=request, verdict="release", reason="Fine.")
    author_with_two_roles = world.checkers[0].__class__(
        **{**vars(world.checkers[0]), "user_id": world.analyst.user_id}
    )
    with pytest.raises(Refusal, match="You requested this release"):
        release_actions.give_view(
            by=author_with_two_roles, request=request, verdict="release", reason="Fine."
        )
    assert CheckerView.objects.count() == 0


def test_one_person_cannot_speak_twice(world):
    request = world.ask()
    release_actions.submit_request(by=world.analyst, request=request)
    first, _ = world.checkers
    release_actions.give_view(by=first, request=request, verdict="release", reason="Fine.")
    with pytest.raises(Refusal, match="You have given your decision"):
        release_actions.give_view(by=first, request=request, verdict="release", reason="Fine again.")


def test_a_sealed_verdict_is_not_in_the_record_of_changes(world):
    request = world.ask()
    release_actions.submit_request(by=world.analyst, request=request)
    release_actions.give_view(
        by=world.checkers[0], request=request, verdict="reject", reason="A secret reason."
    )
    record = json.dumps(list(audit.events("tayside").values("verb", "detail")))
    assert "A secret reason" not in record
    assert "reject" not in record


def test_nothing_goes_out_before_both_agree(world):
    request = world.ask()
    coordinator = world.cast.actor("coordinator")
    with pytest.raises(Refusal, match="cannot become"):
        release_actions.let_out(by=coordinator, request=request, slug="early")
    release_actions.submit_request(by=world.analyst, request=request)
    release_actions.give_view(by=world.checkers[0], request=request, verdict="release", reason="Fine.")
    with pytest.raises(Refusal, match="cannot become"):
        release_actions.let_out(by=coordinator, request=request, slug="early")
    assert Release.objects.count() == 0


def test_a_returned_table_needs_two_new_views(world):
    request = world.ask()
    release_actions.submit_request(by=world.analyst, request=request)
    for checker, verdict in zip(world.checkers, ("release", "return"), strict=True):
        release_actions.give_view(by=checker, request=request, verdict=verdict, reason="Rows add up.")
    request.refresh_from_db()
    assert request.state == State.RETURNED
    release_actions.submit_request(by=world.analyst, request=request)
    assert release_queries.views_of(request) == []


def test_what_goes_out_is_what_was_checked(world):
    request = world.reviewed()
    ReleaseRequest.objects.filter(pk=request.pk).update(fingerprint="of another table")
    with pytest.raises(Refusal, match="differ from the one that was checked"):
        release_actions.let_out(by=world.cast.actor("coordinator"), request=request, slug="raised")
    assert Release.objects.count() == 0


def test_the_ledger_holds_every_cell_and_a_second_table_is_tested_against_it(world):
    first = world.released()
    ledger = evidence.ledger(world.cast.partnership, world.survey.dataset.sha256)
    assert len(ledger) == 1
    assert len(ledger[0].shown) == 3 * first.cells.count()
    second = world.ask(breakdown=("sex",))
    hidden = [row for row in second.protected["tables"][0]["rows"] if row["value"] == "[c]"]
    assert hidden == [], "the totals by sex were shown before and give nothing new away"


def test_every_step_is_on_record(world):
    release = world.released()
    verbs = set(audit.events("tayside").values_list("verb", flat=True))
    assert {
        "requested the release of",
        "calculated",
        "submitted",
        "checked",
        "released",
    } <= verbs
    assert [one["said"] for one in release.approvals] == ["May go out", "May go out"]
    assert list(audit.verify("tayside")) == []


def test_the_worker_does_not_work_a_settled_request_out_again(world):
    request = world.ask()
    release_actions.submit_request(by=world.analyst, request=request)
    with pytest.raises(Refusal, match="cannot become"):
        release_actions.work_out_request(by=world.analyst, request=request)
