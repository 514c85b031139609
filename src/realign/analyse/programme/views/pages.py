"""Are we ready, when does what happen, who is in which slot, who has been trained, what did we gain?"""

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
from realign.analyse.programme.types import Lengths, Stage
from realign.analyse.programme.views.shared import (
    chosen_round,
    found_session,
    found_site,
    found_tranche,
    frame,
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
    """Are we ready to start?"""
    held = chosen_round(request)
    found = queries.standings(request.partnership, held) if held else []
    context = frame(request, "home", held) | {
        "lead": areas.lead(found) if found else "No area is in a round yet.",
        "warning": consultants_warning(queries.spans(found), held.consultants_at_once) if held else "",
        "cards": [
            (one, areas.stage(one), areas.answer(one), shared.area_page(one.site))
            for one in found
            if one.stage not in areas.OVER
        ],
        "over": [
            (one, areas.answer(one), shared.area_page(one.site)) for one in found if one.stage in areas.OVER
        ],
    }
    return render(request, "programme/home.html", context)


@access("programme.view")
def area_list(request: MemberRequest) -> HttpResponseBase:
    """Which areas are interested, and how far is each?"""
    held = chosen_round(request)
    context = frame(request, "areas", held, Link("Areas"))
    rounds = list(queries.rounds(request.partnership))
    whole = request.GET.get("format") == "csv"
    spec = areas.areas_table(request.partnership, rounds, may_edit=context["may_edit"], whole=whole)
    page = table_page(request, spec, areas.area_rows(queries.standings(request.partnership)))
    return render_table(request, "programme/areas.html", page, context)


@access("programme.view")
def area(request: MemberRequest, slug: str) -> HttpResponse:
    """Is this area ready to start, and what is missing?"""
    site = found_site(request, slug)
    lists = queries.Lists(site.round.starts_on)
    one = queries.standing(site, lists)
    context = frame(
        request,
        "areas",
        site.round,
        Link("Areas", shared.page_called("areas", request.partnership)),
        Link(site.name),
    )
    held = {row.condition_id: row for row in site.readiness.all()}
    context |= {
        "site": site,
        "standing": one,
        "answer": areas.answer(one),
        "status": areas.stage(one),
        "over": one.stage in areas.OVER,
        "can_place": one.stage is Stage.SIGNED,
        "tasks": areas.tasks(site, lists.conditions, held, may_edit=context["may_edit"]),
        "purposes": lists.purposes,
        "matrix": areas.matrix(site, lists.sectors, lists.purposes, request.actor),
        "elements": [(item, areas.element_status(site, item)) for item in lists.elements],
        "place": next(iter(site.places.all()), None),
        "picture": areas.picture(one.timeline, site.name) if one.timeline else None,
        "source": shared.source_of(site.round),
        "facts": areas.facts(one),
        "history": shared.history(queries.site_history(site)[:50], request.actor, RECORDS),
    }
    return render(request, "programme/area.html", context)


@access("programme.view")
def slot_list(request: MemberRequest) -> HttpResponseBase:
    """Who is in which slot?"""
    held = chosen_round(request)
    context = frame(request, "slots", held, Link("Slots"))
    if held is None:
        return render(request, "programme/slots.html", context)
    plan = queries.slot_plan(held, timezone.localdate())
    context |= {
        "lead": slots.lead(held, plan),
        "arithmetic": slots.arithmetic(held),
        "source": shared.source_of(held),
    }
    page = table_page(request, slots.table(request.partnership, held), plan)
    return render_table(request, "programme/slots.html", page, context)


@access("programme.view")
def tranche(request: MemberRequest, slug: str) -> HttpResponse:
    """Who is surveyed in this slot, with what, by whom, and who oversees it?"""
    one = found_tranche(request, slug)
    context = frame(
        request,
        "slots",
        one.round,
        Link("Slots", shared.page_called("slots", request.partnership)),
        Link(one.name),
    )
    places = list(one.places.all())
    overseen = queries.overseen_by(request.partnership, "research-advisory-group")
    context |= {
        "tranche": one,
        "places": [(place, slots.place_words(place), shared.area_page(place.site)) for place in places],
        "free": max(0, one.round.areas_per_slot - len(places)),
        "facts": slots.facts(one),
        "overseen": overseen,
        "chair": queries.chair_of(overseen) if overseen else None,
        "history": entries(request.partnership.slug, one),
    }
    return render(request, "programme/tranche.html", context)


@access("programme.view")
def calendar(request: MemberRequest) -> HttpResponse:
    """When does what happen?"""
    held = chosen_round(request)
    context = frame(request, "calendar", held, Link("Calendar"))
    if held is not None:
        found = queries.standings(request.partnership, held)
        today, lengths = request.actor.at.date(), Lengths.of(held)
        warning = consultants_warning(queries.spans(found), held.consultants_at_once)
        sentence = (
            warning or f"Never more than {held.consultants_at_once} areas have consultants at the same time."
        )
        context |= {
            "warning": warning,
            "picture": areas.pictures(found, f"When does what happen in {held.name}?", sentence),
            "invented": any(one.site.invented for one in found),
            "lead": areas.calendar_lead(found),
            "source": shared.source_of(held),
            "deadlines": [
                (one, latest_start(one.on, lengths))
                for one in queries.slot_plan(held, today)
                if latest_start(one.on, lengths) >= today
            ],
        }
    return render(request, "programme/calendar.html", context)


@access("programme.view")
def elements(request: MemberRequest) -> HttpResponseBase:
    """How far is each part of the programme in each area?"""
    held = chosen_round(request)
    context = frame(request, "elements", held, Link("Elements"))
    items = queries.Lists(held.starts_on).elements if held else []
    spec = areas.elements_table(items)
    rows = areas.area_rows(queries.standings(request.partnership, held)) if held else []
    return render_table(
        request, "programme/elements.html", table_page(request, spec, rows), context | {"items": items}
    )


@access("programme.view")
def training_page(request: MemberRequest) -> HttpResponseBase:
    """Who has been trained?"""
    held = chosen_round(request)
    context = frame(request, "training", held, Link("Training"))
    if held is None:
        return render(request, "programme/training.html", context)
    partnership, lists = request.partnership, queries.Lists(held.starts_on)
    rows = queries.sessions(partnership).filter(round=held)
    counted = queries.attendance(partnership).filter(session__round=held)
    days, came = list(rows), list(counted)
    sectors = lists.of("trained-sectors")
    spec = training.sessions_table(partnership, held, may_edit=context["may_edit"])
    waiting = queries.waiting(partnership).filter(session__round=held)
    context |= {
        "lead": training.lead(days, came, sectors),
        "by_sector": training.by_sector(days, came, sectors) if days else None,
        "by_focus": training.by_focus(days, lists.of("development-foci")) if days else None,
        "attendance": table_page(request, training.attendance_table(sectors), counted),
        "waiting": table_page(request, training.waiting_table(partnership), waiting),
        "invented": any(one.invented for one in days),
    }  # fmt: skip
    return render_table(request, "programme/training.html", table_page(request, spec, rows), context)


@access("programme.view")
def session(request: MemberRequest, slug: str) -> HttpResponse:
    """Who came to this day, and what happens to unused places?"""
    one = found_session(request, slug)
    context = frame(
        request,
        "training",
        one.round,
        Link("Training", shared.page_called("training", request.partnership)),
        Link(one.name),
    )
    waiting = list(one.waiting.order_by("asked_on", "pk"))
    free = queries.unused(one)
    context |= {
        "session": one,
        "came": list(queries.attendance(request.partnership).filter(session=one)),
        "waiting": [(row, training.waiting_state(row)) for row in waiting],
        "unused": training.unused_words(free, waiting),
        "history": entries(request.partnership.slug, one),
    }
    return render(request, "programme/session.html", context)


@access("programme.view")
def benefits(request: MemberRequest) -> HttpResponseBase:
    """What did we gain?"""
    held = chosen_round(request)
    context = frame(request, "benefits", held, Link("Benefits"))
    if held is None:
        return render(request, "programme/benefits.html", context)
    said = {one.benefit_id: one for one in queries.benefits(held)}
    rows = [
        BenefitRow(item, said.get(item.pk)) for item in queries.Lists(held.starts_on).of("programme-benefits")
    ]
    spec = registers.benefits_table(request.partnership, held, may_edit=context["may_edit"])
    context |= {
        "lead": registers.benefits_lead(rows),
        "history": _history(request, Benefit),
        "invented": any(one.invented for one in said.values()),
    }
    return render_table(request, "programme/benefits.html", table_page(request, spec, rows), context)


@access("programme.view")
def people(request: MemberRequest) -> HttpResponseBase:
    """Who does what, and who oversees it?"""
    held = chosen_round(request)
    context = frame(request, "people", held, Link("Roles and oversight"))
    if held is None:
        return render(request, "programme/people.html", context)
    lists = queries.Lists(held.starts_on)
    now = {
        one.role_id: one for one in queries.role_holders(request.partnership).filter(round=held, ends_on=None)
    }
    rows = [RoleRow(item, now.get(item.pk)) for item in lists.of("programme-roles")]
    bodies = _bodies(request.partnership, lists)
    spec = registers.roles_table(request.partnership, held, may_edit=context["may_edit"])
    context |= {
        "lead": registers.people_lead(rows, bodies),
        "bodies": bodies,
        "history": _history(request, RoleHolder, Oversight),
    }
    return render_table(request, "programme/people.html", table_page(request, spec, rows), context)


def _bodies(partnership: Partnership, lists: queries.Lists) -> list[BodyCard]:
    """The three overseeing groups, each with who should sit and the group that does it here."""
    named = {one.body_id: one for one in queries.oversight(partnership).select_related("group__partnership")}
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
    """What came before, and who was lent for the work?"""
    partnership = request.partnership
    context = frame(request, "before", chosen_round(request), Link("Before and beside"))
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
    """On which terms does a round run, and where do they come from?"""
    held = chosen_round(request)
    context = frame(request, "rounds", held, Link("Terms"))
    if held is not None:
        context |= {
            "terms": registers.terms(held),
            "arithmetic": slots.arithmetic(held),
            "source": shared.source_of(held),
            "history": entries(request.partnership.slug, held),
        }
    spec = registers.rounds_table(request.partnership, may_edit=context["may_edit"])
    page = table_page(request, spec, queries.rounds(request.partnership))
    return render_table(request, "programme/rounds.html", page, context)


def _history(request: MemberRequest, *kinds: type[Model]) -> list[HistoryEntry]:
    """What happened to the records of a page, by whom if this person may know."""
    return shared.history(queries.kinds_history(request.partnership, *kinds)[:30], request.actor, KINDS)
