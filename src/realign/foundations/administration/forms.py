"""Forms of administration."""

from typing import Any

from django import forms

from realign.foundations.design.forms import offer_records
from realign.foundations.partnerships import queries
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.partnerships.roles import roles


def _role_choices() -> list[tuple[str, str]]:
    return [(role.slug, role.name) for role in roles().values()]


class RolesForm(forms.Form):
    """Which roles a person holds."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=_role_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="“What each role may do” describes them.",
    )
    is_active = forms.BooleanField(label="This person may use this partnership", required=False, initial=True)


class PersonForm(forms.Form):
    """A person to let in."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(
        label="E-mail address",
        help_text="They sign in with it. If they have an account already, they keep it.",
    )
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), empty_label="Choose an organisation"
    )
    roles = forms.MultipleChoiceField(
        label="Roles", choices=_role_choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "organisation", queries.organisations(partnership))


class OrganisationForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A body that takes part."""

    class Meta:
        model = Organisation
        fields = ("name", "slug", "kind", "area_code", "org_id", "is_lead_body", "is_core", "is_external")
        labels = {
            "slug": "Short name for addresses",
            "area_code": "GSS code of the area it serves",
            "is_external": "Works with the partnership from outside",
        }
        help_texts = {
            "slug": "Small letters, numbers and hyphens, such as angus-council. It cannot be changed later."
        }

    def clean_slug(self) -> str:
        """Refuse a short name that another body of this partnership has."""
        slug: str = self.cleaned_data["slug"]
        if queries.organisations(self.instance.partnership).filter(slug=slug).exists():
            raise forms.ValidationError("Another organisation here has this short name. Choose another.")
        return slug
