"""Bringing answers, and choosing which scales to score."""

from typing import Any

from django import forms
from django.conf import settings

from realign.analyse.surveys.data.incoming import scales as incoming_scales
from realign.analyse.surveys.data.incoming.format import ENDINGS, USUAL
from realign.foundations.design.forms import SHORT_NAME_HELP, DayField, Fieldset, Grouped, offer_choices
from realign.foundations.files.storage import megabytes, too_large


class BringAnswersForm(Grouped, forms.Form):
    """A file of answers, perhaps a codebook, and what cannot be read from either."""

    groups = (
        Fieldset("The file", ("file", "codebook", "missing_codes")),
        Fieldset("Name and retention", ("title", "name", "expires")),
        Fieldset("Source", ("producer", "licence", "published", "invented")),
    )

    file = forms.FileField(label="The answers")
    codebook = forms.FileField(
        label="Its codebook",
        required=False,
        help_text="For CSV and Parquet: a table with the columns column, label, value, value_label, "
        "missing. SPSS files "
        "carry their own; a workbook has it on a sheet called “codebook”.",
    )
    missing_codes = forms.CharField(
        label="Missing codes of the whole file",
        required=False,
        initial=", ".join(f"{code}={words}" for code, words in USUAL.items()),
        help_text="For columns whose codebook names none. Each kind of missing stays apart.",
    )
    title = forms.CharField(label="Title", max_length=200)
    name = forms.SlugField(label="Short name", max_length=50, required=False, help_text=SHORT_NAME_HELP)
    expires = DayField(label="Last day on which it may be used")
    producer = forms.CharField(label="Who collected it", required=False, max_length=200)
    licence = forms.CharField(label="Under which terms", required=False, max_length=200)
    published = DayField(label="When it was received", required=False)
    invented = forms.BooleanField(
        label="These answers are invented",
        required=False,
        help_text="Every page and file that uses them will say so.",
    )

    def __init__(self, *args: Any, dropped: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dropped = dropped
        limit = megabytes(settings.REALIGN_MAX_UPLOAD_BYTES)
        self.fields["file"].help_text = (
            f"SPSS (.sav), CSV, Excel workbook or Parquet; at most {limit}. One row for each pupil, without "
            "names, dates of birth, postcodes or numbers that identify anybody."
        )
        if dropped:
            self.fields["file"].required = False

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].lower().replace("_", "-")
        return name

    def clean(self) -> dict[str, Any]:
        """Refuse a file that was too large, or is of no known kind, in words."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if self.dropped:
            self.add_error(
                "file",
                f"{too_large(settings.REALIGN_MAX_UPLOAD_BYTES)} Upload one round or one council at a time.",
            )
        elif file is not None and not file.name.lower().endswith(ENDINGS):
            self.add_error(
                "file",
                f"“{file.name}” is not a kind of file that can be read. Upload a "
                ".sav, .csv, .xlsx, .ods or .parquet file.",
            )
        return cleaned


class ScoreForm(forms.Form):
    """Which scales to score, by which rule."""

    score = forms.MultipleChoiceField(
        label="Scales to score",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each scale adds columns. The scoring rules are recorded in their descriptions.",
    )

    def __init__(self, offered: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [incoming_scales.ScoringChoice.parse(text) for text in offered]
        offer_choices(self, "score", [(str(choice), incoming_scales.words(choice)) for choice in choices])

    @property
    def chosen(self) -> list[incoming_scales.ScoringChoice]:
        """The scales chosen."""
        return [incoming_scales.ScoringChoice.parse(text) for text in self.cleaned_data["score"]]
