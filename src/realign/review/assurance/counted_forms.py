"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.review.assurance.forms import TenStepsForm

COUNTED_FORMS.add(
    CountedForm(TenStepsForm, "The ten steps", "assurance.edit", "assurance.assessment", "assessed"),
)
