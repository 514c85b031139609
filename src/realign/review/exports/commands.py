"""`realign own-data`: one organisation’s part of a partnership as an archive of open files."""

from pathlib import Path

import click
from django.db import transaction
from django.utils import timezone

from realign.foundations.files.partnership_option import chosen_partnership
from realign.foundations.files.terminal import BadInput, NewFile
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Organisation
from realign.foundations.partnerships.rules import system_actor
from realign.review.exports import actions


@click.command("own-data")
@click.argument("organisation")
@click.option("--partnership", required=True, help="Its slug.")
@click.option("--out", required=True, type=NewFile(), help="File to write.")
def own_data(organisation: str, partnership: str, out: Path) -> None:
    """Everything that ORGANISATION (its slug) has in a partnership: CSV files with a description, zipped.

    Example: realign own-data angus-council --partnership tayside --out angus-council.zip
    """
    body = _body(partnership, organisation)
    by = system_actor(body.partnership, timezone.now())
    try:
        # what could not be written was not taken away: the event goes with it
        with transaction.atomic():
            out.write_bytes(actions.take_away(by=by, organisation=body))
    except OSError as problem:
        raise BadInput(f"--out: cannot write {out}: {problem.strerror}") from problem
    click.echo(out)


def _body(partnership: str, organisation: str) -> Organisation:
    chosen = chosen_partnership(partnership)
    bodies = {body.slug: body for body in partnerships.organisations(chosen).select_related("partnership")}
    if organisation not in bodies:
        raise BadInput(
            f"ORGANISATION: found {organisation}; expected one of: {', '.join(bodies) or 'none is added yet'}"
        )
    return bodies[organisation]
