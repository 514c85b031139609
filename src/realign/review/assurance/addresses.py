"""Where each record of the thread has its own page."""

from collections.abc import Mapping

from django.urls import reverse

from realign.foundations.design.links import address
from realign.review.assurance.types import Kind, Node

# What has no page of its own stands on the page of something that has; the thread's page is there for all.
PAGES: Mapping[Kind, str] = {
    Kind.FINDING: "evidence:finding",
    Kind.NEED: "fit:need",
    Kind.SERVICE: "services:service",
    Kind.PRIORITY: "priorities:page",
    Kind.PROPOSAL: "proposals:page",
    Kind.DECISION: "decisions:decision",
    Kind.ACTION: "priorities:action",
    Kind.REPORT: "reports:report",
}


def thread_address(partnership_slug: str, node: Node) -> str:
    """The page from which the thread is walked at this record."""
    return reverse("assurance:node", args=[partnership_slug, node.kind.value, node.slug])


def record_address(partnership_slug: str, node: Node) -> str:
    """The record’s own page, or nothing where it has none."""
    name = PAGES.get(node.kind)
    return address(name, partnership_slug, node.slug) if name else ""
