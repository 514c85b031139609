"""The sections of an assessment, what they rest on, and who may see which data."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from realign.analyse.needs import access_map, actions, presenters, queries, rules
from realign.analyse.needs.forms import SectionForm, SourceForm
from realign.analyse.needs.models import NeedsAssessment, NeedsSection, NeedsSource
from realign.analyse.needs.views.assessments import assessment_or_404
from realign.foundations.design.editing import Values, edit_page, values_of, without_revision
from realign.foundations.design.history import entries
from realign.foundations.design.links import address
from realign.foundations.design.tables import Column, Filter, Kind, TableSpec, render_table, table_page
from realign.foundations.design.tables.download import rows_response
from realign.foundations.design.types import Link
from realign.foundations.design.words import date_words
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest, PartnershipRequest
from realign.methods.numbers import whole_number_of


@access("evidence.view")
def section(request: MemberRequest, slug: str, code: str) -> HttpResponseBase:
    """Show a section: its records, what is said of them, how old they are and what is missing; each table also as CSV."""
    assessment, record = _section(request, slug, code)
    today = timezone.localdate()
    content = queries.content_of(assessment, today)
    section = content.section(code)
    if request.GET.get("format") == "csv":
        wanted = whole_number_of(request.GET.get("table", "0"))
        if wanted is None or not 0 <= wanted < len(section.tables):
            raise Http404("this section has no such table")
        return rows_response(f"{code}-{wanted + 1}", presenters.csv_rows(section.tables[wanted]))
    context = {
        "assessment": assessment,
        "section": section,
        "sure": presenters.sureness(section),
        "cycle": presenters.cycle(section),
        "tables": [
            (
                number,
                presenters.plain(lines),
                lines.under,
                presenters.notes_of(lines),
                presenters.is_invented(lines),
            )
            for number, lines in enumerate(section.tables)
        ],
        "data": [
            (
                datum,
                presenters.age_status(datum, today, assessment.stale_after_years),
                presenters.nature(datum),
            )
            for datum in section.data
        ],
        "owner": record.owner,
        "may_edit": request.actor.may(rules.EDIT) and not assessment.is_published,
        "history": entries(request.partnership.slug, record, record.sources.all()),
        "breadcrumbs": _crumbs(assessment, Link(section.title)),
    }
    return render(request, "needs/section.html", context)


@access("evidence.edit")
def section_edit(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Write a section."""
    assessment, section = _section(request, slug, code)
    form = SectionForm(request.partnership, request.POST or None, initial=values_of(section, SectionForm))
    back = presenters.section_address(assessment, code)
    return edit_page(
        request,
        form,
        lambda data: actions.change_section(by=request.actor, section=section, **data),
        title=f"Write “{section}”",
        lead=assessment.title,
        back=back,
        breadcrumbs=_crumbs(assessment, Link(str(section), back)),
    )


@access("evidence.edit")
def source_add(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Add something that a section rests on."""
    assessment, section = _section(request, slug, code)
    back = presenters.section_address(assessment, code)

    def save(data: Values) -> NeedsSource:
        return actions.create_source(by=request.actor, section=section, **without_revision(data))

    return edit_page(
        request,
        SourceForm(request.partnership, request.POST or None),
        save,
        title="Add a source",
        lead=f"{section}, {assessment.title}",
        back=back,
        to=back,
        done="The source has been added.",
        breadcrumbs=_crumbs(assessment, Link(str(section), back)),
    )


@access("evidence.edit")
def source_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Put right what is said of a source."""
    source, back = _source(request, pk)
    form = SourceForm(request.partnership, request.POST or None, initial=values_of(source, SourceForm))
    return edit_page(
        request,
        form,
        lambda data: actions.change_source(by=request.actor, needs_source=source, **data),
        title="Change this source",
        lead=source.title,
        back=back,
        breadcrumbs=_crumbs(source.section.assessment, Link(str(source.section), back)),
    )


@access("evidence.edit")
def source_replace(request: MemberRequest, pk: int) -> HttpResponse:
    """Put newer data in the place of older ones."""
    source, back = _source(request, pk)
    begun = values_of(source, SourceForm) | {"dated": None, "revision": None}

    def save(data: Values) -> NeedsSource:
        return actions.replace_source(by=request.actor, needs_source=source, **without_revision(data))

    return edit_page(
        request,
        SourceForm(request.partnership, request.POST or None, initial=begun),
        save,
        title="Replace with newer data",
        lead=f"{source.title}, of {date_words(source.dated)}. It is kept, marked as replaced.",
        back=back,
        to=back,
        done="The source has been replaced.",
        breadcrumbs=_crumbs(source.section.assessment, Link(str(source.section), back)),
    )


@access("evidence.edit")
@require_POST
def source_drop(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a source out of a draft."""
    source, back = _source(request, pk)
    actions.remove_source(by=request.actor, needs_source=source)
    return redirect(back)


@access("evidence.view")
def who_sees_what(request: MemberRequest) -> HttpResponseBase:
    """List the data of the partnership with who may see and change them, and where they are from."""
    rows = access_map.kept_data(request.partnership)
    kinds = list(dict.fromkeys((row.kind, row.kind) for row in rows))
    spec = TableSpec(
        name="who-sees-what",
        noun="kind of data,kinds of data",
        caption="Data, and who may see them",
        search_fields=("what", "provenance", "readers"),
        columns=(
            Column("what", "Data", link=lambda row: address(row.url_name, request.partnership.slug)),
            Column("kind", "Kind"),
            Column("readers", "Who may see them"),
            Column("writers", "Who may change them"),
            Column("provenance", "Origin", sortable=False),
            Column("until", "Kept until", kind=Kind.DATE),
        ),
        filters=(Filter("kind", "Kind", kinds),),
    )
    context = {"breadcrumbs": presenters.crumbs(request.partnership, Link("Who sees what"))}
    return render_table(request, "needs/who_sees_what.html", table_page(request, spec, rows), context)


def _section(request: PartnershipRequest, slug: str, code: str) -> tuple[NeedsAssessment, NeedsSection]:
    assessment = assessment_or_404(request, slug)
    try:
        return assessment, queries.section(assessment, code)
    except NeedsSection.DoesNotExist as none:
        raise Http404(f"there is no section {code}") from none


def _source(request: PartnershipRequest, pk: int) -> tuple[NeedsSource, str]:
    try:
        source = queries.source(request.partnership, pk)
    except NeedsSource.DoesNotExist as none:
        raise Http404(str(none)) from none
    return source, presenters.section_address(source.section.assessment, source.section.code)


def _crumbs(assessment: NeedsAssessment, *last: Link) -> list[Link]:
    return presenters.crumbs(
        assessment.partnership, Link(assessment.title, assessment.get_absolute_url()), *last
    )
