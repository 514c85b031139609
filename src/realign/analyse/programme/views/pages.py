"""Pages of the programme: areas and whether they are ready, slots, training, terms, and what was gained."""

from django.db.models import Model
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from realign.analyse.programme import queries
from realign.analyse.programme.models import Benefit, EarlierWork, Oversight, RoleHolder, Secondment
from realign.analyse.programme.presenters import areas, registers, shared, slots, training
from realign.analyse.programme.presenters.registers import BenefitRow, BodyCard, RoleRow
from realign.analyse.programme.rules.capacity import consultants_warning
from realign.analyse.programme.rules.timeline import latest_start
from realign.analyse.programme.types import AreaStage, Lengths
from realign.analyse.programme.views.shared import (
    chosen_round,
    frame,
    session_or_404,
    site_or_404,
    tranche_or_404,
)
from realign.foundations.design.history import entries
from realign.foundations.design.tables import render_table, table_page
from realign.foundations.design.types import HistoryEntry, Link
from realign.foundations.partnerships.access import access
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.requests import MemberRequest

RECORDS = {
    "programme.readiness": "a condition",
    "programme.signoff": "a signature",
    "programme.place": "a place",
    "programme.elementstatus": "an element",
}
KINDS = {
    "programme.benefit": "a benefit",
    "programme.roleholder": "who holds a role",
    "programme.oversight": "an overseeing group",
    "programme.earlierwork": "earlier work",
    "programme.secondment": "a secondment",
}


@access("programme.view")
def home(request: MemberRequest) -> HttpResponse:
    """Evidence programme"""
    round = chosen_round(request)
    standings = queries.standings(request.partnership, round) if round else []
    context = frame(request, "home", round) | {
        "lead": areas.lead(standings) if standings else "No area is in a round yet.",
        "warning": consultants_warning(queries.spans(standings), round.consultants_at_once) if round else "",
        "cards": [
            (standing, areas.stage(standing), areas.answer(standing), standing.site.get_absolute_url())
            for standing in standings
            if standing.stage not in areas.OVER
        ],
        "over": [
            (standing, areas.answer(standing), standing.site.get_absolute_url())
            for standing in standings
            if standing.stage in areas.OVER
        ],
    }
    return render(request, "programme/home.html", context)


@access("programme.view")
def area_list(request: MemberRequest) -> HttpResponseBase:
    """Areas"""
    round = chosen_round(request)
    context = frame(request, "areas", round, Link("Areas"))
    rounds = list(queries.rounds(request.partnership))
    whole = request.GET.get("format") == "csv"
    spec = areas.areas_table(request.partnership, rounds, whole=whole)
    page = table_page(request, spec, areas.area_rows(queries.standings(request.partnership)))
    return render_table(request, "programme/areas.html", page, context)


@access("programme.view")
def area(request: MemberRequest, slug: str) -> HttpResponse:
    """Show whether an area is ready to start, and which conditions and signatures are missing."""
    site = site_or_404(request, slug)
    lists = queries.Lists(site.round.starts_on)
    standing = queries.standing(site, lists)
    context = frame(
        request,
        "areas",
        site.round,
        Link("Areas", shared.page_called("areas", request.partnership)),
        Link(site.name),
    )
    readiness = {row.condition_id: row for row in site.readiness.all()}
    context |= {
        "site": site,
        "standing": standing,
        "answer": areas.answer(standing),
        "status": areas.stage(standing),
        "over": standing.stage in areas.OVER,
        "can_place": standing.stage is AreaStage.SIGNED,
        "tasks": areas.tasks(site, lists.conditions, readiness, may_edit=context["may_edit"]),
        "purposes": lists.purposes,
        "matrix": areas.matrix(site, lists.sectors, lists.purposes, request.actor),
        "elements": [(item, areas.element_status(site, item)) for item in lists.elements],
        "place": next(iter(site.places.all()), None),
        "picture": areas.picture(standing.timeline, site.name) if standing.timeline else None,
        "source": shared.source_of(site.round),
        "facts": areas.facts(standing),
        "history": shared.history(queries.site_history(site)[:50], request.actor, RECORDS),
    }
    return render(request, "programme/area.html", context)


@access("programme.view")
def slot_list(request: MemberRequest) -> HttpResponseBase:
    """Slots and places"""
    round = chosen_round(request)
    context = frame(request, "slots", round, Link("Slots"))
    if round is None:
        return render(request, "programme/slots.html", context)
    plan = queries.slot_plan(round, timezone.localdate())
    context |= {
        "lead": slots.lead(round, plan),
        "arithmetic": slots.arithmetic(round),
        "source": shared.source_of(round),
    }
    page = table_page(request, slots.table(request.partnership, round), plan)
    return render_table(request, "programme/slots.html", page, context)


@access("programme.view")
def tranche(request: MemberRequest, slug: str) -> HttpResponse:
    """Show a slot: the areas surveyed in it, how many places are free, and the group that oversees it."""
    tranche = tranche_or_404(request, slug)
    context = frame(
        request,
        "slots",
        tranche.round,
        Link("Slots", shared.page_called("slots", request.partnership)),
        Link(tranche.name),
    )
    places = list(tranche.places.all())
    overseen = queries.overseen_by(request.partnership, "research-advisory-group")
    context |= {
        "tranche": tranche,
        "places": [(place, slots.place_words(place), place.site.get_absolute_url()) for place in places],
        "free": max(0, tranche.round.areas_per_slot - len(places)),
        "facts": slots.facts(tranche),
        "overseen": overseen,
        "chair": queries.chair_of(overseen) if overseen else None,
        "history": entries(request.partnership.slug, tranche),
    }
    return render(request, "programme/tranche.html", context)


@access("programme.view")
def calendar(request: MemberRequest) -> HttpResponse:
    """Calendar"""
    round = chosen_round(request)
    context = frame(request, "calendar", round, Link("Calendar"))
    if round is not None:
        standings = queries.standings(request.partnership, round)
        today, lengths = request.actor.at.date(), Lengths.of(round)
        warning = consultants_warning(queries.spans(standings), round.consultants_at_once)
        sentence = (
            warning or f"Never more than {round.consultants_at_once} areas have consultants at the same time."
        )
        context |= {
            "warning": warning,
            "picture": areas.pictures(standings, f"Calendar of {round.name}", sentence),
            "invented": any(standing.site.invented for standing in standings),
            "lead": areas.calendar_lead(standings),
            "source": shared.source_of(round),
            "deadlines": [
                (plan, latest_start(plan.on, lengths))
                for plan in queries.slot_plan(round, today)
                if latest_start(plan.on, lengths) >= today
            ],
        }
    return render(request, "programme/calendar.html", context)


@access("programme.view")
def elements(request: MemberRequest) -> HttpResponseBase:
    """Progress by element and area"""
    round = chosen_round(request)
    context = frame(request, "elements", round, Link("Elements"))
    items = queries.Lists(round.starts_on).elements if round else []
    spec = areas.elements_table(items)
    rows = areas.area_rows(queries.standings(request.partnership, round)) if round else []
    return render_table(
        request, "programme/elements.html", table_page(request, spec, rows), context | {"items": items}
    )


@access("programme.view")
def training_page(request: MemberRequest) -> HttpResponseBase:
    """Training"""
    round = chosen_round(request)
    context = frame(request, "training", round, Link("Training"))
    if round is None:
        return render(request, "programme/training.html", context)
    partnership, lists = request.partnership, queries.Lists(round.starts_on)
    rows = queries.sessions(partnership).filter(round=round)
    counted = queries.attendance(partnership).filter(session__round=round)
    days, came = list(rows), list(counted)
    sectors = lists.of("trained-sectors")
    spec = training.sessions_table(partnership, round)
    waiting = queries.waiting(partnership).filter(session__round=round)
    context |= {
        "lead": training.lead(days, came, sectors),
        "by_sector": training.by_sector(days, came, sectors) if days else None,
        "by_focus": training.by_focus(days, lists.of("development-foci")) if days else None,
        "attendance": table_page(request, training.attendance_table(sectors), counted),
        "waiting": table_page(request, training.waiting_table(partnership), waiting),
        "invented": any(day.invented for day in days),
    }  # fmt: skip
    return render_table(request, "programme/training.html", table_page(request, spec, rows), context)


@access("programme.view")
def session(request: MemberRequest, slug: str) -> HttpResponse:
    """Show who came to a day of training, and who waits for its unused places."""
    session = session_or_404(request, slug)
    context = frame(
        request,
        "training",
        session.round,
        Link("Training", shared.page_called("training", request.partnership)),
        Link(session.name),
    )
    waiting = list(session.waiting.order_by("asked_on", "pk"))
    free = queries.unused(session)
    context |= {
        "session": session,
        "came": list(queries.attendance(request.partnership).filter(session=session)),
        "waiting": [(row, training.waiting_state(row)) for row in waiting],
        "unused": training.unused_words(free, waiting),
        "history": entries(request.partnership.slug, session),
    }
    return render(request, "programme/session.html", context)


@access("programme.view")
def benefits(request: MemberRequest) -> HttpResponseBase:
    """Benefits"""
    round = chosen_round(request)
    context = frame(request, "benefits", round, Link("Benefits"))
    if round is None:
        return render(request, "programme/benefits.html", context)
    judged = {benefit.benefit_id: benefit for benefit in queries.benefits(round)}
    rows = [
        BenefitRow(item, judged.get(item.pk))
        for item in queries.Lists(round.starts_on).of("programme-benefits")
    ]
    spec = registers.benefits_table(request.partnership, round, may_edit=context["may_edit"])
    context |= {
        "lead": registers.benefits_lead(rows),
        "history": _history(request, Benefit),
        "invented": any(benefit.invented for benefit in judged.values()),
    }
    return render_table(request, "programme/benefits.html", table_page(request, spec, rows), context)


@access("programme.view")
def people(request: MemberRequest) -> HttpResponseBase:
    """Roles and oversight"""
    round = chosen_round(request)
    context = frame(request, "people", round, Link("Roles and oversight"))
    if round is None:
        return render(request, "programme/people.html", context)
    lists = queries.Lists(round.starts_on)
    now = {
        holder.role_id: holder
        for holder in queries.role_holders(request.partnership).filter(round=round, ends_on=None)
    }
    rows = [RoleRow(item, now.get(item.pk)) for item in lists.of("programme-roles")]
    bodies = _bodies(request.partnership, lists)
    spec = registers.roles_table(request.partnership, round, may_edit=context["may_edit"])
    context |= {
        "lead": registers.people_lead(rows, bodies),
        "bodies": bodies,
        "history": _history(request, RoleHolder, Oversight),
    }
    return render_table(request, "programme/people.html", table_page(request, spec, rows), context)


def _bodies(partnership: Partnership, lists: queries.Lists) -> list[BodyCard]:
    """The three overseeing groups, each with who should sit and the group that does it here."""
    named = {
        oversight.body_id: oversight
        for oversight in queries.oversight(partnership).select_related("group__partnership")
    }
    items = lists.of("programme-governance")
    return [
        BodyCard(
            item,
            tuple(other.label for other in items if other.parent_id == item.pk),
            named.get(item.pk),
            queries.chair_of(named[item.pk]) if item.pk in named else None,
        )
        for item in items
        if item.parent_id is None
    ]


@access("programme.view")
def before(request: MemberRequest) -> HttpResponseBase:
    """Earlier work and secondments"""
    partnership = request.partnership
    context = frame(request, "before", chosen_round(request), Link("Earlier work and secondments"))
    may_edit = context["may_edit"]
    lent = table_page(
        request, registers.secondments_table(partnership, may_edit=may_edit), queries.secondments(partnership)
    )
    context |= {
        "secondments": lent,
        "lead": registers.earlier_words(queries.areas_of_earlier_work(partnership)),
    }
    context["history"] = _history(request, EarlierWork, Secondment)
    spec = registers.earlier_table(partnership, may_edit=may_edit)
    page = table_page(request, spec, queries.earlier_work(partnership))
    return render_table(request, "programme/before.html", page, context)


@access("programme.view")
def round_list(request: MemberRequest) -> HttpResponseBase:
    """Show the terms of a round with their source, and list every round."""
    round = chosen_round(request)
    context = frame(request, "rounds", round, Link("Terms"))
    if round is not None:
        context |= {
            "terms": registers.terms(round),
            "arithmetic": slots.arithmetic(round),
            "source": shared.source_of(round),
            "history": entries(request.partnership.slug, round),
        }
    spec = registers.rounds_table(request.partnership)
    page = table_page(request, spec, queries.rounds(request.partnership))
    return render_table(request, "programme/rounds.html", page, context)


def _history(request: MemberRequest, *kinds: type[Model]) -> list[HistoryEntry]:
    """What happened to the records of a page, by whom if this person may know."""
    return shared.history(queries.kinds_history(request.partnership, *kinds)[:30], request.actor, KINDS)
