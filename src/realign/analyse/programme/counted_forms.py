"""The forms of this room that count as asking something of people."""

from realign.analyse.programme.forms import (
    AttendanceForm,
    BenefitForm,
    ConditionForm,
    EarlierWorkForm,
    ElementForm,
    HolderForm,
    OversightForm,
    PlaceForm,
    RoundForm,
    SecondmentForm,
    SessionForm,
    SignForm,
    SiteForm,
    TrancheForm,
    WaitingAreaForm,
)
from realign.foundations.design.forms.counted import COUNTED_FORMS, CountedForm

COUNTED_FORMS.add(
    CountedForm(RoundForm, "A round of the evidence programme", "programme.edit", "programme.round"),
    CountedForm(SiteForm, "An area in a round", "programme.edit", "programme.site"),
    CountedForm(ConditionForm, "A condition of readiness", "programme.edit", "programme.readiness", "judged"),
    CountedForm(SignForm, "A signature for a sector", "programme.sign", "programme.signoff", "signed"),
    CountedForm(ElementForm, "Progress of an element", "programme.edit", "programme.elementstatus"),
    CountedForm(TrancheForm, "A tranche of surveys", "programme.edit", "programme.tranche", "planned"),
    CountedForm(PlaceForm, "A place in a tranche", "programme.edit", "programme.place", "gave"),
    CountedForm(SessionForm, "A development day", "programme.edit", "programme.session", "planned"),
    CountedForm(AttendanceForm, "Who came to a day", "programme.edit", "programme.attendance", "counted"),
    CountedForm(
        WaitingAreaForm,
        "An area on the waiting list",
        "programme.edit",
        "programme.waiting",
        "put on the waiting list",
    ),
    CountedForm(BenefitForm, "A benefit assessed", "programme.edit", "programme.benefit", "judged"),
    CountedForm(HolderForm, "Who holds a role", "programme.edit", "programme.roleholder", "named"),
    CountedForm(OversightForm, "An overseeing group", "programme.edit", "programme.oversight", "named"),
    CountedForm(EarlierWorkForm, "Earlier work", "programme.edit", "programme.earlierwork"),
    CountedForm(SecondmentForm, "A secondment", "programme.edit", "programme.secondment"),
)
