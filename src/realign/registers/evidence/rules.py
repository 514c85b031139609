"""What may enter the register, and what a hidden count hides with it."""

from realign.foundations.partnerships.types import Refusal
from realign.methods.disclosure import SafeTable, Symbol
from realign.registers.evidence.models import Finding, Release

ANSWER = "answer"
"""The dimension that holds the answer: with the attribute, or without."""
WITH, WITHOUT = "yes", "no"
HIDDEN = "Hidden to protect people."
"""All that a reader is told: which hidden cells are small, and which only protect them, would help an attacker."""


def check_is_protected(table: object) -> None:
    """Refuse anything that did not come from protect(): the one door out of the restricted room."""
    if not isinstance(table, SafeTable):
        raise Refusal(
            "Only a protected table can be released.",
            "Run it through disclosure control first; no figure was kept.",
        )


def estimate_may_show(count: object, base: object) -> bool:
    """A share gives its count away wherever the base is known, so it is hidden with either."""
    return not isinstance(count, Symbol) and not isinstance(base, Symbol)


def check_stands(release: Release) -> None:
    """Refuse to show or to build on a table that was withdrawn."""
    if not release.stands:
        raise Refusal("This table was withdrawn.", f"The reason given: {release.withdrawn_because}")


def check_finding_rests_on_something(values: dict[str, object]) -> None:
    """Refuse a finding without a released table, an indicator or a written source."""
    if not (values.get("release") or values.get("indicator") or values.get("source")):
        raise Refusal(
            "A finding needs something to rest on.",
            "Choose a released table or an indicator, or write the source as a reader would look it up.",
        )


def check_may_cite(finding: Finding) -> None:
    """Refuse a finding whose table was withdrawn."""
    if finding.release is not None:
        check_stands(finding.release)
