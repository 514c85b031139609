"""Asking for a table, or for a whole publication."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from django import forms
from django.db.models import TextChoices
from django.http import QueryDict

from realign.analyse.surveys.data.measures import (
    KIND,
    QUANTILES,
    RATIO,
    TOTAL,
    Measure,
    dimensions_of,
    main_dimensions,
    main_measures,
    measure_of,
    measures_of,
    scores_of,
)
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables.queries import level_questions
from realign.analyse.surveys.tables.rules import CHOICES
from realign.analyse.surveys.tables.types import LevelQuestion
from realign.foundations.design.forms import Fieldset, Grouped, offer_choices
from realign.foundations.design.words import opening, within
from realign.methods.disclosure import profiles
from realign.methods.survey import IntervalMethod, Stat

INTERVALS = [
    (IntervalMethod.LOGIT.value, "Logit (usual)"),
    (IntervalMethod.BETA.value, "Beta (Korn and Graubard; for rare answers)"),
    (IntervalMethod.ASIN.value, "Arcsine"),
    (IntervalMethod.MEAN.value, "Plain (estimate plus or minus)"),
]


MOST_IN_A_TABLE, MOST_IN_A_SET = 2, 3


MOST_OF_A_SET = 10
"""Breakdowns of which a publication offers every combination."""


EVERYBODY = "everybody"


def profile_choices() -> list[tuple[str, str]]:
    """The sets of rules for small numbers; unverified ones say so."""
    return [(p.name, p.title if p.verified else f"{p.title} (unverified)") for p in profiles().values()]


KINDS = [
    ("", "Percentage or mean"),
    (TOTAL, "A number of pupils"),
    *((name, words.capitalize()) for name, (_, words) in QUANTILES.items()),
    (RATIO, "A ratio to another score"),
]


class Compare(TextChoices):
    """What a table may be held against."""

    GROUPS = "groups", "Each group with a reference group"
    WAVE = "wave", "Previous round"
    ELSEWHERE = "elsewhere", "Scotland, councils and other partnerships"


def confirmed_field() -> forms.MultipleChoiceField:
    """What is to be confirmed of the groups, where anything is."""
    return forms.MultipleChoiceField(
        label="Confirm what is true of the groups",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Small numbers could otherwise be calculated from this table and another.",
    )


def add_unconfirmed(
    form: forms.Form,
    questions: Sequence[LevelQuestion],
    breakdown: Collection[str],
    confirmed: Collection[str],
) -> None:
    """Ask on the form for what nobody confirmed of the groups chosen."""
    for question in questions:
        if question.column in breakdown and question.code not in confirmed:
            form.add_error("confirmed", question.refusal)


class TableForm(Grouped, forms.Form):
    """Make a table."""

    groups: Sequence[Fieldset] = (
        Fieldset("Measure", ("measure", "kind", "per")),
        Fieldset("Breakdown", ("by", "confirmed")),
        Fieldset("Comparison", ("compare", "against")),
        Fieldset("Method", ("interval", "profile", "rounding")),
    )

    measure = forms.ChoiceField(label="Show", widget=forms.Select)
    kind = forms.ChoiceField(
        label="As",
        choices=KINDS,
        required=False,
        help_text="Use “number of pupils” for yes/no questions, and medians or ratios for scores.",
    )
    per = forms.ChoiceField(label="To which score", required=False)
    compare = forms.MultipleChoiceField(
        label="Compare", required=False, choices=Compare.choices, widget=forms.CheckboxSelectMultiple
    )
    by = forms.MultipleChoiceField(
        label="By",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose up to two, or none to show all pupils.",
    )
    confirmed = confirmed_field()
    against = forms.ChoiceField(
        label="Compare groups with",
        required=False,
        help_text="Reference group. If you leave this empty, the first group is used.",
    )
    interval = forms.ChoiceField(
        label="Kind of interval", choices=INTERVALS, initial=IntervalMethod.LOGIT.value
    )
    profile = forms.ChoiceField(
        label="Rules for small numbers", choices=profile_choices, initial="fewer-than-5"
    )
    rounding = forms.ChoiceField(
        label="Rounding of counts",
        choices=CHOICES,
        required=False,
        help_text="Where the rules round, or offer to: ONS and ACRO, to 5.",
    )
    # tells a form in which nothing is ticked from an address that says nothing of comparisons, and means all
    chosen = forms.CharField(required=False, initial="1", widget=forms.HiddenInput)

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dims = dimensions_of(survey.dataset) if survey.dataset else {}
        offered = [choice for choice in Compare.choices if dims or choice[0] != Compare.GROUPS]
        if self.is_bound and "chosen" not in self.data:
            self.data = _with_comparisons(self.data, [value for value, _ in offered])
        self.survey, self.dims = survey, dims
        self.has_measures = bool(measure_choices(survey))
        offer_choices(self, "measure", measure_choices(survey))
        offer_choices(self, "compare", offered)
        self.fields["compare"].initial = [value for value, _ in offered]
        self._offer_kinds(survey)
        self.questions = level_questions(survey)
        offer_choices(self, "confirmed", [(question.code, question.words) for question in self.questions])
        if not self.questions:
            self._leave_out("confirmed", forms.MultipleHiddenInput)
        if not dims:
            self._leave_out("by", forms.MultipleHiddenInput)
            self._leave_out("against", forms.HiddenInput)
        offer_choices(self, "by", [(d.column, d.title) for d in dims.values()])
        offer_choices(
            self,
            "against",
            [
                ("", "The first group"),
                *(
                    # a closed list shows the choice without its group, so the choice names its question too
                    (
                        dim.title,
                        [(f"{dim.column}={level}", f"{dim.title}: {name}") for level, name in dim.levels],
                    )
                    for dim in dims.values()
                ),
            ],
        )

    def _offer_kinds(self, survey: Survey) -> None:
        """Only the kinds of figure that some measure of these data can be shown as."""
        scores = scores_of(survey.dataset) if survey.dataset else {}
        means = (
            [measure for measure in measures_of(survey.dataset) if measure.stat is Stat.MEAN]
            if survey.dataset
            else []
        )
        of_scores = {*QUANTILES, RATIO} if not means else {RATIO} if not scores else set()
        kinds = [kind for kind in KINDS if kind[0] not in of_scores]
        if not means:
            kinds[0] = ("", "A share")
            self.fields["kind"].help_text = "Use “number of pupils” for yes/no questions."
        offer_choices(self, "kind", kinds)
        offer_choices(self, "per", [("", "None"), *scores.items()])
        if not scores or not means:
            self._leave_out("per", forms.HiddenInput)

    def _leave_out(self, name: str, hidden: type[forms.Widget]) -> None:
        """Do not show a field that these data give no choice for; what an address says of it is still judged."""
        self.fields[name].widget = hidden()
        groups = (
            replace(group, fields=[field for field in group.fields if field != name]) for group in self.groups
        )
        self.groups = tuple(group for group in groups if group.fields)

    def clean_by(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["by"]
        if len(chosen) > MOST_IN_A_TABLE:
            raise forms.ValidationError("Choose one or two: with more, groups become too small to show.")
        return chosen

    def clean(self) -> dict[str, Any]:
        """Refuse a kind of figure that makes no sense of the measure."""
        data = super().clean() or {}
        add_unconfirmed(self, self.questions, data.get("by", []), data.get("confirmed", []))
        if self.survey.dataset and data.get("measure"):
            try:
                measure = measure_of(self.survey.dataset, self.code)
            except KeyError:
                self.add_error("kind", self._why_not(data.get("kind", "")))
                return data
            if measure.column in data.get("by", []):
                self.add_error(
                    "by", "Choose another breakdown: a question is not broken down by its own answers."
                )
        return data

    def _why_not(self, kind: str) -> str:
        if kind == TOTAL:
            return "A mean has no number of pupils. Choose a yes/no measure."
        if kind == RATIO:
            return "A ratio needs two scores. Choose a mean to show, and another score."
        return "A yes/no measure has no median. Choose a mean to show, such as an average score."

    @property
    def code(self) -> str:
        """The measure chosen, as the kind of figure chosen."""
        data = self.cleaned_data
        kind = data.get("kind", "")
        if kind == RATIO:
            kind = f"{RATIO}:{data.get('per', '')}"
        return f"{data['measure']}{KIND}{kind}" if kind else str(data["measure"])

    @property
    def reference(self) -> str:
        """The level chosen to compare with, if it is one of the last breakdown chosen."""
        by, against = self.cleaned_data["by"], self.cleaned_data["against"]
        levels = self.dims[by[-1]].levels if by and by[-1] in self.dims else ()
        return next((level for level, _ in levels if against == f"{by[-1]}={level}"), "")


def measure_choices(survey: Survey) -> list[Any]:
    """The measures of a survey, the named ones first."""
    measures = measures_of(survey.dataset) if survey.dataset else []
    named = [(measure.code, measure.title) for measure in measures if not _is_an_answer(measure)]
    answers = [(measure.code, measure.title) for measure in measures if _is_an_answer(measure)]
    return [*named, ("One answer of one question", answers)] if answers else named


def _is_an_answer(measure: Measure) -> bool:
    return not measure.listed and measure.stat is Stat.PROPORTION


def _with_comparisons(data: Any, offered: list[str]) -> QueryDict:
    """An address that says nothing of comparisons, as one that asks for all. ``data`` is a QueryDict or a mapping."""
    address = data.copy() if isinstance(data, QueryDict) else QueryDict(mutable=True)
    if not isinstance(data, QueryDict):
        address.update(data)
    address["chosen"] = "1"
    address.setlist("compare", address.getlist("compare") or offered)
    return address


class TableSetForm(forms.Form):
    """Every measure chosen by every breakdown chosen, let out together."""

    measures = forms.MultipleChoiceField(label="Measures", widget=forms.CheckboxSelectMultiple)
    breakdowns = forms.MultipleChoiceField(
        label="Breakdowns",
        widget=forms.CheckboxSelectMultiple,
        help_text="Each gives one table of every measure, with all its totals. More detail hides more numbers.",
    )
    confirmed = confirmed_field()
    profile = forms.ChoiceField(
        label="Rules for small numbers", choices=profile_choices, initial="fewer-than-5"
    )
    rounding = forms.ChoiceField(
        label="Rounding of counts",
        choices=CHOICES,
        required=False,
        help_text="Where the rules round, or offer to: ONS and ACRO, to 5.",
    )
    interval = forms.ChoiceField(
        label="Kind of interval", choices=INTERVALS, initial=IntervalMethod.LOGIT.value
    )

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        main = main_measures(survey.dataset) if survey.dataset else []
        self.has_measures = bool(main)
        dims = main_dimensions(survey.dataset) if survey.dataset else {}
        offer_choices(self, "measures", [(measure.code, measure.title) for measure in main])
        self._sets = {
            "+".join(chosen): list(chosen)
            for size in range(1, MOST_IN_A_SET + 1)
            for chosen in combinations(list(dims)[:MOST_OF_A_SET], size)
        }
        sets = [
            (name, opening(" by ".join(within(dims[column].title) for column in chosen)))
            for name, chosen in self._sets.items()
        ]
        offer_choices(self, "breakdowns", sets or [(EVERYBODY, "All pupils: these data have no breakdown")])
        self.questions = [question for question in level_questions(survey) if question.column in dims]
        offer_choices(self, "confirmed", [(question.code, question.words) for question in self.questions])
        if not self.questions:
            del self.fields["confirmed"]

    def clean(self) -> dict[str, Any]:
        """Refuse groups of which something is still to be confirmed."""
        data = super().clean() or {}
        chosen = {column for name in data.get("breakdowns", []) for column in self._sets.get(name, [])}
        add_unconfirmed(self, self.questions, chosen, data.get("confirmed", []))
        return data

    @property
    def sets(self) -> list[list[str]]:
        """The breakdowns chosen, each as its columns."""
        return [self._sets.get(chosen, []) for chosen in self.cleaned_data["breakdowns"]]
