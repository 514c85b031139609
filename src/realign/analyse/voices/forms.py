"""Forms of what people told us. Each says where names would be out of place."""

from typing import Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet

from realign.analyse.voices.models import (
    Judge,
    Listening,
    ListeningEvent,
    PilotMeasure,
    Said,
    Story,
)
from realign.analyse.voices.rules import ANSWERS, FEWEST
from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    RevisionField,
    offer_current,
    offer_records,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import Indicator
from realign.registers.services.models import Service

Row = TypeVar("Row", bound=Model)

NO_NAMES = "No names, ages, schools or places that could identify a person."
SOURCE = "Where this comes from, as a reader would look it up."
WELLBEING, METHODS = "shanarri", "engagement-methods"


def _text(label: str, rows: int = 3, most: int = 1000, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=CountedTextarea(attrs={"rows": rows}), max_length=most, **options
    )


def _source() -> forms.CharField:
    return forms.CharField(label="Source", max_length=300, required=False, help_text=SOURCE)


def _choice(model: type[Row], label: str, *, none: str = "", **options: Any) -> "forms.ModelChoiceField[Row]":
    """A choice of records; ``none`` is what leaving it open is called, and makes it optional."""
    return forms.ModelChoiceField(
        model._default_manager.none(),
        label=label,
        required=not none,
        empty_label=none or "Choose one",
        **options,
    )


def _name_none(form: forms.BaseForm, field: str, name: str) -> None:
    """Say what leaving a choice of records open is called."""
    chooser = form.fields[field]
    if isinstance(chooser, forms.ModelChoiceField):
        chooser.empty_label = name


def in_force(framework: str) -> QuerySet[FrameworkItem]:
    """The entries of the version of a framework that is in force."""
    return FrameworkItem.objects.filter(
        version__framework__slug=framework, version__valid_to__isnull=True, version__status="in-force",
        is_withdrawn=False,
    ).order_by("position")  # fmt: skip


class ListeningForm(forms.Form):
    """A piece of work in which children were heard."""

    revision = RevisionField(required=False)
    title = forms.CharField(label="Title", max_length=200)
    about = _text("Who took part, and what was it about?", help_text=f"A group in general words. {NO_NAMES}")
    method = _choice(FrameworkItem, "Method", none="Another way")
    consent = _text("How children gave consent, and to what", rows=2, most=500)
    source = _source()

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "method", in_force(METHODS))


class EventForm(forms.Form):
    """One event of a piece of listening: who took part, when, and what it was for."""

    revision = RevisionField(required=False)
    title = forms.CharField(label="What is it called?", max_length=200)
    group = forms.ChoiceField(
        label="Who took part?", choices=ListeningEvent.Group.choices, widget=forms.RadioSelect
    )
    held_on = DayField(label="When?", required=False)
    people = forms.IntegerField(label="How many took part?", min_value=0, required=False)
    purpose = _text("What was it for?", rows=2, most=500, required=False)
    source = _source()


class SaidForm(forms.Form):
    """One line of a list; only what its list asks for is shown."""

    revision = RevisionField(required=False)
    event = _choice(ListeningEvent, "At which event?")
    text = forms.CharField(label="In a sentence", max_length=300, help_text=NO_NAMES)
    theme = _choice(FrameworkItem, "Wellbeing indicator")
    consent = forms.ChoiceField(label="Consent given", choices=Said.Consent.choices, widget=forms.RadioSelect)
    answers = forms.ModelMultipleChoiceField(
        Said.objects.none(), label="Answers which lines?", required=False, widget=forms.CheckboxSelectMultiple
    )
    lead = _choice(Organisation, "Lead", none="None yet")
    due_on = DayField(label="By when?", required=False)
    done_on = DayField(label="Done on", required=False, help_text="Leave empty until it is done.")
    source = _source()

    def __init__(
        self, partnership: Partnership, listening: Listening, kind: str, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "event", listening.events.all())
        offer_records(self, "theme", in_force(WELLBEING))
        may = ANSWERS[Said.Kind(kind)]
        if may:
            offer_records(self, "answers", listening.lines.filter(kind__in=may))
        else:
            del self.fields["answers"]
        if kind == Said.Kind.ACTION:
            self.fields["theme"].required = False
            _name_none(self, "theme", "None in particular")
            offer_current(self, "lead", partnerships.current_organisations(partnership))
        else:
            del self.fields["lead"], self.fields["due_on"], self.fields["done_on"]


class StoryForm(Grouped, forms.Form):
    """A story with its consent and its theme, beside numbers."""

    revision = RevisionField(required=False)
    title = forms.CharField(label="Title", max_length=200)
    text = _text(
        "The story", rows=8, most=3000,
        help_text=f"As it was told, in the first person or not. {NO_NAMES} Change small things where they could.",
    )  # fmt: skip
    shows = forms.CharField(label="What it shows that a number does not", max_length=300, required=False)
    theme = _choice(FrameworkItem, "Wellbeing indicator")
    teller = forms.ChoiceField(label="Told by", choices=Story.Teller.choices, widget=forms.RadioSelect)
    told_in = forms.CharField(
        label="When?", max_length=60, required=False, help_text="A month or a season, not a day."
    )
    consent = forms.ChoiceField(
        label="Consent given", choices=Story.Consent.choices, widget=forms.RadioSelect
    )
    consent_how = forms.CharField(
        label="How consent was given, and who keeps the form", max_length=300,
        help_text="Without consent a story cannot be kept here. Keep the form itself where consent was taken.",
    )  # fmt: skip
    indicators = forms.ModelMultipleChoiceField(
        Indicator.objects.none(), label="Show beside these measures", required=False
    )
    service = _choice(Service, "Which service is it about?", none="None in particular")
    source = _source()
    groups = (
        Fieldset("The story", ("title", "text", "shows", "theme")),
        Fieldset("Consent", ("teller", "told_in", "consent", "consent_how")),
        Fieldset("Where it is shown", ("indicators", "service", "source")),
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "theme", in_force(WELLBEING))
        offer_records(self, "indicators", Indicator.objects.filter(partnership=partnership))
        offer_records(self, "service", Service.objects.filter(partnership=partnership))


class ChangeForm(Grouped, forms.Form):
    """A before and after: of which service, and who says so."""

    revision = RevisionField(required=False)
    title = forms.CharField(label="Title", max_length=200)
    service = _choice(Service, "Which service?", none="Not on the register")
    elsewhere = forms.CharField(
        label="Name of a service that is not on the register", max_length=200, required=False
    )
    period = forms.CharField(label="When?", max_length=60, help_text="Such as 2025/26.")
    judge = forms.ChoiceField(label="Judged by", choices=Judge.choices, widget=forms.RadioSelect)
    method = _text("Method", help_text="What was asked, when, and of whom.")
    asked = forms.IntegerField(
        label="How many were asked?", min_value=1, required=False, help_text="Leave empty if not known."
    )
    answered = forms.IntegerField(label="How many answered?", min_value=0, required=False)
    does_not_tell = _text("Limitations", rows=2, most=500, required=False)
    source = _source()
    groups = (
        Fieldset("Of what?", ("title", "service", "elsewhere", "period")),
        Fieldset("Judged by, and how", ("judge", "method", "asked", "answered")),
        Fieldset("Notes", ("does_not_tell", "source")),
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "service", Service.objects.filter(partnership=partnership))


class LineForm(Grouped, forms.Form):
    """The change in one wellbeing indicator, counted or estimated."""

    revision = RevisionField(required=False)
    item = _choice(FrameworkItem, "Which wellbeing indicator?", none="All eight together")
    n = forms.IntegerField(label="Children asked both times", min_value=FEWEST, required=False)
    before = forms.IntegerField(label="Did well at the start", min_value=0, required=False)
    better = forms.IntegerField(label="Did not do well at the start, and do now", min_value=0, required=False)
    worse = forms.IntegerField(label="Did well at the start, and no longer do", min_value=0, required=False)
    low = forms.IntegerField(label="Lowest estimate (%)", min_value=0, max_value=100, required=False)
    high = forms.IntegerField(label="Highest estimate (%)", min_value=0, max_value=100, required=False)
    source = _source()
    groups = (
        Fieldset("Of what?", ("item",)),
        Fieldset(
            "Counted in the same children", ("n", "before", "better", "worse"),
            f"All four, of {FEWEST} children or more. Readers see shares, not these counts.",
        ),
        Fieldset("Or estimated", ("low", "high"), "The share said to have improved, as a range."),
        Fieldset("Source", ("source",)),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "item", in_force(WELLBEING))


class PilotForm(forms.Form):
    """Something that partners try out together."""

    revision = RevisionField(required=False)
    name = forms.CharField(label="Name", max_length=200)
    about = _text("What is tried, for whom, and since when?")
    service = _choice(Service, "Which service?", none="Not on the register")
    learned = _text("Learning so far", required=False)
    source = _source()

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "service", Service.objects.filter(partnership=partnership))


class MeasureForm(Grouped, forms.Form):
    """How one partner judges a pilot."""

    revision = RevisionField(required=False)
    organisation = _choice(Organisation, "Whose measure is it?", none="Outside the partnership")
    outside = forms.CharField(label="Their name, if outside", max_length=200, required=False)
    kind = forms.ChoiceField(
        label="What it looks at", choices=PilotMeasure.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(label="What is measured?", max_length=200)
    indicator = _choice(Indicator, "Is it one of our measures?", none="No")
    unit = forms.CharField(label="Unit", max_length=40, required=False, help_text="weeks, %, families …")
    good = forms.ChoiceField(
        label="Which way is better?", choices=[("", "No figures"), *PilotMeasure.Good.choices], required=False
    )
    before = forms.FloatField(label="Before", required=False)
    after = forms.FloatField(label="Now", required=False)
    when = forms.CharField(label="Period", max_length=100, required=False)
    people = forms.IntegerField(label="Of how many?", min_value=FEWEST, required=False)
    does_not_tell = forms.CharField(label="Limitations", max_length=300, required=False)
    source = _source()
    groups = (
        Fieldset("Whose is it?", ("organisation", "outside")),
        Fieldset("What is measured?", ("kind", "name", "indicator")),
        Fieldset(
            "Figures", ("unit", "good", "before", "after", "when", "people"),
            "Leave the figures empty while there are none.",
        ),
        Fieldset("Reliability", ("does_not_tell", "source")),
    )  # fmt: skip

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "organisation", partnerships.current_organisations(partnership))
        offer_records(self, "indicator", Indicator.objects.filter(partnership=partnership))
