"""Whoever is named is told by e-mail."""

from realign.foundations.partnerships.registry import WHEN_NAMED, Naming
from realign.foundations.people.actions import note_naming


def tell(naming: Naming) -> None:
    """Note it in the transaction of the change; the worker writes the e-mail once that is committed."""
    note_naming(by=naming.by, naming=naming)


WHEN_NAMED.add(tell)
