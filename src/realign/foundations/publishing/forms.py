"""What is asked at the door: why all the same, why not, why no longer."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django import forms

from realign.foundations.design.forms import RevisionField, offer_choices
from realign.foundations.publishing.types import Draft

MOVED_ON = "Some of these were changed or published while you were reading. Read the list as it is now."


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


class PublishTogetherForm(forms.Form):
    """Which of the drafts that were listed may be public, each with the words that stood there."""

    listed = forms.CharField(widget=forms.HiddenInput, max_length=64)
    every = forms.BooleanField(label="All of them", required=False)
    chosen = forms.MultipleChoiceField(
        label="Or only these",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": MOVED_ON},
    )

    def __init__(self, drafts: Sequence[Draft], data: Any = None) -> None:
        self.tokens = {f"{draft.key}:{draft.fingerprint}": draft for draft in drafts}
        self.fingerprint = sha256("\n".join(sorted(self.tokens)).encode()).hexdigest()
        super().__init__(data, initial={"listed": self.fingerprint})
        offer_choices(self, "chosen", [(token, draft.title) for token, draft in self.tokens.items()])
        self.fields["every"].label = f"All {len(drafts)} of them" if len(drafts) > 1 else "This one"

    def clean(self) -> dict[str, Any]:
        """Refuse where nothing is ticked, and where all are ticked of a list that is another by now."""
        values = super().clean() or {}
        if values.get("every") and values.get("listed") != self.fingerprint:
            self.add_error("every", MOVED_ON)
        elif not values.get("every") and not values.get("chosen") and "chosen" not in self.errors:
            self.add_error("chosen", "Tick what you publish.")
        return values

    @property
    def drafts(self) -> list[tuple[str, str]]:
        """The key and the fingerprint of each that was ticked."""
        ticked = self.tokens if self.cleaned_data["every"] else self.cleaned_data["chosen"]
        return [(self.tokens[token].key, self.tokens[token].fingerprint) for token in ticked]


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
