"""Writing the vision, priorities, outcomes with their targets, commitments and actions."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from realign.foundations.audit import actions as audit
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.records import (
    change_record,
    change_with_reason,
    create_record,
    free_slug,
    remove_mistake,
)
from realign.foundations.partnerships.rules import check_may, check_ours, check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.foundations.publishing.actions import withdraw_ended
from realign.plan.priorities.models import (
    Action,
    ActionMoney,
    Citation,
    Commitment,
    Outcome,
    Priority,
    Target,
    TargetReview,
    Vision,
)
from realign.plan.priorities.queries import PARTS_OF_ACTION, why_part_stays, why_priority_stays
from realign.plan.priorities.rules import (
    EDIT,
    EDIT_ACTIONS,
    check_action_fits,
    check_goal_is_written,
    check_lead_of_repeat,
    check_may_join,
    check_may_move,
    check_reason,
    check_reviewed,
    check_target,
)
from realign.registers.evidence.models import Finding
from realign.registers.evidence.rules import check_may_cite
from realign.registers.indicators.models import Indicator
from realign.registers.indicators.types import INDICATOR


@transaction.atomic
def create_vision(*, by: Actor, text: str, valid_from: date, **values: Any) -> Vision:
    """Word the vision anew; earlier wordings stay with their dates."""
    check_may(by, EDIT)
    newest = Vision.objects.filter(partnership=by.partnership).first()
    if newest is not None and newest.text == text:
        raise Refusal("The vision already has this wording.", "Change it, or cancel.")
    return create_record(Vision, by=by, verb="wrote", text=text, valid_from=valid_from, **values)


@transaction.atomic
def create_priority(*, by: Actor, title: str, statement: str, slug: str = "", **values: Any) -> Priority:
    """A new priority, with its outcome in full."""
    check_may(by, EDIT)
    return create_record(
        Priority,
        by=by,
        title=title,
        statement=statement,
        slug=slug or free_slug(Priority, by=by, words=title),
        **values,
    )


@transaction.atomic
def change_priority(*, by: Actor, priority: Priority, revision: int, **values: Any) -> Priority:
    """Change a priority. A new outcome statement keeps the one before it among the other wordings."""
    check_may(by, EDIT)
    statement = values.get("statement", priority.statement)
    if statement != priority.statement:
        kept = values.get("other_wordings", priority.other_wordings)
        before = {"text": priority.statement, "source": f"wording until {date_words(by.at)}"}
        values["other_wordings"] = [wording for wording in kept if wording["text"] != statement] + [before]
    change_record(priority, by=by, revision=revision, **values)
    return priority


@transaction.atomic
def create_wording(*, by: Actor, priority: Priority, text: str, source: str) -> Priority:
    """Keep another wording of a priority's outcome, with where it stands, beside the one in use."""
    check_may(by, EDIT)
    if text == priority.statement or any(text == wording["text"] for wording in priority.other_wordings):
        raise Refusal("That wording has already been added.", "Add only wordings that differ.")
    kept = [*priority.other_wordings, {"text": text, "source": source}]
    change_record(priority, by=by, revision=priority.revision, other_wordings=kept)
    return priority


@transaction.atomic
def cite_finding(*, by: Actor, priority: Priority, finding: Finding, because: str, **values: Any) -> Citation:
    """Say that a priority rests on a finding, and how."""
    check_may(by, EDIT)
    check_says(because, "The reason is missing.", "Say what the finding shows for this priority.")
    check_may_cite(finding)
    return create_record(
        Citation, by=by, verb="cited", priority=priority, finding=finding, because=because.strip(), **values
    )


@transaction.atomic
def remove_citation(*, by: Actor, citation: Citation) -> None:
    """A priority no longer rests on a finding."""
    check_may(by, EDIT)
    check_ours(by, citation)
    detail = {"finding": citation.finding.slug, "because": citation.because}
    audit.record(by=by, verb="removed a finding from", subject=citation.priority, detail=detail)
    citation.delete()


@transaction.atomic
def create_outcome(
    *, by: Actor, priority: Priority, statement: str, slug: str = "", **values: Any
) -> Outcome:
    """What will be different for children if the priority succeeds."""
    check_may(by, EDIT)
    slug = slug or free_slug(Outcome, by=by, words=statement)
    return create_record(Outcome, by=by, priority=priority, statement=statement, slug=slug, **values)


@transaction.atomic
def change_outcome(*, by: Actor, outcome: Outcome, revision: int, **values: Any) -> Outcome:
    """Word an outcome better, or tag it."""
    check_may(by, EDIT)
    change_record(outcome, by=by, revision=revision, **values)
    return outcome


@transaction.atomic
def create_target(
    *,
    by: Actor,
    outcome: Outcome,
    baseline: float,
    goal: float,
    baseline_on: date,
    goal_on: date,
    indicator: Indicator,
    **values: Any,
) -> Target:
    """Measure an outcome by an indicator: from where, to where, by when."""
    check_may(by, EDIT)
    check_target(baseline, goal, baseline_on, goal_on)
    check_goal_is_written(goal, indicator.unit)
    # a local indicator that was public while another target was measured by it waits to be published again
    withdraw_ended(by=by, slug=INDICATOR, key=str(indicator.pk))
    return create_record(
        Target,
        by=by,
        verb="set",
        outcome=outcome,
        baseline=baseline,
        goal=goal,
        baseline_on=baseline_on,
        goal_on=goal_on,
        indicator=indicator,
        **values,
    )


@transaction.atomic
def change_target(*, by: Actor, target: Target, revision: int, because: str = "", **values: Any) -> Target:
    """Change a target. Another goal or day needs its reason, which goes into the log of targets."""
    check_may(by, EDIT)
    after = {field: values.get(field, getattr(target, field)) for field in TARGET_FIELDS}
    check_target(after["baseline"], after["goal"], after["baseline_on"], after["goal_on"])
    old_goal, old_goal_on = target.goal, target.goal_on
    is_moved = (old_goal, old_goal_on) != (after["goal"], after["goal_on"])
    if is_moved:
        check_goal_is_written(after["goal"], values.get("indicator", target.indicator).unit)
        check_reviewed(because)
    measures = {target.indicator_id, values.get("indicator", target.indicator).pk}
    for key in measures:
        withdraw_ended(by=by, slug=INDICATOR, key=str(key))
    change_with_reason(target, by=by, revision=revision, because=because, **values)
    for key in measures:
        withdraw_ended(by=by, slug=INDICATOR, key=str(key))
    if is_moved:
        _log_review(by, target, TargetReview.Verdict.CHANGED, because, old_goal, old_goal_on)
    return target


@transaction.atomic
def keep_target(*, by: Actor, target: Target, because: str) -> TargetReview:
    """Say that a target was looked at again and stays as it is, and why."""
    check_may(by, EDIT)
    check_reviewed(because)
    return _log_review(by, target, TargetReview.Verdict.KEPT, because, target.goal, target.goal_on)


def _log_review(
    by: Actor, target: Target, verdict: str, because: str, old_goal: float, old_goal_on: date
) -> TargetReview:
    return create_record(
        TargetReview,
        by=by,
        verb="reviewed",
        target=target,
        reviewed_on=by.at.date(),
        verdict=verdict,
        reason=because.strip(),
        old_goal=old_goal,
        old_goal_on=old_goal_on,
        new_goal=target.goal,
        new_goal_on=target.goal_on,
        invented=target.invented,
    )


TARGET_FIELDS = ("baseline", "goal", "baseline_on", "goal_on")


@transaction.atomic
def create_commitment(
    *, by: Actor, priority: Priority, text: str, number: int = 0, **values: Any
) -> Commitment:
    """Something the plan says will be done; numbered after the last one unless a number is given."""
    check_may(by, EDIT)
    last = priority.commitments.aggregate(models.Max("number"))["number__max"] or 0
    return create_record(Commitment, by=by, priority=priority, text=text, number=number or last + 1, **values)


@transaction.atomic
def change_commitment(
    *, by: Actor, commitment: Commitment, revision: int, because: str = "", **values: Any
) -> Commitment:
    """Change a commitment; another lead needs a reason. What repeats another has no lead of its own."""
    check_may(by, EDIT)
    lead = values.get("lead")
    check_lead_of_repeat(commitment, lead.pk if lead else None)
    change_with_reason(commitment, by=by, revision=revision, because=because, **values)
    return commitment


@transaction.atomic
def move_commitment(
    *, by: Actor, commitment: Commitment, priority: Priority, because: str, revision: int
) -> Commitment:
    """Put a commitment under another priority, as the last of it, with the reason on record."""
    check_may(by, EDIT)
    check_may_move(commitment, priority)
    check_reason(because)
    Priority.objects.select_for_update().get(pk=priority.pk, partnership=by.partnership)
    last = priority.commitments.aggregate(models.Max("number"))["number__max"] or 0
    change_with_reason(
        commitment,
        by=by,
        revision=revision,
        verb="moved",
        because=because,
        priority=priority,
        number=last + 1,
    )
    return commitment


@transaction.atomic
def join_commitments(
    *, by: Actor, keep: Commitment, repeat: Commitment, lead: Organisation, because: str = ""
) -> Commitment:
    """Say that two commitments are one, and which body leads it; a body that led either until now needs a reason.

    What repeats another has no lead of its own. Where the same body led it, the history says so.
    """
    check_may(by, EDIT)
    check_may_join(keep, repeat)
    change_with_reason(
        keep, by=by, revision=keep.revision, verb="named one lead for", because=because, lead=lead
    )
    change_with_reason(
        repeat,
        by=by,
        revision=repeat.revision,
        verb="merged with another",
        because=because or ("The same organisation leads both." if repeat.lead == lead else ""),
        same_as=keep,
        lead=None,
    )
    return keep


@transaction.atomic
def part_commitments(*, by: Actor, repeat: Commitment, revision: int) -> Commitment:
    """Say that a commitment is one of its own after all."""
    check_may(by, EDIT)
    change_record(repeat, by=by, revision=revision, verb="separated from another", same_as=None)
    return repeat


@transaction.atomic
def create_action(*, by: Actor, priority: Priority, title: str, slug: str = "", **values: Any) -> Action:
    """Who does what by when, for which outcome."""
    check_may(by, EDIT_ACTIONS)
    check_action_fits(priority, values)
    slug = slug or free_slug(Action, by=by, words=title)
    return create_record(Action, by=by, priority=priority, title=title, slug=slug, **values)


@transaction.atomic
def change_action(*, by: Actor, action: Action, revision: int, because: str = "", **values: Any) -> Action:
    """Change an action. Another due date, lead, outcome or measure needs a reason."""
    check_may(by, EDIT_ACTIONS)
    before = {field: getattr(action, field) for field in ("starts_on", "due_on", "outcome")}
    check_action_fits(action.priority, {**before, "measures": action.measures.all(), **values})
    change_with_reason(action, by=by, revision=revision, because=because, **values)
    return action


@transaction.atomic
def change_money(
    *,
    by: Actor,
    action: Action,
    year: str,
    funder: Organisation,
    amount: Decimal,
    price_base: str,
    **values: Any,
) -> ActionMoney:
    """What one body puts into an action in one report year; a second figure for the same year replaces the first."""
    check_may(by, EDIT_ACTIONS)
    earlier = ActionMoney.objects.filter(action=action, year=year, funder=funder).first()
    if earlier is None:
        return create_record(
            ActionMoney,
            by=by,
            action=action,
            year=year,
            funder=funder,
            amount=amount,
            price_base=price_base,
            **values,
        )
    change_record(earlier, by=by, revision=earlier.revision, amount=amount, price_base=price_base, **values)
    return earlier


@transaction.atomic
def remove_priority(*, by: Actor, priority: Priority, revision: int) -> None:
    """Remove a priority that was added by mistake."""
    check_may(by, EDIT)
    remove_mistake(priority, by=by, revision=revision, why_it_stays=why_priority_stays)


@transaction.atomic
def remove_outcome(*, by: Actor, outcome: Outcome, revision: int) -> None:
    """Remove an outcome that was added by mistake."""
    check_may(by, EDIT)
    remove_mistake(outcome, by=by, revision=revision, why_it_stays=why_part_stays)


@transaction.atomic
def remove_target(*, by: Actor, target: Target, revision: int) -> None:
    """Remove a target that was set by mistake and was not looked at again."""
    check_may(by, EDIT)
    remove_mistake(target, by=by, revision=revision, why_it_stays=why_part_stays)


@transaction.atomic
def remove_commitment(*, by: Actor, commitment: Commitment, revision: int) -> None:
    """Remove a commitment that was added by mistake."""
    check_may(by, EDIT)
    remove_mistake(commitment, by=by, revision=revision, why_it_stays=why_part_stays)


@transaction.atomic
def remove_action(*, by: Actor, action: Action, revision: int) -> None:
    """Remove an action that was added by mistake, with its money."""
    check_may(by, EDIT_ACTIONS)
    remove_mistake(action, by=by, revision=revision, why_it_stays=why_part_stays, parts=PARTS_OF_ACTION)
