"""A draft proposal whose questions are the loaded ones."""

from decimal import Decimal
from shutil import copy

import pytest

from realign.foundations.partnerships.types import Actor
from realign.plan.proposals import actions, queries
from realign.plan.proposals.models import Proposal
from realign.registers.frameworks.actions import DATA, load_frameworks
from realign.registers.frameworks.types import Registrar
from realign.registers.groups import actions as groups
from tests.support.cast import NOON


@pytest.fixture
def draft(plan, tayside, tmp_path) -> Proposal:
    """Begun by the planner, nothing answered."""
    copy(DATA / "proposal-questions.toml", tmp_path)  # that one list: all of them take two seconds
    load_frameworks(by=Registrar(NOON), folder=tmp_path)
    return begin(plan, tayside.actor("planner"))


def begin(plan, by: Actor, title: str = "One way in to help") -> Proposal:
    return actions.create_proposal(
        by=by, title=title, ask="Open one way in. It costs £240,000.", priority=plan.priorities["minds"]
    )


def finish(draft: Proposal, by: Actor) -> Proposal:
    """Everything that a proposal needs before it may be submitted."""
    for question in queries.questions(draft.question_version):
        if question.required:
            choice = question.choices[0] if question.choices else ""
            actions.answer_question(
                by=by, proposal=draft, code=question.code, revision=0, text="Yes.", choice=choice
            )
    actions.create_option(
        by=by, proposal=draft, title="Do nothing", is_do_nothing=True, rejected_because="Too late"
    )
    actions.create_option(by=by, proposal=draft, title="More of the same", rejected_because="Too dear")
    actions.create_option(by=by, proposal=draft, title="One way in", is_preferred=True)
    body = by.partnership.organisations.get(slug="nhs-tayside")
    actions.change_cost(
        by=by,
        proposal=draft,
        organisation=body,
        year="2026/27",
        amount=Decimal(240_000),
        price_base="2026/27 prices",
    )
    group = groups.create_group(by=by, name="Directors", kind="directors", life="standing")
    actions.change_proposal(by=by, proposal=draft, revision=draft.revision, group=group)
    return draft
