"""What the pages of priorities and actions show, row by row: values in words, ready to draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from realign.analyse.voices.models import Story
from realign.foundations.design.links import address, link_to
from realign.foundations.design.types import Link, PlainTable, Source, Status, Tone
from realign.foundations.design.words import date_words, money, money_exact
from realign.methods.wording.substance import says_something
from realign.plan.priorities import queries
from realign.plan.priorities.models import Action, Citation, Commitment, Going, Outcome, Priority, Target
from realign.plan.priorities.presenters import words
from realign.plan.priorities.types import Money, going_status, milestone_status, rolled_up_status
from realign.registers.indicators.models import Observation

SHARED_BY = 2  # a priority that one body alone acts on is not shared


@dataclass(frozen=True)
class PriorityCard:
    """One priority in a few lines."""

    priority: Priority
    url: str
    status: Status
    lines: tuple[str, ...]
    gaps: tuple[str, ...]
    invented: bool


@dataclass(frozen=True)
class TargetRow:
    """A target with the newest value of its indicator."""

    target: Target
    words: str
    newest: str
    source: Source
    url: str


@dataclass(frozen=True)
class StoryRow:
    """A story in one line: where it is, who tells it and what it shows."""

    title: str
    url: str
    teller: str
    shows: str
    invented: bool


@dataclass(frozen=True)
class OutcomeRow:
    """An outcome with its targets, and the stories that stand beside their measures."""

    outcome: Outcome
    targets: tuple[TargetRow, ...]
    stories: tuple[StoryRow, ...] = ()


@dataclass(frozen=True)
class ActionRow:
    """An action in one line."""

    action: Action
    url: str
    money: str
    smart: Status
    going: Status
    warning: str


@dataclass(frozen=True)
class CommitmentRow:
    """A commitment in one line."""

    commitment: Commitment
    code: str
    lead: str
    status: Status
    missing: str


@dataclass(frozen=True)
class CitationRow:
    """A finding that a priority rests on."""

    citation: Citation
    url: str
    strength: Status
    source: Source


def card(priority: Priority) -> PriorityCard:
    """A priority for the list, with what it still lacks."""
    outcomes = list(priority.outcomes.all())
    targets = [target for outcome in outcomes for target in outcome.targets.all()]
    rows = list(priority.actions.all())
    total = queries.money_of(row for action in rows for row in action.money.all())
    whole = sum(queries.smart(action).is_whole for action in rows)
    gaps = (
        (not priority.citations.all(), "no finding cited"),
        (not outcomes, "no outcome"),
        (not targets, "no target"),
        (not rows, "no action"),
        (not total.total, "no money"),
        (priority.group is None, "no group"),
    )
    return PriorityCard(
        priority=priority,
        url=priority.get_absolute_url(),
        status=rolled_up_status(queries.priority_rolled(priority)),
        lines=(
            f"Group: {priority.group or 'none yet'}",
            f"Actions: {len(rows)}; with all five SMART marks: {whole}",
            f"Money: {words.price_words(total.total, total.price_base)}",
        ),
        gaps=tuple(words for missing, words in gaps if missing),
        invented=priority.invented or any(each.invented for each in (*outcomes, *rows)),
    )


def outcome_rows(
    priority: Priority, newest: dict[int, Observation], stories: Mapping[int, Sequence[Story]]
) -> list[OutcomeRow]:
    """Each outcome with its targets, where they stand now, and the stories beside their measures."""
    return [
        OutcomeRow(
            outcome,
            tuple(_target_row(target, newest) for target in outcome.targets.all()),
            tuple(_story_rows(outcome, stories)),
        )
        for outcome in priority.outcomes.all()
    ]


def _story_rows(outcome: Outcome, stories: Mapping[int, Sequence[Story]]) -> Iterator[StoryRow]:
    beside = [story for target in outcome.targets.all() for story in stories.get(target.indicator_id, ())]
    for story in dict.fromkeys(beside):
        url = address("voices:story", outcome.partnership.slug, story.slug)
        yield StoryRow(story.title, url, story.get_teller_display(), story.shows, story.invented)


def _target_row(target: Target, newest: dict[int, Observation]) -> TargetRow:
    row = newest.get(target.pk)
    return TargetRow(
        target=target,
        words=words.target_words(target),
        newest=f"{queries.with_unit(row.value or 0, target.indicator.unit)} ({row.period}, {row.area})"
        if row
        else "",
        source=words.source_of(target),
        url=address("indicators:indicator", target.partnership.slug, target.indicator.slug),
    )


def action_row(action: Action) -> ActionRow:
    """An action with its money, marks and progress."""
    total = queries.money_of(action.money.all())
    return ActionRow(
        action=action,
        url=action.get_absolute_url(),
        money=words.price_words(total.total, total.price_base),
        smart=words.smart_status(queries.smart(action)),
        going=going_status(queries.going(action), newest_reason(action)),
        warning=queries.date_warning(action),
    )


def commitment_rows(priority: Priority) -> list[CommitmentRow]:
    """Each commitment with its lead, its progress, and the change a strategy must name (PRI-06)."""
    rows = list(priority.actions.all())
    return [
        CommitmentRow(
            commitment=commitment,
            code=f"{priority.number}.{commitment.number}",
            lead=words.lead_words(commitment),
            status=_commitment_status(commitment, rows),
            missing="Add the change that will follow" if _says_no_change(commitment) else "",
        )
        for commitment in priority.commitments.all()
    ]


def _commitment_status(commitment: Commitment, rows: list[Action]) -> Status:
    if any(action.commitment_id == commitment.pk for action in rows):
        return rolled_up_status(queries.commitment_rolled(commitment, rows))
    done = commitment.stage == Commitment.Stage.DONE
    return Status(commitment.get_stage_display(), Tone.DONE if done else Tone.NEUTRAL, "No action yet")


def _says_no_change(commitment: Commitment) -> bool:
    return commitment.is_strategy and not says_something(commitment.change_that_follows, [commitment.text])


def unfollowed_strategies(rows: list[Priority]) -> list[CommitmentRow]:
    """Strategies and frameworks that do not name the change that follows (PRI-06)."""
    return [row for priority in rows for row in commitment_rows(priority) if row.missing]


def need_links(priority: Priority) -> list[Link]:
    """The needs that a priority answers, with their pages."""
    slug = priority.partnership.slug
    return [link_to(need.name, "fit:need", slug, need.slug) for need in priority.needs.all()]


def citation_rows(priority: Priority) -> list[CitationRow]:
    """The findings that a priority rests on."""
    slug = priority.partnership.slug
    return [
        CitationRow(
            citation=citation,
            url=address("evidence:finding", slug, citation.finding.slug),
            strength=words.strength_status(citation.finding),
            source=_finding_source(citation),
        )
        for citation in priority.citations.all()
    ]


def _finding_source(citation: Citation) -> Source:
    finding, release = citation.finding, citation.finding.release
    return Source(
        where=finding.source
        or (release.survey_title if release else "")
        or str(finding.indicator or "not known"),
        when=release.collected if release else "",
        sure=f"What it does not tell: {finding.does_not_tell}" if finding.does_not_tell else "",
        method=release.measure if release else "",
    )


def decision_rows(priority: Priority) -> list[tuple[Link, str, str]]:
    """Each decision on a proposal of the priority: its link, its result and its reason."""
    slug = priority.partnership.slug
    return [
        (
            link_to(decision.title, "decisions:decision", slug, decision.slug),
            decision.get_result_display(),
            decision.reason,
        )
        for proposal in priority.proposals.all()
        for decision in proposal.decisions.all()
    ]


def money_table(sums: Money) -> PlainTable | None:
    """What is put in, by year and by body; nothing when there is no money."""
    if not sums.total:
        return None
    rows = [(year, money_exact(amount)) for year, amount in sums.years]
    rows += [(funder, money_exact(amount)) for funder, amount in sums.funders]
    base = words.price_words(sums.total, sums.price_base).removeprefix(money(sums.total)).strip(" ()")
    return PlainTable(
        caption=f"By report year, then by funder ({base})",
        headers=("Year or body", "Amount"),
        rows=[*rows, ("Total", money_exact(sums.total))],
    )


def ownership_table(rows: list[Priority]) -> PlainTable:
    """How many bodies lead at least one action of each priority (PRI-20)."""
    return PlainTable(
        caption="Bodies that lead at least one action",
        headers=("Priority", "Bodies", "Which", "Shared?"),
        rows=[
            (
                str(row),
                len(who),
                ", ".join(who) or "none",
                "Shared" if len(who) >= SHARED_BY else "Not shared",
            )
            for row in rows
            for who in [queries.owners(row)]
        ],
    )


# ---------------------------------------------------------------- one action


def action_lead(action: Action) -> str:
    """The sentence below an action's title: who, by when."""
    who = (
        ", ".join(name for name in (str(action.lead) if action.lead else "", action.lead_person) if name)
        or "No lead yet"
    )
    when = f"due by {date_words(action.due_on)}" if action.due_on else "no date yet"
    return f"Lead: {who}; {when}."


def newest_reason(action: Action) -> str:
    """Why the newest update gave the status it gave."""
    newest = queries.newest_update(action)
    return newest.reason if newest is not None else ""


def milestone_rows(action: Action, today: date) -> list[tuple[Any, Status, str]]:
    """Each milestone with whether it is reached, late, slipping or to come, and the page on which it is changed."""
    return [
        (
            milestone,
            milestone_status(milestone.due_on, milestone.expected_on, milestone.done_on, today),
            address("progress:milestone-edit", action.partnership.slug, milestone.pk),
        )
        for milestone in action.milestones.all()
    ]


def update_rows(action: Action) -> list[tuple[Any, Status]]:
    """Each update with its status and reason, newest first."""
    return [(update, going_status(Going(update.status))) for update in action.updates.all()]


def gap_keys(priority: Priority, targets: list[Target]) -> list[tuple[str, str]]:
    """What stands on a priority's page beside itself, as a data gap may name it."""
    return [
        *(("outcome", outcome.slug) for outcome in priority.outcomes.all()),
        *(("target", str(target.pk)) for target in targets),
        *(("indicator", target.indicator.slug) for target in targets),
    ]


def decision_links(action: Action) -> list[Link]:
    """The decisions that an action carries out: those on its proposals, and those that it was joined to."""
    slug = action.partnership_slug
    of_proposals = (decision for proposal in action.proposals.all() for decision in proposal.decisions.all())
    every = {decision.slug: decision for decision in (*of_proposals, *action.decisions.all())}
    return [link_to(decision.title, "decisions:decision", slug, key) for key, decision in every.items()]
