"""The forms of this room that count as asking something of people."""

from realign.analyse.fit.forms import MatchForm, NeedForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(NeedForm, "A need", "fit.edit", "fit.need"),
    CountedForm(MatchForm, "A service matched with a need", "fit.edit", "fit.match", "matched"),
)
