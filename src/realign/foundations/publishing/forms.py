"""What is asked at the door: why all the same, why not, why no longer."""

from typing import Any

from django import forms

from realign.foundations.design.forms import RevisionField


class AsRead(forms.Form):
    """Which words somebody had before them when they decided."""

    fingerprint = forms.CharField(widget=forms.HiddenInput, max_length=64)


class WhyAllTheSame(forms.Form):
    """Where something was pointed out, why it may be published; nothing is asked where nothing was."""

    reason = forms.CharField(
        label="Why may it be published as it is?",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: this person holds a public office and agreed; the number is of schools, not children.",
    )

    def __init__(self, *args: Any, is_noticed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_noticed:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class PublishForm(WhyAllTheSame, AsRead):
    """The words may be public."""


class PublishDocumentForm(WhyAllTheSame):
    """A document may be public, as the person saw its record."""

    revision = RevisionField()


class ReturnDraftForm(AsRead):
    """The words should be changed first."""

    because = forms.CharField(
        label="What should be changed?", max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class WithdrawVersionForm(forms.Form):
    """What is public should not be."""

    revision = RevisionField()
    reason = forms.CharField(
        label="Why is it withdrawn?",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everybody who comes to its address reads this, with the day.",
    )
