"""What people type, cleaned on the way in by the rules of the ways out: nothing is kept that no file could hold."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponseBase, QueryDict

from realign.methods.cells import UNWRITABLE, writable


class WritableText:
    """Takes the letters that no XML, Word file or workbook can hold out of all that a form or an address sends.

    Nobody sees such a letter: it arrives with text that was copied out of a slide or an old system. A line break inside
    a paragraph, as those write it, becomes a space. Whatever the form, its text is clean before it is looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> None:
        """Clean what was sent, once it is known who answers it."""
        request.GET = cleaned(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            request.POST = cleaned(request.POST)  # type: ignore[assignment]


def cleaned(sent: QueryDict) -> QueryDict:
    """What was sent with every text in it writable; the same where all are."""
    if not any(UNWRITABLE.search(text) for _, texts in sent.lists() for text in texts):
        return sent
    clean = QueryDict(mutable=True, encoding=sent.encoding)
    for name, texts in sent.lists():
        clean.setlist(name, [writable(text) for text in texts])
    clean._mutable = False
    return clean
