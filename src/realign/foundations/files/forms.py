"""The form with which a file is brought: the file, what the format asks, and where the file is from."""

from typing import Any

from django import forms
from django.conf import settings

from realign.foundations.design.forms import DayField, RevisionField
from realign.foundations.files.storage import megabytes, too_large
from realign.foundations.files.types import ImportFormat

CHOOSE_AGAIN = "Choose the file again: a browser does not keep it. What you typed is still here."


class LastDayForm(forms.Form):
    """The last day on which a dataset may be used."""

    expires_on = DayField(
        label="May be used until",
        required=False,
        help_text="As agreed with whoever they came from. Empty means that no end was agreed.",
    )
    revision = RevisionField()


class BringFileForm(forms.Form):
    """A file in one format. Its options become fields of their own."""

    file = forms.FileField(label="The file")
    title = forms.CharField(
        label="What to call this import",
        required=False,
        max_length=200,
        help_text="The name of the format if left empty.",
    )
    producer = forms.CharField(label="Who published it", required=False, max_length=200)
    licence = forms.CharField(label="Under which terms", required=False, max_length=200)
    published = DayField(label="When it was published or fetched", required=False)
    invented = forms.BooleanField(
        label="These figures are invented",
        required=False,
        help_text="Every page and file that uses them will say so.",
    )

    def __init__(self, *args: Any, format: ImportFormat, too_large: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.format, self.too_large = format, too_large
        most = megabytes(settings.REALIGN_MAX_UPLOAD_BYTES)
        self.fields["file"].help_text = f"CSV in UTF-8, or a workbook (.xlsx or .ods); at most {most}."
        if too_large:
            self.fields["file"].required = False
        self.fields["producer"].initial = format.producer
        self.fields["licence"].initial = format.licence
        for option in format.options:
            self.fields[f"option_{option.name}"] = (
                forms.ChoiceField(choices=option.choices, **self._field_words(option))
                if option.choices
                else forms.CharField(**self._field_words(option))
            )
        self.order_fields(["file", *(f"option_{option.name}" for option in format.options)])

    @staticmethod
    def _field_words(option: Any) -> dict[str, Any]:
        return {"label": option.label, "help_text": option.help, "required": option.required}

    def clean(self) -> dict[str, Any]:
        """Refuse a file that was dropped on arrival because of its size, in words."""
        cleaned = super().clean() or {}
        file = self.files.get("file")
        limit = settings.REALIGN_MAX_UPLOAD_BYTES
        if self.too_large or (file is not None and (file.size or 0) > limit):
            self.add_error(
                "file", f"{too_large(limit)} Split it by year or by area, or ask your administrator for more."
            )
        return cleaned

    def add_error(self, field: str | None, error: Any) -> None:
        """Say an error, and that the file has to be chosen once more: no browser sends it a second time by itself."""
        super().add_error(field, error)
        if self.files.get("file") and CHOOSE_AGAIN not in self.errors.get("file", ()):
            super().add_error("file", CHOOSE_AGAIN)

    @property
    def options(self) -> dict[str, str]:
        """The options of the format as they were chosen, by name."""
        return {
            option.name: self.cleaned_data.get(f"option_{option.name}", "") for option in self.format.options
        }

    @property
    def details(self) -> dict[str, Any]:
        """The title, producer, licence and date of the file, and whether it is invented."""
        names = ("title", "producer", "licence", "published", "invented")
        return {name: self.cleaned_data[name] for name in names}
