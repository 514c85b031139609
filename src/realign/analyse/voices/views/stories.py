"""Stories beside numbers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from realign.analyse.voices import actions, presenters, queries
from realign.analyse.voices.forms import WELLBEING, StoryForm, in_force
from realign.analyse.voices.models import Story
from realign.analyse.voices.views.finding import new, to, trail
from realign.foundations.design.editing import edit_page, values_of
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def story_list(request: MemberRequest) -> HttpResponse:
    """What is it like, beside what the numbers say?"""
    table = presenters.story_table(request.partnership.slug, list(in_force(WELLBEING)))
    page = table_page(request, table, queries.stories(request.partnership))
    return render_table(request, "voices/stories.html", page)


@access("evidence.view")
def story(request: MemberRequest, slug: str) -> HttpResponse:
    """One story, what it speaks to, and what the person agreed to."""
    one = _story(request, slug)
    context = {
        "story": one,
        "facts": presenters.story_facts(one),
        "beside": [
            Link(held.title, reverse("indicators:indicator", args=[request.partnership.slug, held.slug]))
            for held in one.indicators.all()
        ],
        "history": entries(request.partnership.slug, one),
        "breadcrumbs": [*trail(request, "Stories", "stories"), Link(one.title)],
    }
    return render(request, "voices/story.html", context)


@access("evidence.edit")
def story_add(request: MemberRequest) -> HttpResponse:
    """Keep a story."""
    return edit_page(
        request,
        StoryForm(request.partnership, request.POST or None),
        lambda data: actions.add_story(by=request.actor, **new(data)),
        title="Keep a story",
        lead="Only with consent, and so that nobody can be recognised.",
        back=to("stories", request),
        to=lambda made: to("story", request, made.slug),
        done="The story is kept.",
        breadcrumbs=trail(request, "Stories", "stories"),
    )


@access("evidence.edit")
def story_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change what is kept of a story."""
    one = _story(request, slug)
    return edit_page(
        request,
        StoryForm(request.partnership, request.POST or None, initial=values_of(one, StoryForm)),
        lambda data: actions.change_story(by=request.actor, story=one, **data),
        title=f"Change “{one.title}”",
        back=to("story", request, slug),
        breadcrumbs=trail(request, "Stories", "stories", one, "story"),
    )


@access("evidence.edit")
def story_withdraw(request: MemberRequest, slug: str) -> HttpResponse:
    """Let a story go because consent was withdrawn, after asking once more."""
    one = _story(request, slug)
    if request.method == "POST":
        actions.withdraw_story(by=request.actor, story=one, revision=one.revision)
        messages.success(request, "The story is gone, words and all.")
        return redirect(to("stories", request))
    context = {
        "what": one.title,
        "back": to("story", request, slug),
        "note": "Its words are not kept. The record of changes says only that a story was let go.",
    }
    return render(request, "voices/remove.html", context)


def _story(request: PartnershipRequest, slug: str) -> Story:
    return get_object_or_404(queries.stories(request.partnership), slug=slug)
