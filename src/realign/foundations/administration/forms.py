"""Forms of administration."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from realign.foundations.accounts.models import User
from realign.foundations.administration.rules import OWN_AT_SET_UP
from realign.foundations.audit import queries as audit
from realign.foundations.audit.presenters import kind_words
from realign.foundations.design.forms import (
    AreaChoice,
    AreaField,
    CountedTextarea,
    DayField,
    DescribedBoxes,
    Fieldset,
    Grouped,
    LinesField,
    RevisionField,
    offer_choices,
    offer_current,
    offer_records,
)
from realign.foundations.partnerships import queries
from realign.foundations.partnerships.models import Organisation, Partnership
from realign.foundations.partnerships.registry import AREA_LISTS
from realign.foundations.partnerships.roles import roles

# "add" and what stands behind an organisation's own address
RESERVED_FOR_ORGANISATIONS = {"add"}


def _role_choices() -> list[tuple[str, str]]:
    return [(role.slug, role.name) for role in roles().values()]


def _own_role_choices() -> list[tuple[str, str]]:
    return [(slug, roles()[slug].name) for slug in OWN_AT_SET_UP]


def _role_sentences() -> dict[str, str]:
    return {role.slug: role.in_a_sentence for role in roles().values()}


def _areas() -> list[AreaChoice]:
    return [
        AreaChoice(area.code, area.name, area_list.title)
        for area_list in AREA_LISTS.all()
        for area in area_list.areas()
    ]


def _councils() -> list[tuple[str, str]]:
    return [(area.code, area.name) for area in queries.covered_areas(Organisation.Kind.COUNCIL)]


class PasswordFields(forms.Form):
    """A new password, typed twice."""

    password = forms.CharField(
        label="Password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        help_text="At least 12 characters. Three or four words together are easy to remember.",
    )
    again = forms.CharField(
        label="The same password again",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def person(self) -> User:
        """Whose password it will be, so that it is not their own name. Raises NotImplementedError here."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Refuse a password that is too easy, or that was typed in two ways."""
        values = super().clean() or {}
        password, again = values.get("password"), values.get("again")
        if password and again and password != again:
            self.add_error("again", "The two passwords differ. Type the same one twice.")
        if password:
            try:
                validate_password(password, self.person())
            except ValidationError as easy:
                self.add_error("password", easy)
        return values


class FirstAccountForm(PasswordFields):
    """Who runs this installation, and the code that shows that they do."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Four groups of five letters and digits. “realign serve” shows it in the window where it runs.",
    )
    name = forms.CharField(label="Your name", max_length=200)
    email = forms.EmailField(label="Your e-mail address", help_text="You will sign in with it.")

    field_order = ("code", "name", "email", "password", "again")

    def person(self) -> User:
        """The account that is about to be made."""
        return User(name=self.cleaned_data.get("name", ""), email=self.cleaned_data.get("email", ""))


class AcceptForm(PasswordFields):
    """The password of somebody who was invited."""

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._user = user

    def person(self) -> User:
        """Whoever was invited."""
        return self._user


class PartnershipForm(Grouped, forms.Form):
    """A partnership that is about to be made."""

    name = forms.CharField(
        label="Name of the partnership",
        max_length=200,
        help_text="For example, Fife Children’s Services Partnership.",
    )
    short_name = forms.CharField(
        label="Name in menus and headings", max_length=60, help_text="For example, Fife."
    )
    slug = forms.SlugField(
        label="Short name in addresses",
        required=False,
        help_text="Small letters, numbers and hyphens, such as fife. It is made from the name in "
        "menus when you leave "
        "it empty, and never changes.",
    )
    council_codes = forms.MultipleChoiceField(
        label="Councils",
        widget=forms.CheckboxSelectMultiple,
        choices=_councils,
        help_text="Each becomes an organisation of the partnership, and so does the health board in which it lies. "
        "You can correct them afterwards.",
    )
    joint_board = forms.CharField(
        label="Integration joint board",
        max_length=200,
        required=False,
        help_text="Its name, if children’s services are delegated to one, so that it prepares the plan too.",
    )
    own_roles = forms.MultipleChoiceField(
        label="Your roles beside administrator",
        choices=_own_role_choices,
        widget=DescribedBoxes(_role_sentences),
        required=False,
        help_text="An administrator alone writes nothing. Choose what you will do yourself: nobody can give "
        "themselves a role later. What you write, another person publishes.",
    )

    groups = (
        Fieldset("What is it called?", ("name", "short_name", "slug")),
        Fieldset("Who prepares the plan by law?", ("council_codes", "joint_board")),
        Fieldset("What will you do?", ("own_roles",)),
    )

    def clean(self) -> dict[str, Any]:
        """Make the short name in addresses where none was typed."""
        values = super().clean() or {}
        if not values.get("slug"):
            values["slug"] = slugify(values.get("short_name", ""))[:50]
        return values


class SettingsForm(Grouped, forms.Form):
    """What a partnership is called, what it covers and what everybody sees of it."""

    name = forms.CharField(label="Name of the partnership", max_length=200)
    short_name = forms.CharField(label="Name in menus and headings", max_length=60)
    summary = forms.CharField(
        label="A few words about the partnership",
        required=False,
        max_length=1000,
        widget=CountedTextarea(attrs={"rows": 3}),
        help_text="Shown under its name on the front page of the site.",
    )
    council_codes = forms.MultipleChoiceField(
        label="Councils it covers", widget=forms.CheckboxSelectMultiple, choices=_councils
    )
    stage_three_label = forms.ChoiceField(
        label="What the third stage of the cycle is called", choices=[("Deliver", "Deliver"), ("Do", "Do")]
    )
    contact_name = forms.CharField(
        label="Team or post",
        required=False,
        max_length=120,
        help_text="A team or a post is best: it stands at the foot of every public page.",
    )
    contact_email = forms.EmailField(label="E-mail address", required=False)
    contact_phone = forms.RegexField(
        r"^[0-9+() ]{5,40}$",
        label="Telephone number",
        required=False,
        error_messages={"invalid": "Type the number in digits, for example 01592 000 000."},
    )
    keep_uploads_days = forms.IntegerField(
        label="After how many days is a file erased that was uploaded and never imported?",
        min_value=7,
        max_value=365,
        help_text="Whoever uploaded it is told a week before. Between 7 and 365 days; 30 unless you say otherwise. "
        "If you make it shorter, files that are older already are erased within the hour.",
    )
    is_public = forms.BooleanField(
        label="The public pages can be read by the public",
        required=False,
        help_text="Without it only members do, and the partnership is not listed on the front page.",
    )
    revision = RevisionField()

    groups = (
        Fieldset("What is it called?", ("name", "short_name", "summary")),
        Fieldset("What does it cover?", ("council_codes",)),
        Fieldset("What do people see?", ("stage_three_label", "is_public")),
        Fieldset("Whom can the public ask?", ("contact_name", "contact_email", "contact_phone")),
        Fieldset("How long are files kept?", ("keep_uploads_days",)),
    )


class RolesForm(forms.Form):
    """Which roles a person holds."""

    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=_role_choices,
        widget=DescribedBoxes(_role_sentences),
        required=False,
    )
    is_active = forms.BooleanField(label="This person may use this partnership", required=False, initial=True)


class PersonForm(forms.Form):
    """A person to let in."""

    name = forms.CharField(label="Name", max_length=200)
    email = forms.EmailField(
        label="E-mail address",
        help_text="The invitation goes there, and they sign in with it. If they have an account "
        "already, they keep it.",
    )
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), empty_label="Choose an organisation"
    )
    roles = forms.MultipleChoiceField(
        label="Roles", choices=_role_choices, widget=DescribedBoxes(_role_sentences)
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "organisation", queries.current_organisations(partnership))


class DetailsForm(forms.Form):
    """A person’s name and organisation."""

    name = forms.CharField(label="Name", max_length=200)
    organisation = forms.ModelChoiceField(
        label="Organisation", queryset=Organisation.objects.none(), required=False, empty_label="None"
    )
    revision = RevisionField()

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_current(self, "organisation", queries.current_organisations(partnership))


class OrganisationForm(Grouped, forms.Form):
    """A body that takes part."""

    name = forms.CharField(label="Name", max_length=200)
    short_name = forms.CharField(
        label="Name in tables", max_length=60, required=False, help_text="Where there is little room."
    )
    aliases = LinesField(
        label="Other names", help_text="One a line. Files that use them find the organisation."
    )
    kind = forms.ChoiceField(label="Kind", choices=Organisation.Kind.choices)
    area_code = AreaField(label="Area it serves", areas=_areas, empty="No one area", required=False)
    org_id = forms.CharField(
        label="Organisation identifier",
        max_length=60,
        required=False,
        help_text="For a charity, its number in the register, such as SC012345.",
    )
    is_lead_body = forms.BooleanField(label="Prepares the plan by law", required=False)
    is_core = forms.BooleanField(label="Must take a position on decisions", required=False)
    is_external = forms.BooleanField(label="Works with the partnership from outside", required=False)
    source = forms.CharField(
        label="Source",
        max_length=300,
        required=False,
        help_text="Where this comes from, as a reader would look it up.",
    )
    revision = RevisionField(required=False)

    groups: tuple[Fieldset, ...] = (
        Fieldset("What is it called?", ("name", "short_name", "aliases")),
        Fieldset("What is it?", ("kind", "area_code", "org_id", "source")),
        Fieldset("What is its part?", ("is_lead_body", "is_core", "is_external")),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own_code = self.initial.get("area_code")
        if own_code and all(own_code != area.code for area in _areas()):
            # an area that this installation does not list stays what it is
            field = self.fields["area_code"]
            offer_choices(self, "area_code", [*_choices_of(field), (own_code, own_code)])


def _choices_of(field: forms.Field) -> list[Any]:
    return list(getattr(field, "choices", ()))


class NewOrganisationForm(OrganisationForm):
    """A body that is added, with its short name in addresses."""

    slug = forms.SlugField(
        label="Short name in addresses",
        required=False,
        help_text="Small letters, numbers and hyphens, such as angus-council. It is made from the "
        "name when you leave it "
        "empty, and never changes.",
    )
    groups = (
        Fieldset("What is it called?", ("name", "short_name", "slug", "aliases")),
        *OrganisationForm.groups[1:],
    )

    def __init__(self, partnership: Partnership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._partnership = partnership

    def clean(self) -> dict[str, Any]:
        """Make the short name where none was typed; refuse one that another body of this partnership has."""
        values = super().clean() or {}
        slug = values["slug"] = values.get("slug") or slugify(values.get("name", ""))[:50].strip("-")
        if slug in RESERVED_FOR_ORGANISATIONS:
            self.add_error("slug", f"“{slug}” is used in addresses for something else. Choose another.")
        elif queries.organisations(self._partnership).filter(slug=slug).exists():
            self.add_error("slug", "Another organisation here has this short name. Choose another.")
        return values


class LeaveForm(forms.Form):
    """The day on which a person left."""

    on = DayField(label="From which day")


class EndOrganisationForm(forms.Form):
    """The day on which a body stopped taking part."""

    on = DayField(label="On which day")
    revision = RevisionField()


class MergeForm(forms.Form):
    """The organisation that stays, and why the two are one."""

    into = forms.ModelChoiceField(
        label="Which organisation stays?",
        queryset=Organisation.objects.none(),
        empty_label="Choose the one that stays",
    )
    because = forms.CharField(
        label="Why are they one organisation?",
        max_length=300,
        help_text="It is kept in the record of changes.",
    )
    revision = RevisionField()

    def __init__(self, organisation: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = queries.organisations(organisation.partnership).exclude(pk=organisation.pk)
        offer_records(self, "into", others)


class NewWordForm(forms.Form):
    """A word that is added to a list."""

    label = forms.CharField(label="Word", max_length=60)
    position = forms.IntegerField(
        label="Place in the list",
        min_value=1,
        max_value=99,
        help_text="1 comes first. Two may share a place.",
    )


class WordForm(NewWordForm):
    """A word of a list, as this partnership uses it."""

    is_offered = forms.BooleanField(
        label="Offer it for new records",
        required=False,
        help_text="Records that have it keep it.",
    )
    revision = RevisionField()


class RecordOfChangesForm(forms.Form):
    """A search in the record of changes."""

    person = forms.ChoiceField(label="Person", required=False)
    kind = forms.ChoiceField(label="Kind of record", required=False)
    record = forms.CharField(label="Name of the record", required=False, max_length=200)
    start = DayField(label="From", required=False)
    end = DayField(label="To", required=False)

    def __init__(self, scope: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = sorted((kind_words(kind).capitalize(), kind) for kind in audit.kinds(scope))
        offer_choices(self, "person", [("", "All"), *((name, name) for name in audit.people(scope))])
        offer_choices(self, "kind", [("", "All"), *((kind, label) for label, kind in kinds)])
