"""One proposal with its twenty-three answers, four options and its costs, sent for decision."""

from decimal import Decimal
from typing import Any

from realign.demo.content import content
from realign.demo.loaders.findings import SAID_BY_THE_SURVEY
from realign.demo.loaders.people import account, acting_as
from realign.demo.loaders.priorities import INVENTED, at_noon
from realign.foundations.partnerships.queries import organisation
from realign.foundations.partnerships.types import Actor
from realign.plan.priorities import queries as priorities
from realign.plan.proposals import actions
from realign.plan.proposals.models import Proposal
from realign.registers.evidence import queries as evidence
from realign.registers.groups.models import Group

KINDS = {
    "framework": "the national list",
    "indicator": "the indicator",
    "service": "the service register:",
    "risk": "risk",
}


def load_proposal(by: Actor) -> None:
    """Written by its author, and submitted on its day."""
    contents = content("proposal")
    author = acting_as(by, contents["proposal"]["author"], at_noon(contents["proposal"]["submitted"]))
    proposal = _proposal(author, contents["proposal"])
    for row in contents["answer"]:
        _answer(author, proposal, row)
    for row in contents["option"]:
        _option(author, proposal, row)
    for row in contents["cost"]:
        actions.change_cost(
            by=author,
            proposal=proposal,
            organisation=organisation(by.partnership, row["organisation"]),
            year=row["year"],
            amount=Decimal(row["amount"]),
            price_base="2026/27 prices",
            source=INVENTED,
            invented=True,
        )
    actions.submit_proposal(by=author, proposal=proposal, revision=proposal.revision)


def _proposal(by: Actor, row: dict[str, Any]) -> Proposal:
    priority = next(
        priority
        for priority in priorities.priorities(by.partnership)
        if f"P{priority.number}" == row["priority"]
    )
    # the group that decides: the one whose meeting has it on the agenda
    decides = next(
        meeting["group"]
        for meeting in content("decision")["meeting"]
        if any(item.get("proposal") == row["slug"] for item in meeting["item"])
    )
    return actions.create_proposal(
        by=by,
        slug=row["slug"],
        title=row["title"],
        ask=row["ask"],
        priority=priority,
        group=Group.objects.get(partnership=by.partnership, slug=decides),
        actions=[priorities.action(by.partnership, row["action"].lower().replace(".", "-"))],
        source=INVENTED,
        invented=True,
    )


def _answer(by: Actor, proposal: Proposal, row: dict[str, Any]) -> None:
    known = {finding.slug: finding for finding in evidence.findings(by.partnership)}
    cites = [tuple(citation.split(":", 1)) for citation in row.get("cites", ())]
    actions.answer_question(
        by=by,
        proposal=proposal,
        code=row["code"],
        revision=0,
        text=row["text"],
        choice=row.get("choice", ""),
        findings=[known[SAID_BY_THE_SURVEY.get(slug, slug)] for kind, slug in cites if kind == "finding"],
        other_evidence="; ".join(
            f"{KINDS[kind]} {slug.replace('-', ' ')}" for kind, slug in cites if kind != "finding"
        ),
        source=INVENTED,
        invented=True,
    )


def _option(by: Actor, proposal: Proposal, row: dict[str, Any]) -> None:
    chosen = row["chosen"]
    actions.create_option(
        by=by,
        proposal=proposal,
        number=int(row["code"]),
        title=row["name"],
        description=f"{row['description']} {row['reason']}" if chosen else row["description"],
        is_do_nothing=row["cost"] == 0,
        is_preferred=chosen,
        rejected_because="" if chosen else row["reason"],
        cost=Decimal(row["cost"]),
        reach=row["reach_a_year"],
        source=INVENTED,
        invented=True,
    )


def load_draft(by: Actor) -> None:
    """A second proposal that is only begun: something to go on with."""
    contents = content("draft_proposal")
    row = contents["proposal"]
    author = acting_as(by, row["author"], at_noon(row["begun"]))
    proposal = actions.create_proposal(
        by=author,
        slug=row["slug"],
        title=row["title"],
        ask=row["ask"],
        priority=priorities.priority(by.partnership, row["priority"]),
        group=Group.objects.get(partnership=by.partnership, slug=row["group"]),
        author_account=account(row["author"]),
        source=INVENTED,
        invented=True,
    )
    for option in contents["option"]:
        actions.create_option(by=author, proposal=proposal, invented=True, **option)
    for answer in contents["answer"]:
        actions.answer_question(by=author, proposal=proposal, revision=0, invented=True, **answer)
