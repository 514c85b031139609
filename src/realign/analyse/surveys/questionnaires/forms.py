"""Bringing a questionnaire."""

from typing import Any

from django import forms

from realign.analyse.surveys.models import Survey
from realign.foundations.design.forms import SHORT_NAME_HELP, offer_records
from realign.foundations.files.reading.workbooks import ENDINGS


class QuestionnaireForm(forms.Form):
    """An XLSForm, and the survey that asks it."""

    file = forms.FileField(
        label="The form",
        help_text="An XLSForm: an Excel or OpenDocument workbook with the sheets survey and choices.",
    )
    title = forms.CharField(
        label="Title", required=False, max_length=200, help_text="The form’s own title if left empty."
    )
    slug = forms.SlugField(label="Short name for its address", required=False, help_text=SHORT_NAME_HELP)
    survey = forms.ModelChoiceField(
        Survey.objects.none(), label="The survey that asks it", required=False, empty_label="None yet"
    )

    def __init__(self, *args: Any, surveys: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "survey", surveys)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if not file.name.lower().endswith((*ENDINGS, ".xls")):
            raise forms.ValidationError(f"“{file.name}” is not an Excel workbook. Upload the form as .xlsx.")
        return file
