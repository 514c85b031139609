"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.plan.alignment.forms import SupportForm

COUNTED_FORMS.add(
    CountedForm(
        SupportForm, "A finding matched with a commitment", "priorities.edit", "alignment.support", "matched"
    ),
)
