"""The forms of this room that count as asking something of people."""

from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm
from realign.registers.groups.forms import GroupForm, NewSeatForm

COUNTED_FORMS.add(
    CountedForm(GroupForm, "A group", "groups.edit", "groups.group", "set up"),
    CountedForm(NewSeatForm, "A seat in a group", "groups.edit", "groups.seat"),
)
