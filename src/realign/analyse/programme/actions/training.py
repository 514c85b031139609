"""Development days: planning them, counting who came, and offering unused places to other areas."""

from typing import Any

from django.db import transaction

from realign.analyse.programme import queries
from realign.analyse.programme.models import Attendance, Round, Session, Site, Waiting
from realign.analyse.programme.rules import EDIT, WAITING
from realign.analyse.programme.rules.dates import check_room_left, check_unused
from realign.foundations.partnerships.records import change_record, create_record, free_slug
from realign.foundations.partnerships.rules import check_may
from realign.foundations.partnerships.types import Actor, Refusal
from realign.registers.frameworks.models import FrameworkItem

ANSWERS = (Waiting.State.TAKEN, Waiting.State.DECLINED)


@transaction.atomic
def create_session(*, by: Actor, round: Round, name: str, day: int, **values: Any) -> Session:
    """Plan a development day; ``foci`` takes the subjects it is about."""
    check_may(by, EDIT)
    _check_day(round, day)
    slug = free_slug(Session, by=by, words=name)
    return create_record(Session, by=by, verb="planned", round=round, name=name, day=day, slug=slug, **values)


@transaction.atomic
def change_session(*, by: Actor, session: Session, revision: int, **values: Any) -> Session:
    """Change a development day; its room cannot shrink below those who are counted."""
    check_may(by, EDIT)
    _check_day(session.round, values.get("day", session.day))
    counted = queries.coming(session)
    if values.get("room_for", session.room_for) < counted:
        raise Refusal(
            f"{counted} people are counted for this day.", f"Give a number of places of at least {counted}."
        )
    change_record(session, by=by, revision=revision, **values)
    return session


@transaction.atomic
def count_attendance(
    *, by: Actor, session: Session, sector: FrameworkItem, post: str, people: int, site: Site | None = None
) -> Attendance:
    """Count the people of one sector and role at a day; a second count of the same takes the place of the first."""
    check_may(by, EDIT)
    Session.objects.select_for_update().get(pk=session.pk, partnership=by.partnership)
    same = {"site": site, "sector": sector, "post": post.strip()}
    before = session.attendance.select_for_update().filter(**same).first()
    check_room_left(session, queries.coming(session) - (before.people if before else 0), people)
    if before is None:
        return create_record(Attendance, by=by, verb="counted", session=session, people=people, **same)
    change_record(before, by=by, revision=before.revision, verb="recounted", people=people)
    return before


@transaction.atomic
def ask_for_places(*, by: Actor, session: Session, area: str, people: int, **values: Any) -> Waiting:
    """Another area asks for places that nobody uses; it waits its turn."""
    check_may(by, EDIT)
    asked_on = values.pop("asked_on", None) or by.at.date()
    return create_record(
        Waiting, by=by, verb="put on the waiting list", session=session, area=area.strip(), people=people,
        asked_on=asked_on, **values,
    )  # fmt: skip


@transaction.atomic
def offer_places(*, by: Actor, waiting: Waiting, revision: int) -> Waiting:
    """Offer unused places to the area whose turn it is."""
    check_may(by, EDIT)
    session = Session.objects.select_for_update().get(pk=waiting.session_id, partnership=by.partnership)
    WAITING.check_can_become(waiting, Waiting.State.OFFERED)
    first = queries.first_in_line(session)
    check_unused(session, queries.unused(session), waiting.people, first == waiting, by.at.date())
    change_record(waiting, by=by, revision=revision, verb="offered places to", state=Waiting.State.OFFERED)
    return waiting


@transaction.atomic
def answer_offer(*, by: Actor, waiting: Waiting, state: str, revision: int) -> Waiting:
    """The other area takes the places or declines them."""
    check_may(by, EDIT)
    if state not in ANSWERS:
        raise Refusal(f"“{state}” is not an answer.", "Choose taken or declined.")
    WAITING.check_can_become(waiting, Waiting.State(state))
    change_record(waiting, by=by, revision=revision, verb="answered", state=state)
    return waiting


def _check_day(round: Round, day: int) -> None:
    if not 1 <= day <= round.development_days:
        raise Refusal(
            f"{round} has {round.development_days} development days, and this would be day {day}.",
            "Choose one of them, or change the terms of the round.",
        )
