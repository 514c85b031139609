"""The forms of this room that count as asking something of people."""

from realign.deliver.progress.forms import MilestoneForm, UpdateForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(UpdateForm, "An update on an action", "progress.edit", "progress.update", "reported"),
    CountedForm(MilestoneForm, "A milestone", "progress.edit", "progress.milestone", "set"),
)
