"""Forms of the register of services."""

from collections.abc import Callable
from typing import Any

from django import forms

from realign.foundations.design.editing import in_words
from realign.foundations.design.forms import (
    CountedTextarea,
    DayField,
    Fieldset,
    Grouped,
    MoneyField,
    RevisionField,
    offer_choices,
    offer_current,
    offer_records,
)
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.places import queries as places
from realign.registers.services.models import TIERS, PreventionView, Service, ServiceYear, Spend
from realign.registers.services.rules import check_ages, check_shares, check_year

TAGGED_WITH = ("shanarri",)


class ServiceForm(Grouped, forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """What the register says of a service."""

    revision = RevisionField(required=False)
    verified_on = DayField(label="Last verified with the provider", required=False)
    tier = forms.ChoiceField(label="Level of help")
    starts_on = DayField(label="Planned start", required=False, help_text="Only if it is planned.")
    groups = (
        Fieldset(
            "What is it?", ("name", "summary", "description", "scope", "provider", "means", "starts_on")
        ),
        Fieldset("For whom, and where?", ("target", "age_from", "age_to", "areas", "tier", "unit")),
        Fieldset("Referral and contact", ("how_to_reach", "self_referral")),
        Fieldset("Evidence", ("tags", "evidence", "verified_on", "source")),
    )

    class Meta:
        model = Service
        fields = (
            "name", "summary", "description", "scope", "provider", "means", "starts_on", "target", "age_from", "age_to",
            "areas", "tier", "unit", "how_to_reach", "self_referral", "tags", "evidence", "verified_on", "source",
        )  # fmt: skip
        labels = {
            "name": "Name", "summary": "What it does, in a sentence", "description": "More about it",
            "scope": "Kind of service", "provider": "Who provides it", "means": "How it is commissioned",
            "target": "For whom", "age_from": "From age", "age_to": "To age", "areas": "Where",
            "tier": "Level of help", "unit": "What it counts", "how_to_reach": "How to get in touch or be referred",
            "self_referral": "Self-referral", "tags": "Wellbeing themes",
            "evidence": "Evidence that it works", "source": "Source",
        }  # fmt: skip
        help_texts = {
            "summary": "Shown to families on the public page.",
            "how_to_reach": "Shown to families. Say who to ask, where, and whether a referral is needed.",
            "self_referral": "Families can ask themselves. Without it the public page says that a referral is needed.",
            "unit": "Services that count families are marked where children are added up.",
            "source": "Where this comes from, as a reader would look it up.",
        }
        widgets = {
            "summary": CountedTextarea(attrs={"rows": 2}),
            "areas": forms.CheckboxSelectMultiple,
            "tags": forms.CheckboxSelectMultiple,
        }

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.partnership = partnership
        offer_current(self, "provider", partnerships.current_organisations(partnership))
        offer_choices(self, "tier", partnerships.word_choices(partnership.pk, TIERS, self.instance.tier))
        offer_records(self, "areas", places.councils_of(partnership))
        tags = FrameworkItem.objects.filter(version__framework__slug__in=TAGGED_WITH, is_withdrawn=False)
        offer_records(self, "tags", tags.order_by("version", "pk"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _check_at(self, "age_to", lambda: check_ages(cleaned.get("age_from"), cleaned.get("age_to")))
        return cleaned


class YearForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """What a service could take on and whom it reached in a year."""

    revision = RevisionField(required=False)

    class Meta:
        model = ServiceYear
        fields = ("year", "capacity", "reached", "waiting", "wait_weeks", "source")
        labels = {
            "year": "Report year", "capacity": "Places", "reached": "Number reached",
            "waiting": "Number waiting at the end of the year", "wait_weeks": "Median wait in weeks",
            "source": "Source",
        }  # fmt: skip
        help_texts = {
            "year": "April to March, like 2025/26",
            "source": "For example: the provider’s yearly return",
        }

    def __init__(self, service: Service, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        self.fields["year"].disabled = self.instance.pk is not None

    def clean_year(self) -> str:
        year: str = self.cleaned_data["year"].strip()
        _check_at(self, "year", lambda: check_year(year))
        if self.instance.pk is None and self.service.years.filter(year=year).exists():
            self.add_error(
                "year", f"{year} has already been recorded. Open it from the service’s page to correct it."
            )
        return year


class SpendForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """What one body pays in a year."""

    revision = RevisionField(required=False)
    amount = MoneyField(label="Amount in the year", min_value=0)

    class Meta:
        model = Spend
        fields = ("year", "funder", "amount", "price_base", "source")
        labels = {"year": "Report year", "funder": "Funder", "price_base": "Price base", "source": "Source"}
        help_texts = {
            "year": "April to March, like 2025/26",
            "price_base": "For example: cash, 2025/26. Amounts of different price bases cannot be added up.",
        }

    def __init__(self, service: Service, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        offer_current(self, "funder", partnerships.current_organisations(service.partnership))
        for name in ("year", "funder"):
            self.fields[name].disabled = self.instance.pk is not None

    def clean_year(self) -> str:
        year: str = self.cleaned_data["year"].strip()
        _check_at(self, "year", lambda: check_year(year))
        return year

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        year, funder = cleaned.get("year"), cleaned.get("funder")
        is_new = self.instance.pk is None
        if is_new and year and funder and self.service.spend.filter(year=year, funder=funder).exists():
            self.add_error(
                "funder",
                "This funder’s amount for that year has already been recorded. Open it "
                "from the service’s page.",
            )
        return cleaned


class EndServiceForm(forms.Form):
    """The service is no longer provided."""

    revision = RevisionField()
    on = DayField(label="When did it end?")
    reason = forms.CharField(label="Why?", max_length=300, widget=CountedTextarea(attrs={"rows": 3}))


class PreventionViewForm(forms.ModelForm):  # type: ignore[type-arg]  # takes no argument at run time
    """One person’s own view of a service’s main purpose."""

    class Meta:
        model = PreventionView
        fields = ("says", "reason")
        labels = {"says": "Main purpose", "reason": "Reason"}
        widgets = {"says": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "says", Service.Prevention.choices)


class SharesForm(forms.Form):
    """How much of a service has each purpose, agreed."""

    revision = RevisionField()

    def __init__(self, *args: Any, shares_now: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in Service.Prevention.choices:
            self.fields[kind] = forms.IntegerField(
                label=f"{label} (%)",
                min_value=0,
                max_value=100,
                required=False,
                initial=shares_now.get(kind, 0),
            )

    @property
    def shares(self) -> dict[str, int]:
        """The percentages typed, empty ones as nothing."""
        return {kind: self.cleaned_data.get(kind) or 0 for kind in Service.Prevention.values}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        _check_at(self, Service.Prevention.PRIMARY.value, lambda: check_shares(self.shares))
        return cleaned


def _check_at(form: forms.BaseForm, field: str, check: Callable[[], None]) -> None:
    """What a rule refuses, said beside the field that it is about."""
    try:
        check()
    except Refusal as refusal:
        form.add_error(field, in_words(refusal))
