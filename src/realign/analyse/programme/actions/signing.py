"""Signatures: given by a sector's own people for their own area, and taken back with a reason."""

from typing import Any

from django.db import transaction

from realign.analyse.programme.models import SignOff, Site
from realign.analyse.programme.rules.dates import check_still_in
from realign.analyse.programme.rules.signing import check_may_sign
from realign.foundations.partnerships.records import change_record, create_record
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.frameworks.models import FrameworkItem


@transaction.atomic
def sign(
    *, by: Actor, site: Site, sector: FrameworkItem, purpose: FrameworkItem, post: str, **values: Any
) -> SignOff:
    """Sign for a sector of an area. ``values`` are other fields; whoever signs is named by their account."""
    check_may_sign(by, site, sector)
    check_still_in(site)
    if site.signatures.filter(sector=sector, purpose=purpose, withdrawn_on__isnull=True).exists():
        raise Refusal(
            f"{sector.label} has signed for this already.",
            "Withdraw the signature first if it no longer applies.",
        )
    signature = {
        "who": by.name,
        "organisation": by.organisation,
        "signed_on": by.at.date(),
        "post": post.strip(),
    }
    return create_record(
        SignOff, by=by, verb="signed", site=site, sector=sector, purpose=purpose, **{**signature, **values}
    )


@transaction.atomic
def withdraw_signature(*, by: Actor, signature: SignOff, because: str, revision: int) -> SignOff:
    """Take a signature back, with the reason; it stays on record and a new one may be given."""
    check_may_sign(by, signature.site, signature.sector)
    if signature.withdrawn_on is not None:
        raise Refusal("This signature has already been withdrawn.")
    check_says(because, "No reason was given.", "Give the reason for withdrawing the signature.")
    change_record(
        signature,
        by=by,
        revision=revision,
        verb="withdrew",
        withdrawn_on=by.at.date(),
        withdrawn_because=because.strip(),
    )
    return signature
