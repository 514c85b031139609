"""The sections of an assessment, what they rest on, and who may see which data."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.analyse.needs import access_map, actions, presenters, queries, rules
from realign.analyse.needs.forms import SectionForm, SourceForm
from realign.analyse.needs.models import NeedsAssessment, NeedsSection, NeedsSource
from realign.analyse.needs.views import found
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec, render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest


@access("evidence.view")
def section(request: MemberRequest, slug: str, code: str) -> HttpResponseBase:
    """What do the records show, what do we say of it, how old is it, and what is missing?"""
    one, held = _section(request, slug, code)
    today = timezone.localdate()
    content = queries.content_of(one, today)
    shown = content.section(code)
    if request.GET.get("format") == "csv":
        asked = request.GET.get("table", "0")
        if not asked.isdigit() or int(asked) >= len(shown.tables):
            raise Http404(f"this section has no table {asked}")
        return rows_response(f"{code}-{int(asked) + 1}", presenters.csv_rows(shown.tables[int(asked)]))
    context = {
        "assessment": one,
        "section": shown,
        "sure": presenters.sureness(shown),
        "cycle": presenters.cycle(shown),
        "tables": [
            (
                number,
                presenters.plain(lines),
                lines.under,
                presenters.notes_of(lines),
                presenters.is_invented(lines),
            )
            for number, lines in enumerate(shown.tables)
        ],
        "data": [
            (datum, presenters.age_status(datum, today, one.stale_after_years), presenters.nature(datum))
            for datum in shown.data
        ],
        "owner": held.owner,
        "may_edit": request.actor.may(rules.EDIT) and not one.is_published,
        "history": entries(request.partnership.slug, held),
        "breadcrumbs": _crumbs(one, Link(shown.title)),
    }
    return render(request, "needs/section.html", context)


@access("evidence.edit")
def section_edit(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Write a section."""
    one, held = _section(request, slug, code)
    form = SectionForm(request.partnership, request.POST or None, initial=values_of(held, SectionForm))
    back = presenters.section_address(one, code)
    return edit_page(
        request,
        form,
        lambda data: actions.write_section(by=request.actor, section=held, **data),
        title=f"Write “{held}”",
        lead=one.title,
        back=back,
        breadcrumbs=_crumbs(one, Link(str(held), back)),
    )


@access("evidence.edit")
def source_add(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Add something that a section rests on."""
    one, held = _section(request, slug, code)
    back = presenters.section_address(one, code)

    def save(data: dict) -> NeedsSource:
        return actions.add_source(by=request.actor, section=held, **without_revision(data))

    return edit_page(
        request,
        SourceForm(request.partnership, request.POST or None),
        save,
        title="What does this section rest on?",
        lead=f"{held}, {one.title}",
        back=back,
        to=back,
        done="The source is added.",
        breadcrumbs=_crumbs(one, Link(str(held), back)),
    )


@access("evidence.edit")
def source_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Put right what is said of a source."""
    held, back = _source(request, pk)
    form = SourceForm(request.partnership, request.POST or None, initial=values_of(held, SourceForm))
    return edit_page(
        request,
        form,
        lambda data: actions.change_source(by=request.actor, held=held, **data),
        title="Change this source",
        lead=held.title,
        back=back,
        breadcrumbs=_crumbs(held.section.assessment, Link(str(held.section), back)),
    )


@access("evidence.edit")
def source_replace(request: MemberRequest, pk: int) -> HttpResponse:
    """Put newer data in the place of older ones."""
    held, back = _source(request, pk)
    begun = values_of(held, SourceForm) | {"dated": None, "revision": None}

    def save(data: dict) -> NeedsSource:
        return actions.replace_source(by=request.actor, held=held, **without_revision(data))

    return edit_page(
        request,
        SourceForm(request.partnership, request.POST or None, initial=begun),
        save,
        title="Replace by newer data",
        lead=f"{held.title}, of {held.dated:%-d %B %Y}. It stays, and says what replaced it.",
        back=back,
        to=back,
        done="The newer data stand in its place.",
        breadcrumbs=_crumbs(held.section.assessment, Link(str(held.section), back)),
    )


@access("evidence.edit")
@require_POST
def source_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a source out of a draft."""
    held, back = _source(request, pk)
    actions.drop_source(by=request.actor, held=held)
    return redirect(back)


@access("evidence.view")
def who_sees_what(request: MemberRequest) -> HttpResponseBase:
    """Which data are held, who may see them, and how did they come to be?"""
    rows = access_map.kept_data(request.partnership)
    kinds = list(dict.fromkeys((row.kind, row.kind) for row in rows))
    spec = TableSpec(
        name="who-sees-what",
        noun="kind of data,kinds of data",
        caption="Data held, and who may see them",
        search_fields=("what", "provenance", "readers"),
        columns=(
            Column("what", "Data", link=lambda row: address(row.url_name, request.partnership.slug)),
            Column("kind", "Kind"),
            Column("readers", "Who may see them"),
            Column("writers", "Who may change them"),
            Column("provenance", "How they came to be", sortable=False),
            Column("until", "Kept until", kind=Kind.DATE),
        ),
        filters=(Filter("kind", "Kind", kinds),),
    )
    context = {"breadcrumbs": presenters.crumbs(request.partnership, Link("Who sees what"))}
    return render_table(request, "needs/who_sees_what.html", table_page(request, spec, rows), context)


def _section(request: HttpRequest, slug: str, code: str) -> tuple[NeedsAssessment, NeedsSection]:
    one = found(request, slug)
    try:
        return one, queries.section(one, code)
    except NeedsSection.DoesNotExist as none:
        raise Http404(f"there is no section {code}") from none


def _source(request: PartnershipRequest, pk: int) -> tuple[NeedsSource, str]:
    try:
        held = queries.source(request.partnership, pk)
    except NeedsSource.DoesNotExist as none:
        raise Http404(str(none)) from none
    return held, presenters.section_address(held.section.assessment, held.section.code)


def _crumbs(one: NeedsAssessment, *last: Link) -> list[Link]:
    return presenters.crumbs(one.partnership, Link(one.title, presenters.address(one)), *last)
