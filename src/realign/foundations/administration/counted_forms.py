"""The forms of this room that count as asking something of people."""

from realign.foundations.administration.forms import NewOrganisationForm, PersonForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(PersonForm, "A person’s place", "people.manage", "partnerships.membership", "added"),
    CountedForm(NewOrganisationForm, "An organisation", "partnership.manage", "partnerships.organisation"),
)
