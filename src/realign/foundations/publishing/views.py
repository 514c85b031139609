"""What waits to be published, one draft beside what is public, and every version of a record."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from realign.foundations.design.editing import edit_page
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.rules import check_may
from realign.foundations.publishing import actions, presenters, queries, rules
from realign.foundations.publishing.forms import (
    PublishForm,
    PublishTogetherForm,
    ReturnDraftForm,
    WithdrawVersionForm,
)
from realign.foundations.publishing.models import PublicVersion
from realign.foundations.publishing.registry import PUBLIC_RECORDS
from realign.foundations.publishing.types import Draft, PublicKind


@access("partnership.view")
def waiting(request: MemberRequest) -> HttpResponseBase:
    """List what waits for a person who did not write it, by kind."""
    drafts = queries.drafts(request.partnership, timezone.localdate())
    every = presenters.waiting_rows(drafts, request.actor)
    page = table_page(request, presenters.waiting_table(), every)
    context = {
        "lead": presenters.lead(every),
        "rules": (rules.EVERY_PUBLICATION, rules.POINTED_OUT),
        "together": presenters.together_links(drafts, request.actor),
    }
    return render_table(request, "publishing/waiting.html", page, context)


@access("partnership.view")
def draft(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Show a draft beside what is public, and publish it."""
    draft = _draft_or_404(request, kind, key)
    form = PublishForm(
        request.POST or None, is_noticed=bool(draft.noticed), initial={"fingerprint": draft.fingerprint}
    )
    return edit_page(
        request,
        form,
        lambda values: actions.publish_draft(by=request.actor, kind=draft.kind, key=key, **values),
        done=lambda version: f"“{version.title}” is published: everybody can read it.",
        to=lambda version: version.get_absolute_url(),
        back=presenters.crumbs(request.partnership.slug)[0].url,
        template="publishing/draft.html",
        breadcrumbs=presenters.crumbs(request.partnership.slug, Link(draft.title)),
        context=_context(request, draft),
    )


def _context(request: MemberRequest, draft: Draft) -> dict[str, object]:
    why_not = rules.why_not_publish(request.actor, draft)
    able = partnerships.members_who_may(request.partnership, draft.kind.permission)
    return {
        "draft": draft,
        "state": presenters.state(draft, request.actor),
        "writers": presenters.writers(draft),
        "difference": presenters.difference(draft),
        "noticed": [rules.noticed_words(item) for item in draft.noticed],
        "may_publish": not why_not,
        "may_open": request.actor.may(draft.kind.permission),
        "why_not": why_not,
        "who_publishes": rules.who_publishes(draft.kind),
        "who_may": [member for member in able if member.user_id not in draft.writers],
        "work_page": draft.kind.work_page(draft.record),
        "versions": presenters.version_history(
            queries.history(request.partnership, draft.kind.slug, draft.key)
        ),
    }


@access("partnership.view")
def together(request: MemberRequest, kind: str) -> HttpResponse:
    """Publish several drafts of one kind in which nothing is pointed out."""
    public_kind = _kind_or_404(kind)
    check_may(request.actor, public_kind.permission)
    waiting = [
        draft
        for draft in queries.drafts(request.partnership, timezone.localdate(), [public_kind])
        if draft.waits
    ]
    offered = rules.publishable_together(request.actor, waiting)
    listed = offered[: rules.MOST_AT_ONCE]
    form = PublishTogetherForm(listed, request.POST or None)
    return edit_page(
        request,
        form,
        lambda _: actions.publish_together(by=request.actor, kind=public_kind, chosen=form.drafts),
        done=lambda versions: presenters.published_together(public_kind, versions),
        to=presenters.crumbs(request.partnership.slug)[0].url,
        back=presenters.crumbs(request.partnership.slug)[0].url,
        template="publishing/together.html",
        breadcrumbs=presenters.crumbs(request.partnership.slug, Link("Publish several")),
        context={
            "kind": public_kind,
            "listed": [(draft, presenters.writers(draft), presenters.difference(draft)) for draft in listed],
            "left": presenters.left_words(public_kind, waiting, offered, request.actor),
        },
    )


@access("partnership.view")
def draft_return(request: MemberRequest, kind: str, key: str) -> HttpResponse:
    """Send a draft back to its writers."""
    draft = _draft_or_404(request, kind, key)
    check_may(request.actor, draft.kind.permission)
    back = presenters.draft_url(request.partnership.slug, draft)
    return edit_page(
        request,
        ReturnDraftForm(request.POST or None, initial={"fingerprint": draft.fingerprint}),
        lambda values: actions.return_draft(by=request.actor, kind=draft.kind, key=key, **values),
        title=f"Return “{draft.title}”?",
        lead="What is public stays as it is. The draft waits again as soon as somebody has changed it.",
        submit="Return the draft",
        done="The draft is returned. Its writers see the reason.",
        back=back,
        breadcrumbs=presenters.crumbs(request.partnership.slug, Link(draft.title, back)),
    )


@access("partnership.view")
def version(request: MemberRequest, pk: int) -> HttpResponse:
    """Show one version in full, when it was published, by whom, and the others of its record."""
    version = _version_or_404(request, pk)
    kind = PUBLIC_RECORDS.get(version.kind)
    every = list(queries.history(request.partnership, version.kind, version.key))
    return render(
        request,
        "publishing/version.html",
        {
            "version": version,
            "state": presenters.version_state(version),
            "kind": kind,
            "how": rules.how_published(version),
            "withdrawn": rules.how_withdrawn(version) if version.withdrawn_at else "",
            "table": presenters.version_table(version),
            "versions": presenters.version_history(every),
            "public_page": presenters.public_link(version) if version.stands else "",
            "may_withdraw": version.stands and request.actor.may(kind.permission),
            "breadcrumbs": presenters.crumbs(request.partnership.slug, Link(str(version))),
        },
    )


@access("partnership.view")
def version_withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back what is public."""
    version = _version_or_404(request, pk)
    check_may(request.actor, PUBLIC_RECORDS.get(version.kind).permission)
    return edit_page(
        request,
        WithdrawVersionForm(request.POST or None, initial={"revision": version.revision}),
        lambda values: actions.withdraw_version(by=request.actor, version=version, **values),
        title=f"Withdraw “{version.title}”?",
        lead="Nobody outside reads it from then on. Its address says when it was withdrawn and why.",
        submit="Withdraw it",
        done="It is withdrawn. Its address says so.",
        back=version.get_absolute_url(),
        breadcrumbs=presenters.crumbs(
            request.partnership.slug, Link(str(version), version.get_absolute_url())
        ),
    )


def withdrawn_or_404(
    request: PartnershipRequest, newest: PublicVersion | None, *, back: Link
) -> HttpResponse:
    """For the public page of a record that is not public: the note of a withdrawn one, or not found."""
    if newest is None or newest.stands:
        raise Http404("nothing of this is published")
    context = {"how": rules.how_withdrawn(newest), "back": back, "breadcrumbs": [back, Link("Withdrawn")]}
    return render(request, "publishing/withdrawn.html", context, status=410)


def _kind_or_404(kind: str) -> PublicKind:
    if kind not in PUBLIC_RECORDS:
        raise Http404("no such kind of record")
    return PUBLIC_RECORDS.get(kind)


def _draft_or_404(request: MemberRequest, kind: str, key: str) -> Draft:
    draft = queries.draft_of(request.partnership, _kind_or_404(kind), key, timezone.localdate())
    if draft is None:
        raise Http404("no such record that could be public")
    return draft


def _version_or_404(request: MemberRequest, pk: int) -> PublicVersion:
    versions = PublicVersion.objects.filter(partnership=request.partnership)
    return get_object_or_404(versions, pk=pk, kind__in=[kind.slug for kind in PUBLIC_RECORDS.all()])
