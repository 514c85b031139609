"""What may enter the register, and who may release a finding."""

from collections.abc import Collection, Mapping

from realign.foundations.partnerships.roles import roles_with
from realign.foundations.partnerships.rules import check_says
from realign.foundations.partnerships.types import Actor, Refusal
from realign.methods import signs
from realign.methods.disclosure import SafeTable
from realign.registers.evidence.models import Finding, Release, ReleasedCell

VIEW, EDIT, PUBLISH = "evidence.view", "evidence.edit", "release.publish"

# what public pages say of checking: no more than `check_may_release` here and the rules for requests hold
HOW_FINDINGS = "Each finding is released by a person who did not write it."
HOW_TABLES = (
    "A survey table is released once two people who did not request it have checked it, by a third person."
)

ANSWER = "answer"
"""The dimension that holds the answer: with the attribute, or without."""
WITH, WITHOUT = "yes", "no"
HIDDEN = f"{signs.HIDDEN.capitalize()}."
"""All that a reader is told: which hidden cells are small, and which only protect them, would help an attacker."""


def check_is_protected(table: object) -> None:
    """Refuse anything that did not come from protect(): the one door out of the restricted room."""
    if not isinstance(table, SafeTable):
        raise Refusal(
            "Only a protected table can be released.",
            "Apply disclosure control first. No figures were saved.",
        )


def check_stands(release: Release) -> None:
    """Refuse to show or to build on a table that was withdrawn."""
    if not release.stands:
        raise Refusal("This table was withdrawn.", f"The reason given: {release.withdrawn_because}")


def check_rests_on_something(values: Mapping[str, object]) -> None:
    """Refuse a finding without a released table, an indicator or a written source, or with a withdrawn table."""
    if not (values.get("release") or values.get("indicator")):
        check_says(
            str(values.get("source") or ""),
            "A finding needs a source.",
            "Choose a released table or an indicator, or write the source as a reader would look it up.",
        )
    release, cell = values.get("release"), values.get("cell")
    if isinstance(release, Release):
        check_stands(release)
    if isinstance(cell, ReleasedCell) and cell.release != release:
        raise Refusal(
            "The group is from a different table.",
            "Choose a group of the finding’s released table.",
        )


def check_may_release(actor: Actor, finding: Finding, writers: Collection[int]) -> None:
    """Refuse to release a finding twice, by whoever wrote it, or by the system; or one whose table was withdrawn."""
    if finding.is_released:
        raise Refusal(
            "This finding has already been released.", "Change it; a second person then releases the change."
        )
    if actor.user_id is None:
        raise Refusal("Only a person can release a finding.", who_releases())
    if actor.user_id in writers:
        raise Refusal("You wrote this; another person must release it.", who_releases())
    if finding.release is not None:
        check_stands(finding.release)


def who_releases() -> str:
    """What somebody must be, and must not have done, to release a finding."""
    able = ", ".join(role.name.lower() for role in roles_with(EDIT))
    return f"Ask a person who did not write it, with one of these roles: {able}."


def why_not_release(actor: Actor, finding: Finding, writers: Collection[int]) -> str:
    """Why this person, whose role may release findings, may not release this one; empty where they may."""
    try:
        check_may_release(actor, finding, writers)
    except Refusal as refusal:
        return refusal.reason
    return ""


def can_release(actor: Actor, finding: Finding, writers: Collection[int]) -> bool:
    """Whether this person may release the finding now."""
    return actor.may(EDIT) and not why_not_release(actor, finding, writers)


def check_is_released(finding: Finding) -> None:
    """Refuse a finding that waits for a second person."""
    if not finding.is_released:
        raise Refusal(
            f"The finding “{finding}” has not been released yet.",
            "A person who did not write it must release it first.",
        )


def check_may_cite(finding: Finding) -> None:
    """Refuse a finding that nobody has released yet, and one whose table was withdrawn."""
    check_is_released(finding)
    if finding.release is not None:
        check_stands(finding.release)
