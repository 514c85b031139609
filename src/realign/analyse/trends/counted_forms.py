"""The forms of this room that count as asking something of people."""

from realign.analyse.trends.forms import MarkForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(MarkForm, "A mark on a chart", "indicators.edit", "trends.mark", "annotated the chart of"),
)
