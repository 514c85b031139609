"""Making a table, checking it, letting it out."""

from typing import Any

from django import forms

from realign.analyse.surveys.measures import dimensions_of, measures_of
from realign.analyse.surveys.models import CheckerView, Survey
from realign.foundations.files.models import Dataset
from realign.methods.disclosure import profiles
from realign.methods.survey import Interval

INTERVALS = [
    (Interval.LOGIT.value, "Logit (usual)"),
    (Interval.BETA.value, "Beta (Korn and Graubard; for rare answers)"),
    (Interval.ASIN.value, "Arcsine"),
    (Interval.MEAN.value, "Plain (estimate plus or minus)"),
]


def profile_choices() -> list[tuple[str, str]]:
    """The sets of rules for small numbers; unverified ones say so."""
    return [(p.name, p.title if p.verified else f"{p.title} (unverified)") for p in profiles().values()]


class TableForm(forms.Form):
    """Show me this by that."""

    measure = forms.ChoiceField(label="Show", widget=forms.RadioSelect)
    by = forms.MultipleChoiceField(
        label="By",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Up to two. None shows all pupils.",
    )
    profile = forms.ChoiceField(
        label="Rules for small numbers", choices=profile_choices, initial="fewer-than-5"
    )
    interval = forms.ChoiceField(label="Kind of interval", choices=INTERVALS, initial=Interval.LOGIT.value)

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = [(m.code, m.title) for m in measures_of(survey.dataset)]
        self.fields["by"].choices = [(d.column, d.title) for d in dimensions_of(survey.dataset).values()]

    def clean_by(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["by"]
        if len(chosen) > 2:
            raise forms.ValidationError("Choose one or two: with more, groups become too small to show.")
        return chosen


class ViewForm(forms.Form):
    """What a checker says."""

    verdict = forms.ChoiceField(
        label="Your view", choices=CheckerView.Verdict.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What you looked at and what you found.",
    )


class LetOutForm(forms.Form):
    """The address of a table once it is out."""

    slug = forms.SlugField(
        label="Short name for its address", help_text="Small letters, numbers and hyphens."
    )


class SurveyForm(forms.ModelForm):
    """One wave, its design declared once."""

    class Meta:
        model = Survey
        fields = (
            "title", "slug", "wave", "population", "dataset", "stratum", "psu", "weight", "fpc", "lonely_psu",
            "missing_rule", "note", "source",
        )  # fmt: skip
        labels = {"slug": "Short name for its address", "source": "Source"}

    lonely_psu = forms.ChoiceField(
        label="A stratum with a single sampling unit",
        choices=[
            ("fail", "Stop and say so"),
            ("centre", "Centre on the whole sample"),
            ("certainty", "Treat as certain"),
        ],
    )

    def __init__(self, *args: Any, datasets: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dataset"].queryset = datasets

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        dataset: Dataset | None = data.get("dataset")
        held = {column["name"] for column in dataset.columns} if dataset else set()
        for field in ("stratum", "psu", "weight", "fpc"):
            if data.get(field) and dataset and data[field] not in held:
                self.add_error(
                    field, f"The data have no column “{data[field]}”. They have: {', '.join(sorted(held))}."
                )
        return data
