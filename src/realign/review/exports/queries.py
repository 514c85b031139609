"""What one organisation has in the partnership: one query for each kind, however much there is."""

from collections.abc import Callable
from typing import Any

from django.db import models

from realign.deliver.decisions.models import Position
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities.models import Action, ActionMoney
from realign.plan.proposals.models import Cost
from realign.registers.groups.models import Seat
from realign.registers.services.models import Service, ServiceYear, Spend
from realign.review.exports.packing import packed
from realign.review.exports.rules import may_see
from realign.review.exports.types import ExportPart, Field, Form, Packed, PartCount


def own_part(organisation: Organisation, by: Actor) -> list[PartCount]:
    """How many records of each kind; nothing for kinds that the reader’s role does not show."""
    return [PartCount(part, part.rows(organisation).count() if may_see(by, part) else None) for part in PARTS]


def files_of(organisation: Organisation, by: Actor) -> list[Packed]:
    """A file for each kind that the reader may see, empty ones too."""
    return [packed(part, part.rows(organisation)) for part in PARTS if may_see(by, part)]


YEAR = Field("report_year", "Report year, 1 April to 31 March", "year")
MONEY = (
    YEAR,
    Field("amount_gbp", "Amount in pounds", "amount", Form.NUMBER),
    Field("price_base", "In prices of which year", "price_base"),
)
KEPT = (
    Field("source", "Source", "source"),
    Field("invented", "Invented data", "invented", Form.YES_NO),
)


def _of(model: type[models.Model], whose: str, *joins: str) -> Callable[[Organisation], models.QuerySet[Any]]:
    """The rows of a model that belong to one body, with what their columns read, in one query."""

    def rows(organisation: Organisation) -> models.QuerySet[models.Model]:
        scope = {"partnership": organisation.partnership_id, whose: organisation}
        return model._default_manager.filter(**scope).select_related(*joins).order_by("pk")

    return rows


def _positions(organisation: Organisation) -> models.QuerySet[Position]:
    """A position belongs to the partnership of its decision."""
    return (
        Position.objects.filter(decision__partnership=organisation.partnership_id, organisation=organisation)
        .select_related("decision__meeting__group")
        .order_by("pk")
    )


PARTS: tuple[ExportPart, ...] = (
    ExportPart(
        "seats",
        "Seats in groups",
        "Its seats and their members",
        "groups.view",
        "groups:list",
        _of(Seat, "organisation", "group"),
        (
            Field("group", "Group", "group.name"),
            Field("post", "Post", "post"),
            Field("holder", "Member", "holder"),
            Field("role", "Part in the group", "get_role_display"),
            Field("is_confirmed", "Membership confirmed", "is_confirmed", Form.YES_NO),
            Field("starts_on", "From", "starts_on", Form.DAY),
            Field("ends_on", "Until", "ends_on", Form.DAY),
            *KEPT,
        ),
    ),
    ExportPart(
        "services",
        "Services it provides",
        "The register’s entry of each",
        "services.view",
        "services:list",
        _of(Service, "provider"),
        (
            Field("service", "Identifier in addresses", "slug"),
            Field("name", "Name", "name"),
            Field("summary", "What it does", "summary"),
            Field("target", "For whom", "target"),
            Field("tier", "Level of help", "get_tier_display"),
            Field("prevention", "Main purpose", "get_prevention_display"),
            Field("means", "How it is commissioned", "get_means_display"),
            Field("age_from", "From age", "age_from", Form.WHOLE),
            Field("age_to", "To age", "age_to", Form.WHOLE),
            Field("how_to_reach", "How to get in touch", "how_to_reach"),
            Field("verified_on", "Last verified with the provider", "verified_on", Form.DAY),
            Field("ended_on", "Ended on", "ended_on", Form.DAY),
            *KEPT,
        ),
    ),
    ExportPart(
        "service-years",
        "What its services delivered",
        "Places, children reached and children waiting, each year",
        "services.view",
        "services:list",
        _of(ServiceYear, "service__provider", "service"),
        (
            Field("service", "Identifier of the service", "service.slug"),
            YEAR,
            Field("capacity", "Places", "capacity", Form.WHOLE),
            Field("reached", "Reached", "reached", Form.WHOLE),
            Field("waiting", "Waiting at the end", "waiting", Form.WHOLE),
            Field("wait_weeks", "Median wait in weeks", "wait_weeks", Form.WHOLE),
            *KEPT,
        ),
    ),
    ExportPart(
        "spend",
        "What it spends on services",
        "Its own spending, on its services and others’",
        "spend.view",
        "services:spend",
        _of(Spend, "funder", "service"),
        (
            Field("service", "Identifier of the service", "service.slug"),
            Field("name", "Service", "service.name"),
            *MONEY,
            *KEPT,
        ),
    ),
    ExportPart(
        "actions",
        "Actions it leads",
        "Its actions in the plan",
        "priorities.view",
        "priorities:actions",
        _of(Action, "lead", "priority", "outcome"),
        (
            Field("action", "Identifier in addresses", "slug"),
            Field("title", "Action", "title"),
            Field("priority", "Priority", "priority.title"),
            Field("outcome", "Outcome it serves", "outcome.statement"),
            Field("lead_person", "Lead official", "lead_person"),
            Field("starts_on", "Starts", "starts_on", Form.DAY),
            Field("due_on", "Due", "due_on", Form.DAY),
            *KEPT,
        ),
    ),
    ExportPart(
        "action-money",
        "Money it gives to actions",
        "Its funding of actions",
        "spend.view",
        "priorities:actions",
        _of(ActionMoney, "funder", "action"),
        (
            Field("action", "Identifier of the action", "action.slug"),
            Field("title", "Action", "action.title"),
            *MONEY,
            *KEPT,
        ),
    ),
    ExportPart(
        "positions",
        "Positions on decisions",
        "Its recorded positions",
        "decisions.view",
        "decisions:list",
        _positions,
        (
            Field("decision", "Identifier of the decision", "decision.slug"),
            Field("title", "Decision", "decision.title"),
            Field("group", "Group that decided", "decision.meeting.group.name"),
            Field("decided_on", "Date", "decision.meeting.on", Form.DAY),
            Field("result", "Result", "decision.get_result_display"),
            Field("stance", "Position", "get_stance_display"),
            Field("note", "Conditions or reason", "note"),
            Field("invented", "Invented data", "decision.invented", Form.YES_NO),
        ),
    ),
    ExportPart(
        "proposal-costs",
        "Its share of proposals’ costs",
        "Its share of each proposal’s cost",
        "proposals.view",
        "proposals:list",
        _of(Cost, "organisation", "proposal"),
        (
            Field("proposal", "Identifier of the proposal", "proposal.slug"),
            Field("title", "Proposal", "proposal.title"),
            Field("state", "State of the proposal", "proposal.get_state_display"),
            *MONEY,
            *KEPT,
        ),
    ),
)
