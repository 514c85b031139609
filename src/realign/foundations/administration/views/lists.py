"""Pages about the lists whose words are the partnership’s own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from realign.foundations.administration.actions import lists
from realign.foundations.administration.forms import NewWordForm, WordForm
from realign.foundations.administration.presenters import listed_words
from realign.foundations.design.editing import edit_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import ListWord
from realign.foundations.partnerships.queries import list_words
from realign.foundations.partnerships.registry import WORD_LISTS, WordList
from realign.foundations.partnerships.requests import MemberRequest


def lists_address(request: MemberRequest) -> str:
    """Where the lists stand."""
    return reverse("administration:lists", args=[request.partnership.slug])


def word_list_or_404(list_slug: str) -> WordList:
    """The list at this address, or its page not found."""
    if list_slug not in WORD_LISTS:
        raise Http404("No such list.")
    return WORD_LISTS.get(list_slug)


@access("partnership.view")
def word_lists(request: MemberRequest) -> HttpResponse:
    """Show every list whose words are the partnership’s own."""
    context = {"lists": listed_words(request.partnership), "breadcrumbs": [Link("Lists")]}
    return render(request, "administration/lists.html", context)


@access("partnership.manage")
def word_add(request: MemberRequest, list_slug: str) -> HttpResponse:
    """Add a word of the partnership’s own."""
    word_list = word_list_or_404(list_slug)
    place = len(list_words(request.partnership.pk, list_slug)) + 1
    return edit_page(
        request,
        NewWordForm(request.POST or None, initial={"position": place}),
        lambda values: lists.create_word(by=request.actor, word_list=word_list, **values),
        title=f"Add a word to “{word_list.title}”",
        lead=word_list.explanation,
        submit="Add this word",
        done=lambda word: f"“{word}” is in the list.",
        back=lists_address(request),
        breadcrumbs=[Link("Lists", lists_address(request))],
    )


@access("partnership.manage")
def word_edit(request: MemberRequest, list_slug: str, code: str) -> HttpResponse:
    """Change a word, its place, or whether it is offered."""
    word_list = word_list_or_404(list_slug)
    word: ListWord | None = list_words(request.partnership.pk, list_slug).get(code)
    if word is None:
        raise Http404("No such word.")
    initial = {name: getattr(word, name) for name in WordForm.base_fields}
    return edit_page(
        request,
        WordForm(request.POST or None, initial=initial),
        lambda values: lists.change_word(by=request.actor, word=word, **values),
        title=f"Change “{word}” in “{word_list.title}”",
        lead="Records that have this word show it as you call it here.",
        done=lambda changed: f"“{changed}” is saved.",
        back=lists_address(request),
        breadcrumbs=[Link("Lists", lists_address(request))],
    )
