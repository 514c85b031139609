"""Beginning a report, and its words."""

from typing import Any

from django import forms

from realign.foundations.design.forms import DayField, RevisionField, offer_choices
from realign.foundations.partnerships.models import Partnership
from realign.review.reports import queries
from realign.review.reports.rules import HELP, LABELS, years_of


class NewReportForm(forms.Form):
    """Which year of which plan."""

    year = forms.ChoiceField(label="Which year of which plan?")
    ends_on = DayField(
        label="Only up to a day within that year",
        required=False,
        help_text="Leave it empty for the whole year. With a day it becomes a progress report. For "
        "example, 31 10 2026",
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plans = {plan.slug: plan for plan in queries.plans(partnership)}
        offer_choices(
            self,
            "year",
            [
                (f"{plan.slug} {year.label}", f"{year.label} of “{plan}”")
                for plan in self.plans.values()
                for year in reversed(years_of(plan))
            ],
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "year" in data:
            slug, data["year"] = data["year"].split(" ")
            data["plan"] = self.plans[slug]
        return data


class ReportForm(forms.Form):
    """The parts of a report that people write; the rest comes from the records."""

    title = forms.CharField(label="Title", max_length=200)
    introduction = forms.CharField(
        label=LABELS["introduction"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=HELP["introduction"],
    )
    next_steps = forms.CharField(
        label=LABELS["next_steps"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=HELP["next_steps"],
    )
    delay_reason = forms.CharField(
        label=LABELS["delay_reason"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=HELP["delay_reason"],
    )
    revision = RevisionField()
