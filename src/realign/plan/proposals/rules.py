"""What may be done with a proposal, when; and what it needs before it may be submitted."""

from collections.abc import Sequence

from realign.foundations.partnerships.lifecycle import Lifecycle
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Refusal
from realign.methods.wording.substance import says_something
from realign.plan.proposals.models import Option, Proposal
from realign.plan.proposals.types import ProposalCompleteness

EDIT = "proposals.edit"
SUBMIT = "proposals.submit"
FEWEST_OPTIONS = 3  # question 4 and question 16 (DEC-09): doing nothing and one more beside the one preferred

State = Proposal.State

# From each state, where it may go and what that is called. Deciding is the deciding group's: deliver.decisions.
LIFE: Lifecycle[State] = Lifecycle(
    "proposal",
    {
        State.DRAFT: {State.SUBMITTED: "submit", State.WITHDRAWN: "withdraw"},
        State.SUBMITTED: {
            State.DRAFT: "return to draft",
            State.DECIDED: "decide",
            State.WITHDRAWN: "withdraw",
        },
        State.DECIDED: {},
        State.WITHDRAWN: {State.DRAFT: "reopen"},
    },
    at_the_end="The decision is final. Write a new proposal.",
)


def check_may_change(proposal: Proposal) -> None:
    """Refuse to change anything but a draft: what was sent for decision stays as it was sent."""
    if proposal.state == State.DRAFT:
        return
    what = {
        State.SUBMITTED: "Return it to draft first.",
        State.DECIDED: "It has been decided. Write a new proposal.",
        State.WITHDRAWN: "Reopen it first.",
    }[State(proposal.state)]
    raise Refusal(f"This proposal is {proposal.get_state_display().lower()} and cannot be changed.", what)


def submission_gaps(
    proposal: Proposal, completeness: ProposalCompleteness, options: Sequence[Option], has_costs: bool
) -> list[str]:
    """Everything that is still needed before a proposal may be submitted, in words."""
    gaps = []
    if completeness.needed:
        codes = ", ".join(question.code for question in completeness.needed)
        gaps.append(f"Answers are missing, or say nothing in words, to the questions {codes}.")
    if proposal.group_id is None:
        gaps.append("The group to decide is missing.")
    if len(options) < FEWEST_OPTIONS:
        gaps.append(f"It has {len(options)} of at least {FEWEST_OPTIONS} options.")
    if not any(option.is_do_nothing for option in options):
        gaps.append("The “do nothing” option is missing.")
    if not any(option.is_preferred for option in options):
        gaps.append("No option is preferred.")
    silent = [
        option
        for option in options
        if not option.is_preferred and not says_something(option.rejected_because, [option.title])
    ]
    gaps += [f"Option {option.number} does not say why it is not preferred." for option in silent]
    if not has_costs:
        gaps.append("Costs by funder are missing.")
    return gaps


def check_may_submit(gaps: Sequence[str]) -> None:
    """Refuse a proposal that is not ready, with all that is needed."""
    if gaps:
        raise Refusal("This proposal is not ready.", " ".join(gaps))


def check_withdrawal(because: str) -> None:
    """Refuse a withdrawal without a reason."""
    check_says(because, "The reason is missing.", "Say why the proposal is withdrawn.")


def check_option(*, is_do_nothing: bool, is_preferred: bool, rejected_because: str) -> None:
    """Refuse an option that is preferred and turned down at once."""
    if is_preferred and rejected_because.strip():
        raise Refusal(
            "This option is preferred but gives a reason against it.",
            "Clear the reason, or prefer another option.",
        )
