"""Findings as everybody may read them: written by one person and released by another."""

from typing import Any

from realign.registers.evidence import actions
from realign.registers.evidence.models import Finding
from tests.support.cast import Cast


def released_finding(cast: Cast, **values: Any) -> Finding:
    """What the analyst writes and the coordinator releases."""
    finding = actions.create_finding(by=cast.actor("analyst"), **values)
    return actions.release_finding(
        by=cast.actor("coordinator"),
        finding=finding,
        revision=finding.revision,
        reason="A test looked at it.",
    )
