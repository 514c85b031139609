"""Forms in the design system: a renderer for every Django form, extra fields, groups, and edits that collide."""

from realign.foundations.design.forms.choices import (
    offer_choices,
    offer_current,
    offer_records,
    records_offered,
)
from realign.foundations.design.forms.confirm import ConfirmForm
from realign.foundations.design.forms.conflict import Conflict, FieldDifference, conflict_of
from realign.foundations.design.forms.fields import (
    SHORT_NAME_HELP,
    AreaChoice,
    AreaField,
    DayField,
    LinesField,
    MoneyField,
    PercentField,
    RevisionField,
    need_later,
    reason_for_change,
)
from realign.foundations.design.forms.groups import BoundGroup, Fieldset, Grouped
from realign.foundations.design.forms.parts import FormParts
from realign.foundations.design.forms.people import name_field, offer_people, person_field
from realign.foundations.design.forms.renderer import DesignRenderer
from realign.foundations.design.forms.widgets import CountedTextarea, DescribedBoxes

__all__ = [
    "SHORT_NAME_HELP",
    "AreaChoice",
    "AreaField",
    "BoundGroup",
    "ConfirmForm",
    "Conflict",
    "CountedTextarea",
    "DayField",
    "DescribedBoxes",
    "DesignRenderer",
    "FieldDifference",
    "Fieldset",
    "FormParts",
    "Grouped",
    "LinesField",
    "MoneyField",
    "PercentField",
    "RevisionField",
    "conflict_of",
    "name_field",
    "need_later",
    "offer_choices",
    "offer_current",
    "offer_people",
    "offer_records",
    "person_field",
    "reason_for_change",
    "records_offered",
]
