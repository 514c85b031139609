"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.plan.plans.forms import AccountabilityForm, PlanForm

COUNTED_FORMS.add(
    CountedForm(PlanForm, "A plan", "plans.edit", "plans.plan", "began"),
    CountedForm(AccountabilityForm, "Local accountability", "plans.edit", "plans.accountability"),
)
