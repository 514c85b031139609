"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.plan.proposals.forms import CostForm, ProposalAnswerForm, ProposalForm, ProposalOptionForm

COUNTED_FORMS.add(
    CountedForm(ProposalForm, "A proposal", "proposals.edit", "proposals.proposal", "began"),
    CountedForm(
        ProposalAnswerForm, "An answer in a proposal", "proposals.edit", "proposals.answer", "answered"
    ),
    CountedForm(ProposalOptionForm, "An option of a proposal", "proposals.edit", "proposals.option"),
    CountedForm(CostForm, "A cost of a proposal", "proposals.edit", "proposals.cost"),
)
