"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.review.reports.forms import NewReportForm

COUNTED_FORMS.add(
    CountedForm(NewReportForm, "A report", "reports.edit", "reports.report"),
)
