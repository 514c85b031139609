"""What people type about a chart."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from realign.analyse.trends.choices import PLAIN
from realign.analyse.trends.models import Mark
from realign.analyse.trends.words import CHART_WORDS, RULE_WORDS
from realign.foundations.design.forms import Fieldset, Grouped, RevisionField, offer_choices
from realign.methods.indicators.spc.types import ChartKind
from realign.registers.indicators.types import SeriesPoint


class MarkForm(Grouped, forms.Form):
    """A choice about a chart, with its reason."""

    groups = (
        Fieldset("The annotation", ("kind", "starts_on")),
        Fieldset("For a choice of chart, or a baseline", ("chart", "rules", "screening", "points")),
        Fieldset("Why?", ("reason",)),
    )
    kind = forms.ChoiceField(label="Kind of mark", choices=Mark.Kind.choices, widget=forms.RadioSelect)
    starts_on = forms.TypedChoiceField(
        label="Which point", required=False, coerce=date.fromisoformat, empty_value=None,
        help_text="Not needed for a choice of chart or a baseline.",
    )  # fmt: skip
    chart = forms.ChoiceField(label="Chart", required=False)
    rules = forms.ChoiceField(label="Rules for signals", required=False, choices=[
        (rule.value, words) for rule, words in RULE_WORDS.items()
    ])  # fmt: skip
    screening = forms.ChoiceField(
        label="Outlying moving ranges", required=False,
        choices=[("", "As the rules do: NHS England leaves them out, the others count all"), *Mark.Screening.choices],
        help_text="For an individuals chart. A single far value makes two large ranges, which widen the limits.",
    )  # fmt: skip
    points = forms.IntegerField(
        label="Points in the baseline", required=False, min_value=2, max_value=500,
        help_text="Twelve or more are best. Later points are judged against them.",
    )  # fmt: skip
    reason = forms.CharField(
        label="Reason", max_length=300, help_text="It is shown under the chart with your name and the date."
    )

    def __init__(
        self, points: Sequence[SeriesPoint], charts: Sequence[ChartKind], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = [point for point in points if point.value is not None]
        offer_choices(
            self,
            "starts_on",
            [
                ("", "No single point"),
                *((point.starts_on.isoformat(), point.period) for point in reversed(known)),
            ],
        )
        offer_choices(self, "chart", [(chart.value, CHART_WORDS[chart]) for chart in charts])
        self.fields["chart"].initial, self.fields["rules"].initial = PLAIN.chart.value, PLAIN.rules.value

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen; what does not belong to this kind of mark is left aside."""
        data = dict(self.cleaned_data)
        if data["kind"] != Mark.Kind.CHART:
            data["chart"] = data["rules"] = data["screening"] = ""
        if data["kind"] != Mark.Kind.BASELINE:
            data["points"] = None
        if data["kind"] in (Mark.Kind.CHART, Mark.Kind.BASELINE):
            data["starts_on"] = None
        return data


class TakeOffForm(forms.Form):
    """The reason for taking a mark off a chart."""

    because = forms.CharField(label="Reason for removing it", max_length=300)
    revision = RevisionField()
