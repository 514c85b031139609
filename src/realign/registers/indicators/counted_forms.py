"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.registers.indicators.forms import CheckDecisionForm, IndicatorForm, IndicatorStoryForm

COUNTED_FORMS.add(
    CountedForm(IndicatorForm, "An indicator", "indicators.edit", "indicators.indicator", "defined"),
    CountedForm(
        IndicatorStoryForm,
        "The story behind an indicator",
        "indicators.edit",
        "indicators.story",
        "wrote the commentary on",
    ),
    CountedForm(
        CheckDecisionForm,
        "A decision about a doubtful figure",
        "indicators.edit",
        "indicators.checkdecision",
        "decided on",
    ),
)
