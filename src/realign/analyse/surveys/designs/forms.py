"""Declaring a survey, its response and its weights."""

from collections.abc import Sequence
from typing import Any

from django import forms

from realign.analyse.surveys.data.measures import dimensions_of
from realign.analyse.surveys.designs.types import TAKEN, ResponseStage
from realign.analyse.surveys.models import Survey
from realign.foundations.design.forms import (
    SHORT_NAME_HELP,
    Fieldset,
    Grouped,
    PercentField,
    RevisionField,
    offer_records,
)
from realign.methods.survey import SurveyError


class SurveyForm(Grouped, forms.ModelForm):  # type: ignore[type-arg] # Django’s own class takes no argument when run
    """One wave, its design declared once."""

    class Meta:
        model = Survey
        fields = (
            "title", "slug", "wave", "population", "earlier", "comparability", "dataset", "weight", "stratum", "psu",
            "fpc", "ssu",
            "ssu_fpc", "lonely_psu", "raked_to", "base_weight", "replicates", "replicate_method", "replicate_scale", "fay",
            "missing_rule", "note", "source",
        )  # fmt: skip
        labels = {"slug": "Short name for its address", "source": "Source"}
        help_texts = {
            "slug": SHORT_NAME_HELP,
            "earlier": "So that tables can be compared with it.",
            "stratum": "The groups within which schools were sampled separately.",
            "psu": "What was sampled first: usually the school.",
            "fpc": "How many sampling units the stratum has in all, sampled or not.",
            "ssu": "What was sampled within schools, if not all pupils: usually the class.",
            "ssu_fpc": "How many such units the school has in all.",
            "raked_to": (
                "If the weights were made to add up to known numbers of pupils: the columns of those groups, with "
                "commas, such as sex, stage. Standard errors then allow for it."
            ),
            "base_weight": "The weights as they were before, if the data have them.",
            "replicates": "Instead of strata and units: rw1-rw80, or rw*, or names with commas.",
            "replicate_scale": "From the survey’s documentation; needed for a stratified jackknife.",
            "fay": "For Fay’s method only, such as 0.5.",
        }

    groups = (
        Fieldset(
            "The survey",
            ("title", "slug", "wave", "population", "earlier", "comparability", "dataset"),
        ),
        Fieldset(
            "Sample design",
            ("weight", "raked_to", "base_weight", "stratum", "psu", "fpc", "ssu", "ssu_fpc", "lonely_psu"),
            "Names of columns of the data. Every figure from this survey will use them.",
        ),
        Fieldset(
            "Replicate weights",
            ("replicates", "replicate_method", "replicate_scale", "fay"),
            "Leave empty if strata and sampling units are given.",
        ),
        Fieldset("Notes for readers", ("missing_rule", "note", "source")),
    )

    lonely_psu = forms.ChoiceField(
        label="Strata with one sampling unit",
        choices=[
            ("fail", "Stop with an error"),
            ("centre", "Centre on the whole sample"),
            ("certainty", "Treat as certain"),
        ],
    )
    revision = RevisionField(required=False)

    def __init__(self, *args: Any, datasets: Any, surveys: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "dataset", datasets)
        offer_records(self, "earlier", surveys.exclude(pk=self.instance.pk))
        self.fields["slug"].required = False

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"] or self.instance.slug
        if slug in TAKEN:
            raise forms.ValidationError(f"“{slug}” is the address of another page. Choose another name.")
        return slug


STAGES = 4


class ResponseForm(Grouped, forms.Form):
    """How many were asked and took part, for up to four stages of fieldwork."""

    revision = RevisionField()
    groups = tuple(
        Fieldset(
            f"Stage {number}",
            tuple(f"{name}_{number}" for name in ("name", "asked", "took_part", "rate", "counts")),
        )
        for number in range(1, STAGES + 1)
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, STAGES + 1):
            self.fields |= {
                f"name_{number}": forms.CharField(
                    label="Who was asked",
                    required=False,
                    max_length=60,
                    help_text="Schools, classes or pupils.",
                ),
                f"asked_{number}": forms.IntegerField(
                    label="How many were asked", required=False, min_value=1
                ),
                f"took_part_{number}": forms.IntegerField(
                    label="How many took part", required=False, min_value=0
                ),
                f"rate_{number}": PercentField(
                    label="Or the rate, where only that is known", required=False, min_value=0, max_value=1
                ),
                f"counts_{number}": forms.BooleanField(
                    label="Count in the overall rate", required=False, initial=True
                ),
            }

    @classmethod
    def initial_of(cls, stages: Sequence[ResponseStage]) -> dict[str, Any]:
        """The form filled with what was recorded."""
        return {
            f"{name}_{number}": value
            for number, stage in enumerate(stages, start=1)
            for name, value in stage.as_json().items()
        }

    def clean(self) -> dict[str, Any]:
        """Turn rows into stages, each with its own error."""
        data = super().clean() or {}
        self.stages: list[ResponseStage] = []
        for number in range(1, STAGES + 1):
            name, rate = data.get(f"name_{number}"), data.get(f"rate_{number}")
            if not name:
                continue
            try:
                stage = ResponseStage(
                    name,
                    took_part=data.get(f"took_part_{number}"),
                    asked=data.get(f"asked_{number}"),
                    rate=None if rate is None else float(rate),
                    counts=bool(data.get(f"counts_{number}")),
                )
                self.stages.append(stage)
            except SurveyError as error:
                self.add_error(f"took_part_{number}", str(error))
        return data


class RakingForm(forms.Form):
    """Known numbers of pupils, and what the new weights and data shall be called."""

    margins = forms.CharField(
        label="Numbers of pupils",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    column = forms.SlugField(label="Name of the new weights", max_length=40, initial="weight_raked")
    slug = forms.SlugField(
        label="Short name of the new data", max_length=50, required=False, help_text=SHORT_NAME_HELP
    )
    revision = RevisionField()

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dims = dimensions_of(survey.dataset).values() if survey.dataset else []
        columns = "; ".join(f"{d.column}: {', '.join(name for _, name in d.levels)}" for d in dims)
        example = next((f"{d.column}, {d.levels[0][1]}, 14200" for d in dims), "sex, Girls, 14200")
        self.fields["margins"].help_text = (
            f"One line for each group: column, group, number. For example: {example}. "
            f"Columns and groups: {columns}."
        )
