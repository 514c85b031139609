"""`realign mail`: prepare the e-mails that are due, where no `realign serve` does it every hour."""

import click
from django.utils import timezone

from realign.foundations.people.jobs import look_round_at


@click.command()
def mail() -> None:
    """Note what waits for each person and hand the e-mails that are due to the background worker.

    `realign serve` does this every hour; run it by the clock only where the worker runs without it.

    Example: realign mail
    """
    look_round_at(timezone.now())
    click.echo("The e-mails that are due are handed to the background worker.")
