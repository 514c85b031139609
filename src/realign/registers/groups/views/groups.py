"""Pages about groups."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe

from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.queries import what_points_at
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.registers.groups import actions, panels, presenters, queries
from realign.registers.groups.forms import GroupForm, MergeGroupForm, StructureForm
from realign.registers.groups.models import Group
from realign.registers.groups.types import USUAL_STRUCTURES

SHOWN_EVENTS, LATEST = 100, 5


def group_or_404(request: PartnershipRequest, slug: str) -> Group:
    """The group at this address, or its page not found."""
    group = queries.groups(request.partnership).filter(slug=slug).first()
    if group is None:
        raise Http404("No such group.")
    group.partnership = request.partnership
    return group


def crumbs(request: PartnershipRequest, *links: Link) -> list[Link]:
    """The way here."""
    return [Link("Groups", reverse("groups:list", args=[request.partnership.slug])), *links]


@access("groups.view")
def group_list(request: MemberRequest) -> HttpResponseBase:
    """Every group, by any of its names."""
    wants_csv = request.GET.get("format") == "csv"
    spec = (presenters.groups_file if wants_csv else presenters.groups_table)(request.partnership)
    called = queries.groups_called(request.partnership, request.GET.get("q", ""))
    rows = queries.groups(request.partnership)
    return render_table(
        request,
        "groups/list.html",
        table_page(request, spec, rows),
        {"called": called, "may_edit": request.actor.may("groups.edit")},
    )


@access("groups.view")
def structure(request: MemberRequest) -> HttpResponse:
    """Who reports to whom, drawn and as a list."""
    structure_now = queries.structure(request.partnership)
    drawn = presenters.chart(structure_now)
    context = {
        "structure": structure_now,
        "chart": drawn,
        # drawn by us from escaped names
        "svg": mark_safe(drawn.svg),  # noqa: S308
        "table": presenters.chart_table(drawn),
        "breadcrumbs": crumbs(request, Link("Structure")),
    }
    return render(request, "groups/structure.html", context)


@access("groups.view")
def empty_seats(request: MemberRequest) -> HttpResponseBase:
    """Seats that nobody holds."""
    page = table_page(
        request, presenters.empty_seats_table(request.partnership), queries.vacancies(request.partnership)
    )
    return render_table(
        request, "groups/empty_seats.html", page, {"breadcrumbs": crumbs(request, Link("Vacancies"))}
    )


@access("groups.view")
def group_page(request: MemberRequest, slug: str) -> HttpResponse:
    """What a group is for, who sits in it and what it does. The address of a merged group leads to the one that stays."""
    if merged := queries.now_called(request.partnership, slug):
        return redirect(merged, permanent=True)
    group = group_or_404(request, slug)
    members = queries.members(group)
    history = presenters.history(queries.history(group)[:SHOWN_EVENTS], request.actor)
    context = {
        "group": group,
        "status": presenters.status(group),
        "facts": presenters.facts(group),
        "ties": queries.ties(group),
        "members": members,
        "gaps": queries.gaps(group, members),
        "past": queries.past_holders(group),
        "panels": panels.panels_for(group, request.actor),
        "history": history[:LATEST],
        "older": history[LATEST:],
        "may_edit": request.actor.may("groups.edit") and group.status != Group.Status.ENDED,
        "may_reopen": request.actor.may("groups.edit") and group.status == Group.Status.ENDED,
        "breadcrumbs": crumbs(request, Link(group.name)),
    }
    return render(request, "groups/group.html", context)


@access("groups.edit")
def group_new(request: MemberRequest) -> HttpResponse:
    """Set up a group."""
    return edit_page(
        request,
        GroupForm(request.partnership, request.POST or None),
        lambda values: actions.create_group(by=request.actor, **without_revision(values)),
        title="Add a group",
        submit="Add",
        done="The group has been added. Add its seats next.",
        back=reverse("groups:list", args=[request.partnership.slug]),
        to=Group.get_absolute_url,
        breadcrumbs=crumbs(request),
    )


@access("groups.edit")
def group_start(request: MemberRequest) -> HttpResponse:
    """Begin with a usual structure of groups, or with one group."""
    there = reverse("groups:list", args=[request.partnership.slug])
    if queries.groups(request.partnership).exists():
        return redirect(there)
    structures = {usual.slug: usual for usual in USUAL_STRUCTURES}
    return edit_page(
        request,
        StructureForm(request.POST or None),
        lambda values: actions.create_structure(
            by=request.actor,
            structure=structures[values["structure"]],
            priority_groups=values["priority_groups"],
        ),
        title="Begin with groups",
        submit="Set these groups up",
        done=lambda groups: (
            f"{len(groups)} groups are set up. Correct their names and give them seats."
            if len(groups) > 1
            else "The group is set up. Correct its name and give it seats."
        ),
        back=there,
        to=there,
        breadcrumbs=crumbs(request),
        template="groups/start.html",
        context={"structures": presenters.usual_structures()},
    )


@access("groups.edit")
def group_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a group. Saving an ended group makes it active again, or proposed."""
    group = group_or_404(request, slug)
    here = group.get_absolute_url()
    return edit_page(
        request,
        GroupForm(
            request.partnership,
            request.POST or None,
            group=group,
            initial=values_of(group, GroupForm),
        ),
        lambda values: actions.change_group(by=request.actor, group=group, **values),
        title=f"Edit {group.name}",
        done="The group has been saved.",
        back=here,
        breadcrumbs=crumbs(request, Link(group.name, here)),
    )


@access("groups.edit")
def group_merge(request: MemberRequest, slug: str) -> HttpResponse:
    """Merge a group into another: what points at it goes over, and its address leads there."""
    group = group_or_404(request, slug)
    here = group.get_absolute_url()
    return edit_page(
        request,
        MergeGroupForm(group, request.POST or None, initial={"revision": group.revision}),
        lambda values: actions.merge_group(by=request.actor, group=group, **values),
        title=f"Merge {group.name} into another group",
        lead=presenters.merging_words(group, what_points_at(group)),
        submit="Merge",
        done=lambda into: f"{group.name} is merged into {into.name}. Close seats that it now has twice.",
        to=Group.get_absolute_url,
        back=here,
        breadcrumbs=crumbs(request, Link(group.name, here)),
    )
