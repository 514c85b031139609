"""What the pages of this room share: a record or 404, the way back, and taking a record away after asking."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.urls import reverse

from realign.foundations.design.editing import edit_page
from realign.foundations.design.forms import ConfirmForm
from realign.foundations.design.links import shortened
from realign.foundations.design.types import Link
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest

Record = TypeVar("Record")


def read_or_404(read: Callable[..., Record], *where: Any) -> Record:
    """What a query answers for these arguments; a page that is not there where it has nothing."""
    try:
        return read(*where)
    except ObjectDoesNotExist as unknown:
        raise Http404 from unknown


def to(name: str, request: PartnershipRequest, *parts: object) -> str:
    """An address of this room in the partnership at hand."""
    return reverse(f"voices:{name}", args=[request.partnership.slug, *parts])


def trail(
    request: PartnershipRequest, title: str, home: str, record: PartnershipRecord | None = None
) -> list[Link]:
    """The way back: the list, and the record where there is one."""
    crumbs = [Link(title, to(home, request))]
    return [*crumbs, Link(str(record), record.get_absolute_url())] if record is not None else crumbs


def removal_page(
    request: MemberRequest,
    record: PartnershipRecord,
    remove: Callable[..., None],
    *,
    what: str,
    back: str,
    done: str,
    to: str = "",
    note: str = "The record of changes will show that it was removed.",
) -> HttpResponse:
    """Take a record away with ``remove(revision=…)``, after asking once more; what is refused is said there."""
    return edit_page(
        request,
        ConfirmForm(request.POST or None, initial={"revision": record.revision}),
        lambda data: remove(**data),
        title=f"Remove “{shortened(what, 120)}”?",
        lead=note,
        submit="Remove",
        back=back,
        to=to,
        done=done,
    )
