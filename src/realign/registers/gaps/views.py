"""The register of gaps, one gap, and what it concerns."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.foundations.design.editing import Values, edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.foundations.partnerships.types import Refusal
from realign.foundations.publishing.rules import how_all_published
from realign.registers.gaps import actions, presenters, queries, registry, rules
from realign.registers.gaps.forms import CloseForm, ConcernForm, GapChangeForm, GapForm, ReopenForm
from realign.registers.gaps.models import Concern, Gap
from realign.registers.gaps.types import Offered


@access("evidence.view")
def gap_list(request: MemberRequest) -> HttpResponseBase:
    """List data gaps: what cannot be seen, for whom, and who closes it by when."""
    today = timezone.localdate()
    may_edit = request.actor.may(rules.EDIT)
    spec = presenters.gap_table(request.partnership, today)
    page = table_page(request, spec, queries.gaps(request.partnership))
    counts = queries.summary(request.partnership, today)
    context = {
        "lead": presenters.lead(counts),
        "may_edit": may_edit,
        "breadcrumbs": [Link("Data gaps")],
    }
    return render_table(request, "gaps/list.html", page, context)


@access("public")
def public_list(request: PartnershipRequest) -> HttpResponseBase:
    """List for everybody what the partnership cannot see yet, and what it does about it."""
    published = queries.public_gaps(request.partnership)
    page = table_page(request, presenters.public_table(), [gap for _, gap in published])
    context = {
        "invented": any(gap.invented for _, gap in published),
        "how": how_all_published([version for version, _ in published]),
    }
    return render_table(request, "gaps/public.html", page, context)


@access("evidence.view")
def gap(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a data gap: what it hides, what waits for it and who closes it."""
    gap = _gap_or_404(request, slug)
    today = timezone.localdate()
    context = {
        "gap": gap,
        "status": presenters.status(gap, today),
        "facts": presenters.facts(gap, today),
        "concerns": registry.joined(request.partnership, queries.concerns(gap), request.actor),
        "holdings": list(gap.holdings.select_related("holder")),
        "may_edit": request.actor.may(rules.EDIT),
        "history": entries(request.partnership.slug, gap, gap.concerns.all()),
        "breadcrumbs": presenters.crumbs(request.partnership, "Gap"),
    }
    return render(request, "gaps/gap.html", context)


@access("evidence.edit")
def gap_add(request: MemberRequest) -> HttpResponse:
    """Record a gap; ``?about=outcome:slug`` joins it to that record at once."""
    about = _about(request)
    form = GapForm(request.partnership, request.POST or None)

    def save(data: Values) -> Gap:
        gap = actions.create_gap(by=request.actor, **without_revision(data))
        if about:
            actions.create_concern(by=request.actor, gap=gap, kind=about[0], key=about[1].key)
        return gap

    return edit_page(
        request,
        form,
        save,
        title="Report a data gap",
        lead=f"Linked to: {about[1].label}" if about else "What we need to know and do not.",
        back=about[1].url or _list(request) if about else _list(request),
        to=Gap.get_absolute_url,
        done="The gap has been reported. You can link more records below.",
        breadcrumbs=presenters.crumbs(request.partnership),
    )


@access("evidence.edit")
def gap_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Say more exactly what is missing."""
    gap = _gap_or_404(request, slug)
    form = GapChangeForm(request.partnership, request.POST or None, initial=values_of(gap, GapForm))
    return edit_page(
        request,
        form,
        lambda data: actions.change_gap(by=request.actor, gap=_gap_or_404(request, slug), **data),
        title="Change this gap",
        lead=gap.title,
        back=gap.get_absolute_url(),
        breadcrumbs=presenters.crumbs(request.partnership, gap),
    )


@access("evidence.edit")
def gap_close(request: MemberRequest, slug: str) -> HttpResponse:
    """Close a gap, with the reason."""
    gap = _gap_or_404(request, slug)
    form = CloseForm(request.POST or None, initial={"revision": gap.revision})
    return edit_page(
        request,
        form,
        lambda data: actions.close_gap(by=request.actor, gap=gap, **data),
        title="Close this gap?",
        lead=gap.title,
        submit="Close",
        back=gap.get_absolute_url(),
        done="The gap has been closed.",
        breadcrumbs=presenters.crumbs(request.partnership, gap),
    )


@access("evidence.edit")
def gap_reopen(request: MemberRequest, slug: str) -> HttpResponse:
    """Open a closed gap again."""
    gap = _gap_or_404(request, slug)
    form = ReopenForm(request.POST or None, initial={"revision": gap.revision})
    return edit_page(
        request,
        form,
        lambda data: actions.reopen_gap(by=request.actor, gap=gap, **data),
        title="Reopen this gap?",
        lead=gap.title,
        submit="Reopen",
        back=gap.get_absolute_url(),
        done="The gap has been reopened.",
        breadcrumbs=presenters.crumbs(request.partnership, gap),
    )


@access("evidence.edit")
def concern_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Say what a gap concerns."""
    gap = _gap_or_404(request, slug)
    form = ConcernForm(request.actor, request.POST or None)

    def save(data: Values) -> Concern:
        kind, _, key = data.pop("about").partition(":")
        return actions.create_concern(by=request.actor, gap=gap, kind=kind, key=key, **data)

    return edit_page(
        request,
        form,
        save,
        title="Link a record to this gap",
        lead=gap.title,
        submit="Link",
        back=gap.get_absolute_url(),
        done="The record has been linked. The gap is shown on its page.",
        breadcrumbs=presenters.crumbs(request.partnership, gap),
    )


@access("evidence.edit")
@require_POST
def concern_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a record from a gap."""
    concern = get_object_or_404(
        Concern.objects.select_related("gap__partnership"), partnership=request.partnership, pk=pk
    )
    back = concern.gap.get_absolute_url()
    actions.remove_concern(by=request.actor, concern=concern)
    return HttpResponse(status=303, headers={"Location": back})


def _gap_or_404(request: PartnershipRequest, slug: str) -> Gap:
    return get_object_or_404(queries.gaps(request.partnership), slug=slug)


def _list(request: PartnershipRequest) -> str:
    return reverse("gaps:list", args=[request.partnership.slug])


def _about(request: PartnershipRequest) -> tuple[str, Offered] | None:
    """The record that the address names, such as ``outcome:mental-health``; 404 where there is none."""
    kind, _, key = request.GET.get("about", "").partition(":")
    if not kind:
        return None
    try:
        return kind, registry.find(request.partnership, kind, key)
    except Refusal as none:
        raise Http404(none.reason) from none
