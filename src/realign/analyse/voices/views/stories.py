"""Stories beside numbers."""

from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from realign.analyse.voices import actions, presenters, queries
from realign.analyse.voices.forms import WELLBEING, StoryForm, in_force
from realign.analyse.voices.models import Story
from realign.analyse.voices.views.shared import removal_page, to, trail
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def story_list(request: MemberRequest) -> HttpResponseBase:
    """Stories"""
    table = presenters.story_table(request.partnership.slug, list(in_force(WELLBEING)))
    page = table_page(request, table, queries.stories(request.partnership))
    return render_table(request, "voices/stories.html", page)


@access("evidence.view")
def story(request: MemberRequest, slug: str) -> HttpResponse:
    """One story, what it speaks to, and what the person agreed to."""
    story = _story(request, slug)
    context = {
        "story": story,
        "facts": presenters.story_facts(story),
        "beside": [
            Link(
                indicator.title,
                indicator.get_absolute_url(),
            )
            for indicator in story.indicators.all()
        ],
        "history": entries(request.partnership.slug, story),
        "breadcrumbs": [*trail(request, "Stories", "stories"), Link(story.title)],
    }
    return render(request, "voices/story.html", context)


@access("evidence.edit")
def story_add(request: MemberRequest) -> HttpResponse:
    """Add a story."""
    return edit_page(
        request,
        StoryForm(request.partnership, request.POST or None),
        lambda data: actions.create_story(by=request.actor, **without_revision(data)),
        title="Add a story",
        lead="Only with consent, and so that no person can be recognised.",
        back=to("stories", request),
        to=Story.get_absolute_url,
        done="The story has been added.",
        breadcrumbs=trail(request, "Stories", "stories"),
    )


@access("evidence.edit")
def story_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what is kept of a story."""
    story = _story(request, slug)
    return edit_page(
        request,
        StoryForm(request.partnership, request.POST or None, initial=values_of(story, StoryForm)),
        lambda data: actions.change_story(by=request.actor, story=story, **data),
        title=f"Change “{story.title}”",
        back=story.get_absolute_url(),
        breadcrumbs=trail(request, "Stories", "stories", story),
    )


@access("evidence.edit")
def story_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Let a story go because consent was withdrawn, after asking once more."""
    story = _story(request, slug)
    return removal_page(
        request,
        story,
        partial(actions.withdraw_story, by=request.actor, story=story),
        what=story.title,
        back=story.get_absolute_url(),
        to=to("stories", request),
        done="The story has been deleted.",
        note="The text will be deleted. The record of changes will show only that a story was deleted.",
    )


def _story(request: PartnershipRequest, slug: str) -> Story:
    return get_object_or_404(queries.stories(request.partnership), slug=slug)
