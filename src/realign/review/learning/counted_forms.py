"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.review.learning.forms import LookForm

COUNTED_FORMS.add(
    CountedForm(LookForm, "Focus and pace", "assurance.edit", "learning.selflook", "added"),
)
