"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.registers.evidence.forms import FindingForm

COUNTED_FORMS.add(
    CountedForm(FindingForm, "A finding", "evidence.edit", "evidence.finding"),
)
