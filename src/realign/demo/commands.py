"""`realign demo`."""

import click
from django.utils import timezone

from realign.demo import actions
from realign.foundations.partnerships.types import Refusal


@click.command()
@click.option(
    "--rebuild", is_flag=True, help="Empty the installation first, if it holds nothing but the demonstration."
)
def demo(rebuild: bool) -> None:
    """Build the demonstration partnership.

    Example: realign demo --rebuild
    """
    try:
        if rebuild:
            actions.clear_installation()
        if actions.demonstration_is_loaded():
            click.echo("The demonstration is already there. Use --rebuild to make it afresh.")
            return
        partnership = actions.build_demonstration(at=timezone.now(), say=lambda step: click.echo(f"  {step}"))
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.reason} {refusal.what_to_do}") from refusal
    click.echo(f"{partnership} is ready at /{partnership.slug}/")
