"""A proposal ready to be decided, and the meeting that decides it.

::

    Directors’ Group ── meeting on 10 November 2026
      └─ “A parenting programme for all”: submitted, two answers (one cites a finding), two options, one cost
"""

from dataclasses import dataclass
from datetime import date

from realign.deliver.decisions import actions
from realign.deliver.decisions.models import Decision, Meeting, Position
from realign.deliver.decisions.types import OptionPut, Stand
from realign.foundations.partnerships.records import create_record
from realign.plan.priorities.models import Priority
from realign.plan.proposals.models import Answer, Cost, Option, Proposal
from realign.registers.evidence.models import Finding
from realign.registers.groups.models import Group
from tests.apps.registers.groups.worlds import build as build_groups
from tests.support.cast import Cast
from tests.support.keeping import kept

MET = date(2026, 11, 10)


@dataclass(frozen=True)
class World:
    """The pieces by name, and a decision ready to be recorded."""

    cast: Cast
    group: Group
    meeting: Meeting
    proposal: Proposal
    finding: Finding

    def stands(self, **stances: str) -> list[Stand]:
        """Every core partner agrees, except as said: ``angus="no"``."""
        bodies = {"angus": "yes", "dundee": "yes", "perth_kinross": "yes", "nhs_tayside": "yes", **stances}
        return [
            Stand(
                self.cast.bodies[key.replace("_", "-")],
                Position.Stance(stance),
                "" if stance in {"yes", "not-asked"} else "Because of the cost.",
            )
            for key, stance in bodies.items()
            if stance
        ]

    def said(self, **changes) -> dict:
        """Everything that recording a decision takes, with these changes."""
        return {
            "by": self.cast.actor("committee-officer"),
            "meeting": self.meeting,
            "title": "Start the parenting programme",
            "question": "Should all three areas offer the programme?",
            "result": Decision.Result.APPROVED,
            "text": "The programme starts in all three areas in April 2027.",
            "reason": "The evidence is strong and each area can pay its share.",
            "options": OPTIONS,
            "positions": self.stands(),
            "proposal": self.proposal,
            "review_on": date(2027, 11, 10),
            **changes,
        }

    def record(self, **changes) -> Decision:
        """Record it."""
        return actions.record_decision(**self.said(**changes))


OPTIONS = (
    OptionPut("Offer it in all three areas", taken=True),
    OptionPut("Do nothing", reason="Needs would go on growing."),
)


@kept
def build(cast: Cast) -> World:
    """Set the world up in a partnership."""
    by, groups = cast.system, build_groups(cast)
    priority = create_record(
        Priority,
        by=by,
        number=1,
        slug="early-years",
        title="Early years",
        statement="Children have the best start.",
        group=groups["early"],
    )
    finding = create_record(
        Finding,
        by=by,
        slug="two-in-five",
        sentence="Two in five parents want help.",
        strength="strong",
        released_at=by.at,
    )
    proposal = create_record(
        Proposal,
        by=by,
        slug="parenting",
        title="A parenting programme for all",
        ask="Offer one parenting programme in all three areas.",
        priority=priority,
        group=groups["directors"],
        state=Proposal.State.SUBMITTED,
        question_version="2017",
    )
    answer = create_record(Answer, by=by, proposal=proposal, code="3a", text="Parents want it.")
    answer.findings.add(finding)
    create_record(Answer, by=by, proposal=proposal, code="1b", text="large")
    create_record(
        Option, by=by, proposal=proposal, number=1, title="Offer it in all three areas", is_preferred=True
    )
    create_record(Option, by=by, proposal=proposal, number=2, title="Do nothing", is_do_nothing=True)
    create_record(
        Cost,
        by=by,
        proposal=proposal,
        organisation=cast.bodies["angus"],
        year="2026/27",
        amount=120000,
        price_base="2026/27 prices",
    )
    meeting = actions.call_meeting(
        by=by, group=groups["directors"], on=MET, purpose="Parenting", proposals=[proposal]
    )
    return World(cast, groups["directors"], meeting, proposal, finding)
