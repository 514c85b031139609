"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.foundations.files.forms import BringFileForm

COUNTED_FORMS.add(
    CountedForm(BringFileForm, "A file imported", "files.upload", "files.import", "started to import"),
)
