"""`realign partnership`: setting up a real partnership with its first administrator, and listing what is held."""

from collections.abc import Iterator
from typing import Any

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.db.models import Count
from django.urls import get_resolver
from django.utils import timezone

from realign.foundations.administration.installation import bring_up_to_date
from realign.foundations.audit.types import Registrar
from realign.foundations.design.maps.tiles import tiles
from realign.foundations.files.terminal import BadInput
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.rules import ADMINISTRATOR, system_actor
from realign.foundations.partnerships.types import Refusal

# addresses that exist only in some installations, or that a web server in front may keep for itself
ALSO_RESERVED = {"demonstration", "media", "static", "work"}


@click.group()
def partnership() -> None:
    """Set up partnerships and list them.

    Example: realign partnership list
    """


@partnership.command("list")
def show() -> None:
    """Every partnership with its places and bodies, one a line.

    Example: realign partnership list
    """
    partnerships = Partnership.objects.annotate(
        people=Count("memberships", distinct=True), bodies=Count("organisations", distinct=True)
    )
    for listed in partnerships.order_by("slug"):
        kind = "demonstration" if listed.is_demo else "real"
        click.echo(
            f"{listed.slug}\t{listed.name}\t{listed.bodies} organisations\t{listed.people} people\t{kind}"
        )
    if not partnerships:
        click.echo(
            "No partnership is set up yet. Set listed up with: realign partnership add --help", err=True
        )


@partnership.command()
@click.option("--slug", required=True, help="Short name in every address; it never changes.")
@click.option("--name", required=True, help="The full name.")
@click.option("--short-name", required=True, help="The name in menus and headings.")
@click.option("--council", "councils", multiple=True, help="GSS code of a council it covers; repeat it.")
@click.option("--administrator", "email", required=True, help="E-mail address of the first administrator.")
@click.option("--administrator-name", "person", required=True, help="Their name.")
def add(slug: str, name: str, short_name: str, councils: tuple[str, ...], email: str, person: str) -> None:
    """Set up a partnership with its first administrator, or change nothing at all.

    Brings the database up to date first, and loads the reference lists, the glossary and the places.

    \b
    Example: realign partnership add --slug tayside --name "Tayside Children's Services" --short-name Tayside
      --council S12000041 --council S12000042 --administrator ada@example.org --administrator-name "Ada Reid"
    """
    if not person.strip():
        raise BadInput("--administrator-name: found nothing; expected a person’s name")
    bring_up_to_date()
    _check(slug, councils, email)
    values = {"name": name, "short_name": short_name, "council_codes": list(dict.fromkeys(councils))}
    try:
        first = _set_up(Partnership(slug=slug), values, email=email, person=person)
    except Refusal as refusal:
        raise BadInput(f"{refusal.reason} {refusal.what_to_do}") from refusal
    except ValidationError as problem:
        told = "; ".join(f"{field}: {' '.join(said)}" for field, said in problem.message_dict.items())
        raise BadInput(told) from problem
    made, user = first.partnership, first.user
    click.echo(f"{made.name} is set up at /{made.slug}/, with {user.name} as its administrator.")
    click.echo(
        f"Next: {user.name} opens the sign-in page, chooses “Set or reset your password” and enters {user.email}."
    )
    click.echo("Then, under Administration, they add the organisations and the people with their roles.")
    if not settings.PRODUCTION:
        click.echo(
            "This installation has no key of its own yet: set REALIGN_SECRET_KEY before others use it."
        )


@transaction.atomic
def _set_up(made: Partnership, values: dict[str, Any], *, email: str, person: str) -> Membership:
    by = system_actor(made, timezone.now(), "Set-up")
    actions.load_reference_lists(by=Registrar(by.at))
    actions.create_partnership(by=by, **values)
    return actions.create_member(
        by=by, email=email, name=person, organisation=None, role_slugs=[ADMINISTRATOR]
    )


def _check(slug: str, councils: tuple[str, ...], email: str) -> None:
    """Refuse with what was expected and found."""
    try:
        validate_slug(slug)
    except ValidationError as problem:
        raise BadInput(f"--slug: found “{slug}”; expected small letters, numbers and hyphens") from problem
    if slug != slug.lower():
        raise BadInput(f"--slug: found “{slug}”; expected small letters, such as {slug.lower()}")
    if slug in reserved():
        raise BadInput(
            f"--slug: found {slug}, which is an address of the site itself; choose another name "
            f"(not {', '.join(sorted(reserved()))})"
        )
    if Partnership.objects.filter(slug=slug).exists():
        raise BadInput(f"--slug: a partnership called {slug} is there already; see realign partnership list")
    known = {code: tile.name for code, tile in tiles().items()}
    for code in councils:
        if code not in known:
            listed = ", ".join(f"{held} {name}" for held, name in sorted(known.items()))
            raise BadInput(f"--council: found {code}; expected the present code of a council: {listed}")
    try:
        validate_email(email)
    except ValidationError as problem:
        raise BadInput(f"--administrator: found “{email}”; expected an e-mail address") from problem


def reserved() -> set[str]:
    """The first part of every address that does not begin with a partnership."""
    return set(_first_parts(get_resolver().url_patterns)) | ALSO_RESERVED | {settings.STATIC_URL.strip("/")}


def _first_parts(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if route == "" and hasattr(pattern, "url_patterns"):
            yield from _first_parts(pattern.url_patterns)
        elif (first := route.partition("/")[0]) and "<" not in first:
            yield first
