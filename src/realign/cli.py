"""The `realign` command: gathers each room's commands, and starts Django only for those that need it.

Rooms are imported when their command is called, so that `realign survey …` does not wait for the site to load.
"""

import os
from importlib import import_module
from typing import Any

import click
import django
from django.apps import apps

# command -> where it lives, whether it needs the database
COMMANDS: dict[str, tuple[str, bool]] = {
    "serve": ("realign.config.commands:serve", True),
    "demo": ("realign.demo.commands:demo", True),
    "check": ("realign.config.commands:check", True),
    "search-index": ("realign.config.commands:search_index", True),
    "first-account": ("realign.foundations.administration.commands:first_account", True),
    "partnership": ("realign.foundations.administration.commands:partnerships", True),
    "mail": ("realign.foundations.people.commands:mail", True),
    "survey": ("realign.analyse.surveys.commands.survey:survey", False),
    "survey-columns": ("realign.analyse.surveys.commands.columns:survey_columns", True),
    "trends": ("realign.analyse.trends.commands:trends", False),
    "disclosure": ("realign.registers.evidence.commands:disclosure", False),
    "fit": ("realign.analyse.fit.commands:fit", False),
    "check-text": ("realign.plan.plans.commands:check_text_file", False),
    "import": ("realign.foundations.files.commands:bring_in", True),
    "export": ("realign.foundations.files.commands:send_out", True),
    "own-data": ("realign.review.exports.commands:own_data", True),
    "publish": ("realign.review.reports.commands:publish", True),
}

INSTALLATION = "realign.foundations.administration.installation"


class Rooms(click.Group):
    """A group whose commands are looked up in the rooms they belong to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        address, needs_django = COMMANDS[name]
        if needs_django:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "realign.config.settings")
            django.setup()
        module, attribute = address.split(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; a database that was never set up is one line that says what to run."""
        try:
            return super().invoke(ctx)
        except Exception as problem:
            if apps.ready and (told := import_module(INSTALLATION).explained(problem)):
                raise click.ClickException(told) from problem
            raise


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="realign")
def main() -> None:
    """Plan and commission children's services together, with evidence, on the record."""


if __name__ == "__main__":
    main()
