"""Writing down a finding."""

from typing import Any

from django import forms

from realign.foundations.design.forms import (
    SHORT_NAME_HELP,
    CountedTextarea,
    RevisionField,
    offer_records,
    records_offered,
)
from realign.foundations.partnerships.models import Partnership
from realign.registers.evidence import queries
from realign.registers.evidence.models import Finding
from realign.registers.frameworks.models import FrameworkItem


class FindingForm(forms.ModelForm[Finding]):
    """One thing that is known, and what it rests on."""

    revision = RevisionField()

    class Meta:
        model = Finding
        fields = (
            "sentence", "slug", "strength", "strength_reason", "release", "cell", "indicator", "area", "source",
            "does_not_tell", "tags",
        )  # fmt: skip
        widgets = {"sentence": CountedTextarea, "tags": forms.CheckboxSelectMultiple}
        labels = {
            "sentence": "The finding, as one sentence",
            "slug": "Short name for its address",
            "strength": "How strong is the evidence?",
            "strength_reason": "Reason for this rating",
            "release": "Released table used",
            "cell": "Group in that table",
            "indicator": "Indicator used",
            "area": "Place",
            "source": "Other source, as a reader would look it up",
            "tags": "Wellbeing indicators",
        }
        help_texts = {"slug": SHORT_NAME_HELP}

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        releases = queries.releases(partnership).standing()
        offer_records(self, "release", releases)
        offer_records(
            self,
            "cell",
            records_offered(self, "cell").filter(release__in=releases).select_related("release"),
            label=queries.group_name,
            group=lambda cell: str(cell.release),
        )
        offer_records(self, "indicator", records_offered(self, "indicator").filter(partnership=partnership))
        offer_records(
            self, "area", records_offered(self, "area").filter(kind__in=("council", "partnership", "country"))
        )
        offer_records(self, "tags", FrameworkItem.objects.filter(version__framework__slug="shanarri"))
        if self.instance.pk is None:
            del self.fields["revision"]
            self.fields["slug"].required = False
        else:
            self.fields["slug"].disabled = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        cell, release = data.get("cell"), data.get("release")
        if cell is not None and cell.release_id != getattr(release, "pk", None):
            self.add_error("cell", "Choose a group of the released table chosen above.")
        if not (release or data.get("indicator") or data.get("source")):
            self.add_error(
                "release", "A finding needs a source: a released table, an indicator or a written source."
            )
        return data


class FindingReleaseForm(forms.Form):
    """Which wording somebody read before they released it; where something was pointed out, why it may be public."""

    revision = RevisionField()
    reason = forms.CharField(
        label="Why may it be published as it is?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example: this person agreed in writing; the number is of schools, not children.",
    )

    def __init__(self, *args: Any, is_noticed: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_noticed:
            del self.fields["reason"]


class WithdrawalForm(forms.Form):
    """Why a table is taken back."""

    revision = RevisionField()
    reason = forms.CharField(
        label="What is wrong with this table?",
        widget=forms.Textarea,
        help_text="Readers who cited the table will see this.",
    )
