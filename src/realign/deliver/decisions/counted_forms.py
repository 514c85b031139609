"""The forms of this room that count as asking something of people."""

from realign.deliver.decisions.forms import CallForm, DecisionForm, QuestionForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(CallForm, "A meeting", "meetings.edit", "decisions.meeting", "called"),
    CountedForm(DecisionForm, "A decision", "decisions.record", "decisions.decision", "recorded"),
    CountedForm(QuestionForm, "An open question", "meetings.edit", "decisions.openquestion", "raised"),
)
