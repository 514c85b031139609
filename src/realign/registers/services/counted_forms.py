"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.registers.services.forms import PreventionViewForm, ServiceForm, SpendForm, YearForm

COUNTED_FORMS.add(
    CountedForm(ServiceForm, "A service", "services.edit", "services.service"),
    CountedForm(YearForm, "A service’s year", "services.edit", "services.serviceyear", "recorded"),
    CountedForm(SpendForm, "Spending on a service", "spend.edit", "services.spend", "recorded"),
    CountedForm(
        PreventionViewForm, "An opinion on a service’s purpose", "services.view", "services.preventionview"
    ),
)
