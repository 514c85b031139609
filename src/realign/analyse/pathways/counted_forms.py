"""The forms of this room that count as asking something of people."""

from realign.analyse.pathways.forms import PathwayForm, PlacementForm, StopForm
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(PathwayForm, "A map of a pathway", "fit.edit", "pathways.pathway", "added"),
    CountedForm(StopForm, "A stop on a pathway", "fit.edit", "pathways.stop"),
    CountedForm(PlacementForm, "A thing placed on a pathway", "fit.edit", "pathways.placement", "placed"),
)
