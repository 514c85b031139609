"""Tables of administration."""

from django.urls import reverse

from realign.foundations.audit.models import Event
from realign.foundations.audit.presenters import change_lines, sentence
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec
from realign.foundations.partnerships.models import Membership, Organisation, Partnership
from realign.foundations.partnerships.roles import roles


def people_table(partnership: Partnership, *, may_manage: bool) -> TableSpec:
    """Who has a place; for those who manage people, a name leads to their roles."""

    def address(member: Membership) -> str:
        return reverse("administration:person", args=[partnership.slug, member.pk])

    return TableSpec(
        name="people",
        columns=(
            Column(
                "name",
                "Name",
                value=lambda m: m.user.name,
                link=address if may_manage else None,
                sortable="user__name",
            ),
            Column("organisation", "Organisation", sortable="organisation__name"),
            Column("roles", "Roles", value=role_names, sortable=False),
            Column("is_active", "May sign in", value=lambda m: "Yes" if m.is_active else "No"),
        ),
        search_fields=("user__name", "user__email", "organisation__name"),
        default_sort="name",
        noun="person,people",
        empty_title="Nobody yet",
        empty_help="Add the first person, with the roles they need.",
    )


def role_names(member: Membership) -> str:
    """The names of a member’s roles, for reading."""
    return ", ".join(roles()[slug].name for slug in member.roles if slug in roles())


ORGANISATIONS = TableSpec(
    name="organisations",
    columns=(
        Column("name", "Organisation"),
        Column("kind", "Kind", value=lambda o: o.get_kind_display()),
        Column("is_lead_body", "Prepares the plan by law", value=lambda o: "Yes" if o.is_lead_body else "No"),
        Column("is_core", "Takes a position on decisions", value=lambda o: "Yes" if o.is_core else "No"),
        Column(
            "source", "Source", value=lambda o: "Invented data" if o.invented else o.source, sortable=False
        ),
    ),
    search_fields=("name",),
    filters=(Filter("kind", "Kind", Organisation.Kind.choices, field="kind"),),
    default_sort="name",
    noun="organisation",
    empty_title="No organisations yet",
    empty_help="Add the councils and the health board first.",
)


def _what_changed(event: Event) -> str:
    return "; ".join(f"{field}: {old} → {new}" for field, old, new in change_lines(event))


AUDIT = TableSpec(
    name="record",
    columns=(
        Column("at", "When", value=lambda e: e.at, kind=Kind.DATE),
        Column("sentence", "What happened", value=sentence, sortable=False),
        Column("changes", "From and to", value=_what_changed, sortable=False),
        Column("number", "Number", kind=Kind.NUMBER),
    ),
    search_fields=("actor_name", "verb", "subject_label"),
    default_sort="-number",
    page_size=50,
    noun="event",
    empty_title="Nothing has happened yet",
    empty_help="Every change that anybody makes will be listed here.",
)
