"""Which areas to model, and from what."""

from typing import Any

from django import forms

from realign.analyse.surveys.data.measures import dimensions_of
from realign.analyse.surveys.local.small_areas import AREA, PEOPLE
from realign.analyse.surveys.models import Survey
from realign.analyse.surveys.tables.forms import measure_choices
from realign.foundations.design.forms import SHORT_NAME_HELP, offer_choices


class SmallAreasForm(forms.Form):
    """What to model, for which areas."""

    measure = forms.ChoiceField(label="Show")
    source = forms.ChoiceField(
        label="Numbers of pupils by area",
        widget=forms.RadioSelect,
        choices=[
            ("typed", "Entered below"),
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
        label="Source of these numbers",
        required=False,
        max_length=200,
        help_text="Needed before figures can be saved: the register or table, and its year.",
    )
    slug = forms.SlugField(label="Short name for their address", required=False, help_text=SHORT_NAME_HELP)

    def __init__(self, survey: Survey, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "measure", measure_choices(survey))
        dims = dimensions_of(survey.dataset) if survey.dataset else {}
        heading = ", ".join([AREA, *list(dims)[:2], PEOPLE])
        self.fields["population"].help_text = f"A heading and a line for each area and group: {heading}"
