"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.registers.gaps.forms import ConcernForm, GapForm

COUNTED_FORMS.add(
    CountedForm(GapForm, "A data gap", "evidence.edit", "gaps.gap", "recorded"),
    CountedForm(ConcernForm, "What a data gap concerns", "evidence.edit", "gaps.concern", "joined"),
)
