"""Priorities and actions as words, links, statuses and tables."""

from decimal import Decimal
from typing import Any

from django.urls import reverse

from realign.foundations.design.links import link_to, shortened
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.design.types import Link, Source, Status, Tone
from realign.foundations.design.words import counted, date_words, money
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.plan.priorities import queries
from realign.plan.priorities.models import Action, Commitment, Priority, Target
from realign.plan.priorities.types import Smart, going_status
from realign.registers.evidence.models import Finding

STRENGTH_TONES = {"strong": Tone.GOOD, "fair": Tone.INFO, "weak": Tone.ATTENTION}


def smart_status(smart: Smart) -> Status:
    """The SMART marks as one status."""
    if smart.is_whole:
        return Status("All five", Tone.GOOD)
    lacking = ", ".join(mark.word.lower() for mark in smart.missing)
    tone = Tone.ATTENTION if len(smart.missing) < 3 else Tone.BAD
    return Status(f"{5 - len(smart.missing)} of 5", tone, f"Not yet: {lacking}")


def strength_status(finding: Finding) -> Status:
    """How far a finding can be relied on."""
    word = f"{finding.get_strength_display()} evidence"
    return Status(word, STRENGTH_TONES[finding.strength], finding.strength_reason)


def price_words(total: Decimal, base: str) -> str:
    """Money with its price base; “no money yet” for none."""
    return (
        money(total, base and f"{base} prices" if base and "price" not in base else base)
        if total
        else "No funding yet"
    )


def target_words(target: Target) -> str:
    """A target as a sentence: from where, to where, by when."""
    unit = target.indicator.unit
    return (
        f"From {queries.with_unit(target.baseline, unit)} ({date_words(target.baseline_on)}) "
        f"to {queries.with_unit(target.goal, unit)} by {date_words(target.goal_on)}"
    )


def source_of(target: Target) -> Source:
    """Where a target's indicator comes from."""
    indicator = target.indicator
    return Source(
        where=indicator.producer or indicator.source or "not known",
        when=date_words(target.baseline_on),
        sure=indicator.caveats,
        method=indicator.definition,
        url=link_to("", "indicators:indicator", target.partnership.slug, indicator.slug).url,
    )


# ---------------------------------------------------------------- tables


def actions_table(partnership: Partnership) -> TableSpec:
    """Every action, for reading and as CSV."""

    def leads() -> list[tuple[str, str]]:
        return [(body.slug, body.name) for body in partnerships.organisations(partnership)]

    def chosen_priorities() -> list[tuple[str, str]]:
        return [(priority.slug, str(priority)) for priority in queries.priorities(partnership)]

    return TableSpec(
        name="actions",
        caption="Actions",
        noun="action",
        columns=(
            Column("title", "Action", link=Action.get_absolute_url),
            Column(
                "priority",
                "Priority",
                value=lambda a: a.priority.number,
                kind=Kind.NUMBER,
                sortable="priority__number",
            ),
            Column("lead", "Lead", value=lambda a: a.lead or "No lead yet", sortable="lead__name"),
            Column("starts_on", "Starts", kind=Kind.DATE),
            Column("due_on", "Done by", kind=Kind.DATE),
            Column("money", "Money", value=_total, kind=Kind.MONEY, sortable=False),
            Column(
                "smart",
                "SMART",
                value=lambda a: smart_status(queries.smart(a)),
                kind=Kind.STATUS,
                sortable=False,
            ),
            Column(
                "going",
                "Progress",
                value=lambda a: going_status(queries.going(a)),
                kind=Kind.STATUS,
                sortable=False,
            ),
        ),
        search_fields=("title", "description", "lead__name", "lead_person"),
        filters=(
            Filter("of", "Priority", chosen_priorities, field="priority__slug"),
            Filter("lead", "Lead", leads, field="lead__slug"),
        ),
        default_sort="priority",
        empty_title="No actions yet",
        empty_help="An action has a lead, a date and funding. Add actions on a priority's page.",
    )


def _total(action: Action) -> Decimal | None:
    return sum((row.amount for row in action.money.all()), Decimal(0)) or None


def commitments_table(partnership: Partnership, may_edit: bool) -> TableSpec:
    """Every commitment, for reading and as CSV."""

    def edit(commitment: Commitment) -> str:
        return (
            reverse("priorities:commitment-edit", args=[partnership.slug, commitment.pk]) if may_edit else ""
        )

    def chosen_priorities() -> list[tuple[str, str]]:
        return [(priority.slug, str(priority)) for priority in queries.priorities(partnership)]

    return TableSpec(
        name="commitments",
        caption="Commitments",
        noun="commitment",
        page_size=50,
        columns=(
            Column("code", "Number", value=code_of, sortable="priority__number"),
            Column("text", "Commitment", link=edit),
            Column("stage", "How far", value=lambda c: c.get_stage_display()),
            Column("lead", "Lead", value=lead_words, sortable="lead__name"),
            Column("contributors", "Contribute", value=_contributors, sortable=False),
            Column("source", "Source", value=lambda c: "Invented data" if c.invented else c.source),
        ),
        search_fields=("text", "note", "lead__name"),
        filters=(
            Filter("of", "Priority", chosen_priorities, field="priority__slug"),
            Filter("stage", "How far", Commitment.Stage.choices, field="stage"),
        ),
        default_sort="code",
        empty_title="No commitments yet",
        empty_help="A commitment is something the plan says will be done. Add commitments on a priority's page.",
    )


def code_of(commitment: Commitment) -> str:
    """A commitment's number under its priority: “3.1”."""
    return f"{commitment.priority.number}.{commitment.number}"


def lead_words(commitment: Commitment) -> str:
    """Who leads a commitment, or which one it repeats."""
    if commitment.same_as is not None:
        return f"Same as {code_of(commitment.same_as)}, lead: {commitment.same_as.lead or 'none yet'}"
    return str(commitment.lead or "No lead yet")


def _contributors(commitment: Commitment) -> str:
    return ", ".join(body.short_name or body.name for body in commitment.contributors.all())


# ---------------------------------------------------------------- sentences


def summary(rows: list[Priority]) -> str:
    """The plan in numbers, as the first sentence of the list."""
    commitments = sum(len(row.commitments.all()) for row in rows)
    actions = sum(len(row.actions.all()) for row in rows)
    if not rows:
        return "Nothing has been added yet."
    promised = f"{counted(commitments, 'commitment')} and {counted(actions, 'action')}"
    return f"{counted(len(rows), 'priority,priorities').capitalize()}, {promised}."


def prevention_words(rows: list[Priority]) -> str:
    """How many priorities have prevention at their centre (PRI-16)."""
    count = sum(row.preventive for row in rows)
    return f"{count} of {len(rows)} ({count / len(rows):.0%})" if rows else ""


def crumbs(partnership: Partnership, *more: Any) -> list[Link]:
    """The way here: the list, then the priority or action."""
    links = [Link("Priorities", reverse("priorities:list", args=[partnership.slug]))]
    for step in more:
        match step:
            case Priority():
                links.append(Link(step.title, step.get_absolute_url()))
            case Action():
                links += [
                    Link(step.priority.title, step.priority.get_absolute_url()),
                    Link(shortened(step.title), step.get_absolute_url()),
                ]
            case Link():
                links.append(step)
    return links
