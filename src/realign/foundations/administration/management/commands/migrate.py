"""`migrate`, which also loads what an upgrade needs besides new tables."""

from typing import Any

from django.core.management.commands.migrate import Command as DjangoMigrate
from django.utils import timezone

from realign.foundations.administration.installation import load_after_upgrade


class Command(DjangoMigrate):
    """Django’s own `migrate`; where a partnership is set up, newer reference lists are loaded after it."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Change the tables, then load newer reference lists; with --plan or --check change nothing."""
        super().handle(*args, **options)
        if not (options["plan"] or options["check_unapplied"]):
            load_after_upgrade(timezone.now())
