"""The text to check, pasted or as a file, and which findings to show."""

from typing import Any

from django import forms

from realign.foundations.design.forms import DayField
from realign.methods.wording import FaultKind

LONGEST = 1_000_000  # letters: some 300 pages
ENDINGS = (".txt", ".md")


class CheckTextForm(forms.Form):
    """A text. A file takes the place of what was pasted, and is shown in the box from then on."""

    file = forms.FileField(
        label="A file",
        required=False,
        help_text="Plain text or Markdown (.txt or .md) in UTF-8. Or paste the text below.",
    )
    text = forms.CharField(
        label="The text", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 12})
    )
    written = DayField(
        label="When it was written",
        required=False,
        help_text="To find promises whose date is past. If left empty, the first full date near its top is taken.",
    )
    kind = forms.ChoiceField(
        label="Show",
        required=False,
        choices=[("", "All findings"), *((each.value, each.label) for each in FaultKind)],
    )

    def clean_file(self) -> str:
        """The file's text."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if not file.name.lower().endswith(ENDINGS):
            raise forms.ValidationError(
                f"“{file.name}” is not a .txt or .md file. Save the text as one of these first."
            )
        if file.size > 4 * LONGEST:
            raise forms.ValidationError("The file is too long to check at once. Check it chapter by chapter.")
        try:
            text: str = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                f"The file is not UTF-8 text (byte {error.start + 1}). Save it again as UTF-8."
            ) from error
        return text

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        text = given.get("file") or given.get("text", "")
        if not text.strip() and not self.errors:
            self.add_error("text", "Paste a text or choose a file.")
        elif len(text) > LONGEST:
            self.add_error(
                "text", f"The text has {len(text):,} letters; at most {LONGEST:,} can be checked at once."
            )
        return {**given, "text": text}
