"""A form with one field of every kind."""

from django import forms

from realign.foundations.design.forms import (
    AreaChoice,
    AreaField,
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    MoneyField,
    PercentField,
    RevisionField,
)

AREAS = (
    AreaChoice("S12000042", "Dundee City", "Council areas"),
    AreaChoice("S12000048", "Perth and Kinross", "Council areas"),
    AreaChoice("S08000030", "Tayside", "Health boards"),
)
LEADS = (("council", "Council"), ("health", "Health board"), ("third", "Third sector"))
AGES = (("0-4", "0 to 4"), ("5-11", "5 to 11"), ("12-17", "12 to 17"))


class SampleForm(Grouped, forms.Form):
    """One field of every kind, in groups."""

    name = forms.CharField(max_length=80, label="Name of the action", help_text="Begin with a verb")
    area = AreaField(areas=lambda: AREAS, label="Where")
    lead = forms.ChoiceField(choices=LEADS, widget=forms.RadioSelect, label="Who leads")
    ages = forms.MultipleChoiceField(
        choices=AGES, widget=forms.CheckboxSelectMultiple, label="Which ages", required=False
    )
    starts = DayField(label="Start date")
    cost = MoneyField(label="Cost", help_text="Pounds a year, at 2025/26 prices. You may type 1.2 million")
    share = PercentField(label="Share that prevents harm", required=False)
    reason = forms.CharField(
        max_length=200,
        widget=CountedTextarea(attrs={"rows": 4}),
        label="Why",
        help_text="What will change for children",
    )
    paper = forms.FileField(label="Paper", required=False, help_text="A PDF or Word file")
    agreed = forms.BooleanField(label="The lead has agreed to this", required=False)
    revision = RevisionField(required=False)

    groups = (
        Fieldset("What and where", ("name", "area")),
        Fieldset("Who and for whom", ("lead", "ages")),
        Fieldset(
            "When and how much",
            ("starts", "cost", "share"),
            hint="An estimate is fine; say so in the reason.",
        ),
        Fieldset("Why", ("reason", "paper", "agreed")),
    )
