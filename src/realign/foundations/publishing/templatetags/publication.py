"""On the page of a record: what everybody reads of it, and whether a change waits."""

from typing import Any

from django import template
from django.template import Context

from realign.foundations.publishing import presenters, queries
from realign.foundations.publishing.registry import PUBLIC_RECORDS

register = template.Library()


@register.inclusion_tag("publishing/_publication.html", takes_context=True)
def publication(context: Context, kind: str, record: Any) -> dict[str, Any]:
    """How a record stands with the public: ``{% publication "service" service %}``; nothing where it is not for them."""
    partnership, actor = context["partnership"], context["actor"]
    if actor is None:
        return {}
    draft = queries.draft_of(partnership, PUBLIC_RECORDS.get(kind), str(record.pk), actor.at.date())
    if draft is None:
        return {}
    public = draft.public
    return {
        "draft": draft,
        "state": presenters.state(draft, actor),
        "url": presenters.draft_url(partnership.slug, draft),
        "public_url": presenters.public_link(public) if public and partnership.is_public else "",
    }
