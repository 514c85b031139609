"""Meetings past and to come, and the decision of the golden thread."""

from datetime import UTC, datetime, time
from typing import Any

from realign.deliver.decisions import actions
from realign.deliver.decisions.models import Decision, Meeting, Position
from realign.deliver.decisions.types import OptionPut, Stand
from realign.demo.content import content
from realign.demo.loaders.people import account, acting_as
from realign.foundations.partnerships.queries import organisation
from realign.foundations.partnerships.types import Actor
from realign.plan.proposals.models import Proposal
from realign.registers.evidence import queries as evidence
from realign.registers.groups.models import Group

STANCES = {
    "yes": Position.Stance.YES,
    "with-conditions": Position.Stance.CONDITIONS,
    "no": Position.Stance.NO,
    "not-asked": Position.Stance.NOT_ASKED,
}


def load_meetings_and_decisions(by: Actor) -> None:
    """Every meeting; then the decisions that a meeting of this record took."""
    meetings = {row["code"]: _meeting(by, row) for row in content("decision")["meeting"]}
    for row in content("decision")["decision"]:
        if row.get("meeting") in meetings:
            _decision(by, row, meetings[row["meeting"]])
    for row in content("decision")["open_question"]:
        _question(by, row)


def _meeting(by: Actor, row: dict[str, Any]) -> Meeting:
    slugs = [item["proposal"] for item in row.get("item", ()) if "proposal" in item]
    return actions.call_meeting(
        by=by,
        group=Group.objects.get(partnership=by.partnership, slug=row["group"]),
        on=row["date"],
        starts_at=row["start"],
        place=row["place"],
        chair_account=account(row["chair"]),
        clerk_account=account(row["clerk"]),
        present=_names(row, "present", "attending"),
        apologies=_names(row, "apologies"),
        purpose="; ".join(item["title"] for item in row.get("item", ())),
        proposals=Proposal.objects.filter(partnership=by.partnership, slug__in=slugs),
        invented=row.get("invented", False),
        source=row.get("source", ""),
    )


def _names(row: dict[str, Any], *lists: str) -> list[str]:
    names = {person["slug"]: person["name"] for person in content("people")["person"]}
    return [names[slug] for part in lists for slug in row.get(part, ())]


def _decision(by: Actor, row: dict[str, Any], meeting: Meeting) -> Decision:
    proposal = Proposal.objects.get(partnership=by.partnership, slug=row["proposal"])
    clerk = acting_as(by, "neil-fairweather", datetime.combine(row["date"], time(15), UTC))
    known = {finding.slug: finding for finding in evidence.findings(by.partnership)}
    cited = [cited_key.removeprefix("finding:") for cited_key in row["rests_on"]]
    return actions.record_decision(
        by=clerk,
        meeting=meeting,
        slug=row["code"].lower(),
        title=proposal.title,
        question=row["question"],
        result=_result(row),
        text=row["decision"],
        reason=row["rationale"],
        proposal=proposal,
        options=[
            OptionPut(option.title, option.number == int(row["option_chosen"]), option.rejected_because)
            for option in proposal.options.all()
        ],
        positions=[
            Stand(
                organisation(by.partnership, stand["organisation"]),
                STANCES[stand["position"]],
                stand.get("condition", ""),
            )
            for stand in row["position"]
        ],
        findings=[known[slug] for slug in cited if slug in known],
        review_on=row["review_on"],
        invented=row["invented"],
    )


def _result(row: dict[str, Any]) -> Decision.Result:
    conditional = any(stand["position"] == "with-conditions" for stand in row["position"])
    return Decision.Result.CONDITIONS if conditional else Decision.Result.APPROVED


def _question(by: Actor, row: dict[str, Any]) -> None:
    actions.raise_question(
        by=by,
        slug=row["slug"],
        group=Group.objects.get(partnership=by.partnership, slug=row["group"]),
        text=row["question"],
        owner_account=account(row["owner"]),
        due_on=row["due"],
        source=row["source"],
    )
