"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.plan.priorities.forms import (
    ActionForm,
    ActionMoneyForm,
    CitationForm,
    CommitmentForm,
    KeepTargetForm,
    OutcomeForm,
    PriorityForm,
    TargetForm,
    VisionForm,
)

COUNTED_FORMS.add(
    CountedForm(VisionForm, "The vision", "priorities.edit", "priorities.vision", "wrote"),
    CountedForm(PriorityForm, "A priority", "priorities.edit", "priorities.priority"),
    CountedForm(CitationForm, "A finding cited", "priorities.edit", "priorities.citation", "cited"),
    CountedForm(OutcomeForm, "An outcome", "priorities.edit", "priorities.outcome"),
    CountedForm(TargetForm, "A target", "priorities.edit", "priorities.target", "set"),
    CountedForm(
        KeepTargetForm, "A target reviewed", "priorities.edit", "priorities.targetreview", "reviewed"
    ),
    CountedForm(CommitmentForm, "A commitment", "priorities.edit", "priorities.commitment"),
    CountedForm(ActionForm, "An action", "actions.edit", "priorities.action"),
    CountedForm(ActionMoneyForm, "Money for an action", "actions.edit", "priorities.actionmoney"),
)
