"""The forms of this room that count as asking something of people."""

from realign.analyse.needs.forms import NeedsAssessmentForm, SectionForm, SourceForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(NeedsAssessmentForm, "A needs assessment", "evidence.edit", "needs.needsassessment", "began"),
    CountedForm(
        SectionForm, "A section of the needs assessment", "evidence.edit", "needs.needssection", "wrote"
    ),
    CountedForm(SourceForm, "A source of the needs assessment", "evidence.edit", "needs.needssource"),
)
