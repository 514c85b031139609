"""Raking, questionnaires and modelled figures."""

from typing import Any

from django import forms

from realign.analyse.surveys.forms import measure_choices
from realign.analyse.surveys.measures import dimensions_of
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.small_areas import AREA, PEOPLE
from realign.foundations.design.forms import RevisionField, offer_choices, offer_records


class RakingForm(forms.Form):
    """Known numbers of pupils, and what the new weights and data shall be called."""

    margins = forms.CharField(
        label="Numbers of pupils",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    column = forms.SlugField(label="Name of the new weights", max_length=40, initial="weight_raked")
    slug = forms.SlugField(label="Short name of the new data", max_length=50)
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


class QuestionnaireForm(forms.Form):
    """An XLSForm, and the survey that asks it."""

    file = forms.FileField(
        label="The form", help_text="An XLSForm: a workbook with the sheets survey and choices."
    )
    title = forms.CharField(
        label="Title", required=False, max_length=200, help_text="The form’s own title if left empty."
    )
    slug = forms.SlugField(label="Short name for its address")
    survey = forms.ModelChoiceField(
        Survey.objects.none(), label="The survey that asks it", required=False, empty_label="None yet"
    )

    def __init__(self, *args: Any, surveys: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "survey", surveys)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith(".xlsx"):
            raise forms.ValidationError(f"“{file.name}” is no workbook. Bring the form as .xlsx.")
        return file


class SmallAreasForm(forms.Form):
    """What to model, for which areas."""

    measure = forms.ChoiceField(label="Show")
    source = forms.ChoiceField(
        label="How many pupils live where",
        widget=forms.RadioSelect,
        choices=[
            ("typed", "From the lines below"),
            ("register", "Intermediate zones by deprivation fifth, from the register of places"),
        ],
        initial="typed",
    )
    population = forms.CharField(
        label="Pupils by area and group",
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    population_source = forms.CharField(
        label="Where are these numbers from?",
        required=False,
        max_length=200,
        help_text="Needed before figures are kept: the register or table, and its year.",
    )
    slug = forms.SlugField(
        label="Short name for their address", required=False, help_text="Small letters, numbers and hyphens."
    )

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "measure", measure_choices(survey))
        dims = dimensions_of(survey.dataset) if survey.dataset else {}
        heading = ", ".join([AREA, *list(dims)[:2], PEOPLE])
        self.fields["population"].help_text = f"A heading and a line for each area and group: {heading}"
