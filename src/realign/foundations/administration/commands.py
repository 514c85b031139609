"""`realign partnership`: setting up a real partnership with its first administrator, and listing what is held."""

from datetime import timedelta
from typing import Any

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from realign.foundations.administration.actions.first_account import issue_first_account_code
from realign.foundations.administration.installation import bring_up_to_date
from realign.foundations.administration.rules import CODE_HOLDS, check_address_free
from realign.foundations.audit.types import Registrar
from realign.foundations.design.maps.tiles import tiles
from realign.foundations.files.terminal import BadInput
from realign.foundations.partnerships import actions
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.rules import ADMINISTRATOR, system_actor
from realign.foundations.partnerships.types import Refusal


@click.group("partnership")
def partnerships() -> None:
    """Set up partnerships and list them.

    Example: realign partnership list
    """


@partnerships.command("list")
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
        click.echo("There is no partnership yet. Set one up with: realign partnership add --help", err=True)


@partnerships.command()
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
        wrong = "; ".join(f"{field}: {' '.join(words)}" for field, words in problem.message_dict.items())
        raise BadInput(wrong) from problem
    partnership, user = first.partnership, first.user
    click.echo(
        f"{partnership.name} is set up at /{partnership.slug}/, with {user.name} as its administrator."
    )
    click.echo(
        f"Next: {user.name} opens the sign-in page, chooses “Set or reset your password” and enters {user.email}."
    )
    click.echo("Then, under Administration, “Setting up” leads them through the rest.")
    if not settings.PRODUCTION:
        click.echo("Set REALIGN_SECRET_KEY before others use this installation.")


@transaction.atomic
def _set_up(partnership: Partnership, values: dict[str, Any], *, email: str, person: str) -> Membership:
    by = system_actor(partnership, timezone.now(), "Set-up")
    actions.load_reference_lists(by=Registrar(by.at))
    actions.create_partnership(by=by, **values)
    return actions.create_member(
        by=by, email=email, name=person, organisation=None, role_slugs=[ADMINISTRATOR]
    )


def _check(slug: str, councils: tuple[str, ...], email: str) -> None:
    """Refuse with what was expected and found."""
    try:
        check_address_free(slug)
    except Refusal as refusal:
        raise BadInput(f"--slug: {refusal.reason} {refusal.what_to_do}") from refusal
    known = {code: tile.name for code, tile in tiles().items()}
    for code in councils:
        if code not in known:
            listed = ", ".join(f"{council} {name}" for council, name in sorted(known.items()))
            raise BadInput(f"--council: found {code}; expected the present code of a council: {listed}")
    try:
        validate_email(email)
    except ValidationError as problem:
        raise BadInput(f"--administrator: found “{email}”; expected an e-mail address") from problem


@click.command("first-account")
@click.option(
    "--site", default="http://127.0.0.1:8000", show_default=True, help="Where the site is, as people type it."
)
def first_account(site: str) -> None:
    """Show a new code with which the first account is made in the browser.

    Every earlier code stops working. Refuses where anybody has an account. Loads newer reference lists first: the
    partnership that is set up next needs them.

    Example: realign first-account --site https://plan.example.org
    """
    bring_up_to_date()
    actions.load_reference_lists(by=Registrar(timezone.now()))
    try:
        code = issue_first_account_code(by=Registrar(timezone.now()))
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.reason} {refusal.what_to_do}") from refusal
    for line in first_account_lines(code, site):
        click.echo(line)


def first_account_lines(code: str, site: str) -> list[str]:
    """What whoever runs the installation reads: where the first account is made, and with which code."""
    address = site.rstrip("/") + reverse("administration:first-account")
    return [
        f"There are no accounts yet. Open {address}",
        f"and make the first one with this code, which holds for {CODE_HOLDS // timedelta(hours=1)} hours: {code}",
    ]
