"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.registers.sources.forms import HoldingForm, LinkageForm

COUNTED_FORMS.add(
    CountedForm(HoldingForm, "Data systems", "evidence.edit", "sources.holding"),
    CountedForm(LinkageForm, "A linkage of data", "evidence.edit", "sources.linkage", "proposed"),
)
