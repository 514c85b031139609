"""The forms of this room that count as asking something of people."""

from realign.analyse.voices.forms import (
    ChangeForm,
    EventForm,
    LineForm,
    ListeningForm,
    MeasureForm,
    PilotForm,
    SaidForm,
    StoryForm,
)
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(ListeningForm, "Children heard", "evidence.edit", "voices.listening"),
    CountedForm(EventForm, "An event with children", "evidence.edit", "voices.listeningevent"),
    CountedForm(SaidForm, "A line that children or adults said", "evidence.edit", "voices.said", "added"),
    CountedForm(StoryForm, "A story", "evidence.edit", "voices.story", "kept"),
    CountedForm(ChangeForm, "A before and after", "evidence.edit", "voices.change"),
    CountedForm(LineForm, "Figures before and after", "evidence.edit", "voices.changeline", "recorded"),
    CountedForm(PilotForm, "A pilot", "evidence.edit", "voices.pilot"),
    CountedForm(MeasureForm, "A partner’s measure of a pilot", "evidence.edit", "voices.pilotmeasure"),
)
