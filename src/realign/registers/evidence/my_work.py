"""Findings in the work of those who read them before anybody else can."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from realign.foundations.design.links import address, shortened
from realign.foundations.partnerships.types import Actor
from realign.foundations.work.presenters import WAITING
from realign.foundations.work.registry import MY_WORK
from realign.foundations.work.types import WorkItem
from realign.registers.evidence import queries, rules


def findings_to_release(by: Actor, today: date) -> Iterator[WorkItem]:
    """Findings that somebody else wrote and that this person may release."""
    if not by.may(rules.EDIT):
        return
    for finding in queries.waiting_findings(by.partnership):
        if rules.can_release(by, finding, queries.writers_of(finding)):
            yield WorkItem(
                timezone.localdate(finding.changed_at),
                f"Release the finding “{shortened(finding.sentence)}”",
                "Finding to release",
                "A second person must release each finding",
                address("evidence:finding-release", by.partnership.slug, finding.slug),
                WAITING,
                since=True,
                tell=True,
            )


MY_WORK.add(findings_to_release)
