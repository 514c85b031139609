"""When to be told by e-mail, names that stand in words alone, and e-mails that could not be sent."""

from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone

from realign.foundations.accounts.models import User
from realign.foundations.design.editing import Values, edit_page
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.queries import partnerships_of
from realign.foundations.partnerships.requests import MemberRequest
from realign.foundations.people import actions, presenters, queries
from realign.foundations.people.forms import LinkForm, MailForm, SendAgainForm
from realign.foundations.work.actions import retry_job
from realign.foundations.work.queries import unsent_mails


@access("signed-in")
def mail(request: HttpRequest) -> HttpResponse:
    """Choose when to be told by e-mail."""
    person = cast(User, request.user)
    return edit_page(
        request,
        MailForm(request.POST or None, initial={"when": queries.choice(person.pk).when}),
        lambda values: actions.choose_mail(
            by=person, partnerships=partnerships_of(person), when=values["when"], at=timezone.now()
        ),
        title="E-mails to you",
        lead=f"They go to {person.email}.",
        done=lambda choice: f"E-mails: {choice.get_when_display().lower()}.",
        back=reverse("landing"),
        to=reverse("people:mail"),
        template="people/mail.html",
    )


@access("people.manage")
def names(request: MemberRequest) -> HttpResponseBase:
    """Names that records give in words alone, and the account that has the same name."""
    by_name = queries.named_in_words(request.partnership, timezone.localdate())
    rows = presenters.name_rows(request.partnership, by_name, queries.same_name(request.partnership))
    page = table_page(request, presenters.NAMES, rows)
    return render_table(request, "people/names.html", page, {})


@access("people.manage")
def link(request: MemberRequest) -> HttpResponse:
    """Join a name in words to an account, in the records that are ticked."""
    name = request.GET.get("name", "")
    records = queries.named_in_words(request.partnership, timezone.localdate()).get(name)
    back = reverse("people:names", args=[request.partnership.slug])
    if not records:  # nobody is named so in words alone any more
        return redirect(back)
    same = queries.same_name(request.partnership).get(name)
    form = LinkForm(request.partnership, records, same, request.POST or None)

    def save(values: Values) -> int:
        chosen = [form.records[key] for key in values["chosen"]]
        return actions.link_account(by=request.actor, user=values["person_account"], chosen=chosen)

    lead = (
        f"{same} is the only member with this very name." if same else "No single member has this very name."
    )
    return edit_page(
        request,
        form,
        save,
        title=f"Who is “{name}”?",
        lead=lead,
        submit="Join the account",
        done=f"“{name}” has been linked to the account. The records are now in their My work.",
        back=back,
        breadcrumbs=[Link("Names without an account", back)],
    )


@access("people.manage")
def unsent(request: MemberRequest) -> HttpResponseBase:
    """E-mails that the mail server did not take: to whom, when and why."""
    mails = unsent_mails(request.partnership)
    page = table_page(request, presenters.UNSENT, mails)
    return render_table(request, "people/unsent.html", page, {"are_there_any": mails.exists()})


@access("people.manage")
def send_again(request: MemberRequest, pk: int) -> HttpResponse:
    """Try one of them once more, from the start."""
    back = reverse("people:unsent", args=[request.partnership.slug])
    job = get_object_or_404(unsent_mails(request.partnership), pk=pk)
    return edit_page(
        request,
        SendAgainForm(request.POST or None),
        lambda _: retry_job(by=request.actor, job=job),
        title=f"{presenters.mail_kind(job)} to {job.addressee}: send it again?",
        lead=f"{job.problem} {presenters.goes_to(job)}",
        submit="Send again",
        done="The e-mail is on its way. If the mail server does not take it, it comes back to this list.",
        back=back,
        breadcrumbs=[Link("E-mails not sent", back)],
    )
