"""What the pages of priorities and actions show, row by row: values in words, ready to draw."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from realign.analyse.voices.models import Story
from realign.foundations.design.links import address, link_to
from realign.foundations.design.types import Link, PlainTable, Source, Status, Tone
from realign.foundations.design.words import date_words, money, money_exact
from realign.plan.priorities import presenters, queries
from realign.plan.priorities.models import Action, Citation, Commitment, Going, Outcome, Priority, Target
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


def card(one: Priority) -> PriorityCard:
    """A priority for the list, with what it still lacks."""
    outcomes = list(one.outcomes.all())
    targets = [target for outcome in outcomes for target in outcome.targets.all()]
    rows = list(one.actions.all())
    total = queries.money_of(row for action in rows for row in action.money.all())
    whole = sum(queries.smart(action).is_whole for action in rows)
    gaps = (
        (not one.citations.all(), "no finding cited"),
        (not outcomes, "no outcome"),
        (not targets, "no target"),
        (not rows, "no action"),
        (not total.total, "no money"),
        (one.group is None, "no group"),
    )
    return PriorityCard(
        priority=one,
        url=one.get_absolute_url(),
        status=rolled_up_status(queries.priority_rolled(one)),
        lines=(
            f"Group: {one.group or 'none yet'}",
            f"Actions: {len(rows)}; with all five SMART marks: {whole}",
            f"Money: {presenters.price_words(total.total, total.price_base)}",
        ),
        gaps=tuple(words for missing, words in gaps if missing),
        invented=one.invented or any(each.invented for each in (*outcomes, *rows)),
    )


def outcome_rows(
    one: Priority, newest: dict[int, Observation], stories: Mapping[int, Sequence[Story]]
) -> list[OutcomeRow]:
    """Each outcome with its targets, where they stand now, and the stories beside their measures."""
    return [
        OutcomeRow(
            outcome,
            tuple(_target_row(target, newest) for target in outcome.targets.all()),
            tuple(_story_rows(outcome, stories)),
        )
        for outcome in one.outcomes.all()
    ]


def _story_rows(outcome: Outcome, stories: Mapping[int, Sequence[Story]]) -> Iterator[StoryRow]:
    beside = [held for target in outcome.targets.all() for held in stories.get(target.indicator_id, ())]
    for held in dict.fromkeys(beside):
        url = address("voices:story", outcome.partnership.slug, held.slug)
        yield StoryRow(held.title, url, held.get_teller_display(), held.shows, held.invented)


def _target_row(target: Target, newest: dict[int, Observation]) -> TargetRow:
    row = newest.get(target.indicator_id)
    return TargetRow(
        target=target,
        words=presenters.target_words(target),
        newest=f"{queries.with_unit(row.value or 0, target.indicator.unit)} ({row.period}, {row.area})"
        if row
        else "",
        source=presenters.source_of(target),
        url=address("indicators:indicator", target.partnership.slug, target.indicator.slug),
    )


def action_row(one: Action) -> ActionRow:
    """An action with its money, marks and progress."""
    total = queries.money_of(one.money.all())
    return ActionRow(
        action=one,
        url=one.get_absolute_url(),
        money=presenters.price_words(total.total, total.price_base),
        smart=presenters.smart_status(queries.smart(one)),
        going=going_status(queries.going(one), newest_reason(one)),
        warning=queries.date_warning(one),
    )


def commitment_rows(one: Priority) -> list[CommitmentRow]:
    """Each commitment with its lead, its progress, and the change a strategy must name (PRI-06)."""
    rows = list(one.actions.all())
    return [
        CommitmentRow(
            commitment=held,
            code=f"{one.number}.{held.number}",
            lead=presenters.lead_words(held),
            status=_commitment_status(held, rows),
            missing="Name the change that follows" if _says_no_change(held) else "",
        )
        for held in one.commitments.all()
    ]


def _commitment_status(held: Commitment, rows: list[Action]) -> Status:
    if any(action.commitment_id == held.pk for action in rows):
        return rolled_up_status(queries.commitment_rolled(held, rows))
    done = held.stage == Commitment.Stage.DONE
    return Status(held.get_stage_display(), Tone.DONE if done else Tone.NEUTRAL, "No action carries it out")


def _says_no_change(held: Commitment) -> bool:
    return held.is_strategy and not held.change_that_follows.strip()


def unfollowed_strategies(rows: list[Priority]) -> list[CommitmentRow]:
    """Strategies and frameworks that do not name the change that follows (PRI-06)."""
    return [row for one in rows for row in commitment_rows(one) if row.missing]


def need_links(priority: Priority) -> list[Link]:
    """The needs that a priority answers, with their pages."""
    slug = priority.partnership.slug
    return [link_to(need.name, "fit:need", slug, need.slug) for need in priority.needs.all()]


def citation_rows(one: Priority) -> list[CitationRow]:
    """The findings that a priority rests on."""
    slug = one.partnership.slug
    return [
        CitationRow(
            citation=held,
            url=address("evidence:finding", slug, held.finding.slug),
            strength=presenters.strength_status(held.finding),
            source=_finding_source(held),
        )
        for held in one.citations.all()
    ]


def _finding_source(held: Citation) -> Source:
    finding, release = held.finding, held.finding.release
    return Source(
        where=finding.source
        or (release.survey_title if release else "")
        or str(finding.indicator or "not known"),
        when=release.collected if release else "",
        sure=finding.does_not_tell,
        method=release.measure if release else "",
    )


def decision_rows(one: Priority) -> list[tuple[Link, str, str]]:
    """Each decision on a proposal of the priority: its link, its result and its reason."""
    slug = one.partnership.slug
    return [
        (link_to(held.title, "decisions:decision", slug, held.slug), held.get_result_display(), held.reason)
        for proposal in one.proposals.all()
        for held in proposal.decisions.all()
    ]


def money_table(said: Money) -> PlainTable | None:
    """What is put in, by year and by body; nothing when there is no money."""
    if not said.total:
        return None
    rows = [(year, money_exact(amount)) for year, amount in said.years]
    rows += [(funder, money_exact(amount)) for funder, amount in said.funders]
    base = presenters.price_words(said.total, said.price_base).removeprefix(money(said.total)).strip(" ()")
    return PlainTable(
        caption=f"By report year, then by the body that pays ({base})",
        headers=("Year or body", "Amount"),
        rows=[*rows, ("Total", money_exact(said.total))],
    )


def ownership_table(rows: list[Priority]) -> PlainTable:
    """How many bodies lead at least one action of each priority (PRI-20)."""
    return PlainTable(
        caption="Bodies that lead at least one action",
        headers=("Priority", "Bodies", "Which", "Shared?"),
        rows=[
            (
                str(one),
                len(who),
                ", ".join(who) or "none",
                "Shared" if len(who) >= SHARED_BY else "Not shared",
            )
            for one in rows
            for who in [queries.owners(one)]
        ],
    )


# ---------------------------------------------------------------- one action


def action_lead(one: Action) -> str:
    """The sentence below an action's title: who, by when."""
    who = (
        ", ".join(name for name in (str(one.lead) if one.lead else "", one.lead_person) if name)
        or "Nobody yet"
    )
    when = f"by {date_words(one.due_on)}" if one.due_on else "with no date yet"
    return f"{who} leads it; to be done {when}."


def newest_reason(one: Action) -> str:
    """Why the newest update gave the status it gave."""
    newest = next(iter(one.updates.all()), None)
    return newest.reason if newest is not None else ""


def milestone_rows(one: Action, today: date) -> list[tuple[Any, Status]]:
    """Each milestone with whether it is reached, late, slipping or to come."""
    return [
        (held, milestone_status(held.due_on, held.expected_on, held.done_on, today))
        for held in one.milestones.all()
    ]


def update_rows(one: Action) -> list[tuple[Any, Status]]:
    """Each update with its status and reason, newest first."""
    return [(held, going_status(Going(held.status))) for held in one.updates.all()]


def gap_keys(one: Priority, targets: list[Target]) -> list[tuple[str, str]]:
    """What stands on a priority's page beside itself, as a data gap may name it."""
    return [
        *(("outcome", outcome.slug) for outcome in one.outcomes.all()),
        *(("target", str(target.pk)) for target in targets),
        *(("indicator", target.indicator.slug) for target in targets),
    ]
