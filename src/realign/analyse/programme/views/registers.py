"""Pages to write about training, benefits, roles, oversight, earlier work and secondments."""

from django.http import HttpResponse

from realign.analyse.programme import actions, forms, queries
from realign.analyse.programme.models import EarlierWork, RoleHolder, Secondment, Session
from realign.analyse.programme.presenters import shared
from realign.analyse.programme.views.editing import needed_round
from realign.analyse.programme.views.shared import listed_item, round_or_404, row_or_404, session_or_404
from realign.foundations.design.editing import edit_page, values_of, without_revision
from realign.foundations.design.types import Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.requests import MemberRequest


@access("programme.edit")
def session_add(request: MemberRequest) -> HttpResponse:
    """Plan a development day."""
    round = needed_round(request)
    return edit_page(
        request,
        forms.SessionForm(round, request.POST or None),
        lambda data: actions.create_session(by=request.actor, round=round, **without_revision(data)),
        title="Plan a development day",
        lead=f"{round.name} has {round.development_days} of them.",
        back=shared.page_called("training", request.partnership, round),
        to=Session.get_absolute_url,
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def session_edit(request: MemberRequest, slug: str) -> HttpResponse:
    """Change a development day."""
    session = session_or_404(request, slug)
    return edit_page(
        request,
        forms.SessionForm(session.round, request.POST or None, initial=values_of(session, forms.SessionForm)),
        lambda data: actions.change_session(by=request.actor, session=session, **data),
        title=f"Change {session.name}",
        back=session.get_absolute_url(),
        breadcrumbs=shared.crumbs(request.partnership, Link(session.name, session.get_absolute_url())),
    )


@access("programme.edit")
def attendance_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Record attendance to a day."""
    session = session_or_404(request, slug)
    return edit_page(
        request,
        forms.AttendanceForm(session, request.POST or None),
        lambda data: actions.count_attendance(by=request.actor, session=session, **data),
        title="Record attendance",
        lead="One sector and role at a time. A second count of the same replaces the first. No names are kept.",
        back=session.get_absolute_url(),
        breadcrumbs=shared.crumbs(request.partnership, Link(session.name, session.get_absolute_url())),
    )


@access("programme.edit")
def waiting_add(request: MemberRequest, slug: str) -> HttpResponse:
    """Put another area on the waiting list of a day."""
    session = session_or_404(request, slug)
    return edit_page(
        request,
        forms.WaitingAreaForm(request.POST or None),
        lambda data: actions.ask_for_places(by=request.actor, session=session, **data),
        title="Put an area on the waiting list",
        lead="Areas of the round come first. Unused places are offered in the order of asking.",
        back=session.get_absolute_url(),
        breadcrumbs=shared.crumbs(request.partnership, Link(session.name, session.get_absolute_url())),
    )


@access("programme.edit")
def waiting_offer(request: MemberRequest, pk: int) -> HttpResponse:
    """Offer unused places, after asking."""
    row = row_or_404(queries.waiting(request.partnership), pk)
    back = row.session.get_absolute_url()
    return edit_page(
        request,
        forms.OfferForm(request.POST or None, initial={"revision": row.revision}),
        lambda data: actions.offer_places(by=request.actor, waiting=row, revision=data["revision"]),
        title=f"Offer {row.people} places to {row.area}",
        lead=f"On {row.session.name}. The places are reserved until they answer.",
        submit="Offer the places",
        done="The places have been offered.",
        back=back,
        breadcrumbs=shared.crumbs(request.partnership, Link(row.session.name, back)),
    )


@access("programme.edit")
def waiting_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep what an area said to an offer."""
    row = row_or_404(queries.waiting(request.partnership), pk)
    back = row.session.get_absolute_url()
    return edit_page(
        request,
        forms.OfferAnswerForm(request.POST or None, initial={"revision": row.revision}),
        lambda data: actions.answer_offer(by=request.actor, waiting=row, **data),
        title=f"Answer from {row.area}",
        back=back,
        breadcrumbs=shared.crumbs(request.partnership, Link(row.session.name, back)),
    )


@access("programme.edit")
def benefit(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Judge a benefit of a round."""
    round = round_or_404(request, slug)
    item = listed_item(round, "programme-benefits", code)
    judged = queries.benefit(round, code)
    initial = values_of(judged, forms.BenefitForm) if judged else {}
    return edit_page(
        request,
        forms.BenefitForm(request.partnership, request.POST or None, initial=initial),
        lambda data: actions.judge_benefit(by=request.actor, round=round, benefit=item, **data),
        title=f"{item.label}: has it been achieved?",
        lead=item.description,
        back=shared.page_called("benefits", request.partnership, round),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def holder_add(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Name who holds a role."""
    round = round_or_404(request, slug)
    role = listed_item(round, "programme-roles", code)
    return edit_page(
        request,
        forms.HolderForm(request.partnership, request.POST or None),
        lambda data: actions.create_holder(
            by=request.actor, round=round, role=role, **without_revision(data)
        ),
        title="Name the role holder",
        lead=f"{role.label}. {role.description}",
        back=shared.page_called("people", request.partnership, round),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def holder_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change who holds a role, or say when they left."""
    holding = row_or_404(
        RoleHolder.objects.filter(partnership=request.partnership).select_related("round", "role"), pk
    )
    return edit_page(
        request,
        forms.HolderForm(
            request.partnership, request.POST or None, initial=values_of(holding, forms.HolderForm)
        ),
        lambda data: actions.change_holder(by=request.actor, holding=holding, **data),
        title=f"{holding.role.label}: {holding.holder}",
        lead="When the role holder leaves, give the last day. A new holder can then be added.",
        back=shared.page_called("people", request.partnership, holding.round),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def oversight(request: MemberRequest, slug: str, code: str) -> HttpResponse:
    """Say which group of the register does an overseeing group's work here."""
    round = round_or_404(request, slug)
    body = listed_item(round, "programme-governance", code)
    now = queries.overseen_by(request.partnership, code)
    initial = {"group": now.group, "revision": now.revision} if now else {}
    return edit_page(
        request,
        forms.OversightForm(request.partnership, request.POST or None, initial=initial),
        lambda data: actions.name_group(by=request.actor, body=body, **data),
        title=f"Which group is our {body.label.lower()}?",
        lead=body.description,
        back=shared.page_called("people", request.partnership, round),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def earlier_add(request: MemberRequest) -> HttpResponse:
    """Keep work that came before."""
    return edit_page(
        request,
        forms.EarlierWorkForm(request.POST or None),
        lambda data: actions.create_earlier_work(by=request.actor, **without_revision(data)),
        title="Add earlier work",
        back=shared.page_called("before", request.partnership),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def earlier_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change what is known of earlier work."""
    work = row_or_404(EarlierWork.objects.filter(partnership=request.partnership), pk)
    return edit_page(
        request,
        forms.EarlierWorkForm(request.POST or None, initial=values_of(work, forms.EarlierWorkForm)),
        lambda data: actions.change_earlier_work(by=request.actor, work=work, **data),
        title=f"Change {work.name}",
        back=shared.page_called("before", request.partnership),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def secondment_add(request: MemberRequest) -> HttpResponse:
    """Keep that somebody is lent for the shared work."""
    return edit_page(
        request,
        forms.SecondmentForm(request.POST or None),
        lambda data: actions.create_secondment(by=request.actor, **without_revision(data)),
        title="Add a secondment",
        back=shared.page_called("before", request.partnership),
        breadcrumbs=shared.crumbs(request.partnership),
    )


@access("programme.edit")
def secondment_edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Change a secondment."""
    secondment = row_or_404(Secondment.objects.filter(partnership=request.partnership), pk)
    return edit_page(
        request,
        forms.SecondmentForm(request.POST or None, initial=values_of(secondment, forms.SecondmentForm)),
        lambda data: actions.change_secondment(by=request.actor, secondment=secondment, **data),
        title=f"Change {secondment.post}",
        back=shared.page_called("before", request.partnership),
        breadcrumbs=shared.crumbs(request.partnership),
    )
