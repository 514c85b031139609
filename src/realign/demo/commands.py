"""`realign demo`."""

import click
from django.conf import settings
from django.utils import timezone

from realign.demo import actions
from realign.demo.rules import check_demonstration_may_be_built
from realign.foundations.administration.installation import bring_up_to_date
from realign.foundations.partnerships.types import Refusal


@click.command()
@click.option(
    "--rebuild", is_flag=True, help="Empty the installation first, if it holds nothing but the demonstration."
)
def demo(rebuild: bool) -> None:
    """Build the demonstration partnership, and bring its database up to date first.

    Refuses where a real partnership is set up, and where REALIGN_SECRET_KEY or DATABASE_URL is set, unless
    REALIGN_DEMO=1 says that it is meant.

    Example: realign demo --rebuild
    """
    try:
        # asked before anything is touched: a database that somebody named is not even brought up to date
        if not settings.DEMO:
            check_demonstration_may_be_built()
        bring_up_to_date()
        if rebuild:
            actions.clear_installation()
        if actions.demonstration_is_loaded():
            click.echo("The demonstration is already there. Use --rebuild to make it afresh.")
            return
        partnership = actions.build_demonstration(at=timezone.now(), say=lambda step: click.echo(f"  {step}"))
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.reason} {refusal.what_to_do}") from refusal
    click.echo(f"{partnership} is ready at /{partnership.slug}/")
