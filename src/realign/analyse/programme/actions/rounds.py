"""Beginning a round and changing its terms."""

from typing import Any

from django.db import transaction

from realign.analyse.programme.models import Round
from realign.analyse.programme.rules import EDIT
from realign.analyse.programme.rules.dates import check_terms
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor


@transaction.atomic
def create_round(*, by: Actor, name: str, **terms: Any) -> Round:
    """A new round with its terms; ``terms`` are fields of Round."""
    check_may(by, EDIT)
    check_terms(Round(partnership=by.partnership, name=name, **terms))
    return create_record(Round, by=by, name=name, slug=free_slug(Round, by=by, words=name), **terms)


@transaction.atomic
def change_round(*, by: Actor, round: Round, revision: int, **terms: Any) -> Round:
    """Change the terms of a round; what was agreed under them stays."""
    check_may(by, EDIT)
    wanted = {field.attname: getattr(round, field.attname) for field in Round._meta.concrete_fields}
    check_terms(Round(**{**wanted, **terms}))
    change_record(round, by=by, revision=revision, **terms)
    return round
