"""What may be said to answer a need, and on what a need may rest."""

from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.evidence.models import Finding, Release
from realign.registers.evidence.rules import check_may_cite, check_stands

EDIT, SEE_SPEND = "fit.edit", "spend.view"
RESERVED = frozenset({"add", "grid", "table"})
# fewer matched services than this, and a total would give away what one of them is paid
ENOUGH_TO_SHOW_COST = 3


def check_ages(age_from: int, age_to: int) -> None:
    """Refuse an age range that ends before it begins or is not of children and young people."""
    if age_to < age_from or age_to > 25:
        raise Refusal(
            f"The ages run from {age_from} to {age_to}.", "Give the younger age first, and no age above 25."
        )


def check_rests_on_what_is_out(release: Release | None, finding: Finding | None) -> None:
    """Refuse a withdrawn table, a finding that may not be cited, and one that rests on another table than the need."""
    if release is not None:
        check_stands(release)
    if finding is not None:
        check_may_cite(finding)
    if release is not None and finding is not None and finding.release_id not in {None, release.pk}:
        raise Refusal(
            "The finding uses a different table from the one chosen.",
            "Choose the finding’s own table, or leave the finding out.",
        )


def check_share(share: int) -> None:
    """Refuse a share of a service's work that is nothing or more than all of it."""
    if not 1 <= share <= 100:
        raise Refusal(f"The share is {share}%.", "Give a share from 1 to 100, or remove the match.")


def may_see_cost(actor: Actor, services_with_spend: int) -> bool:
    """Whether a total may be shown: to those who see spending, or where it names no single price."""
    return actor.may(SEE_SPEND) or services_with_spend >= ENOUGH_TO_SHOW_COST
