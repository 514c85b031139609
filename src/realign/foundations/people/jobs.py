"""E-mail to people: written by the worker, tried again when the mail server does not take it, and never sent twice."""

import logging
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Membership, Partnership
from realign.foundations.partnerships.rules import actor_for, system_actor
from realign.foundations.partnerships.types import Actor
from realign.foundations.people import actions, presenters, queries
from realign.foundations.people.models import MailChoice, Notice
from realign.foundations.people.rules import may_be_told
from realign.foundations.people.types import MailPart
from realign.foundations.work.queries import my_work
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run

MONDAY, MORNING = 0, 7
# what could not be sent for so long is in My work and no news any more
STALE = timedelta(days=3)

log = logging.getLogger("realign.people")


@background(queries.SEND, max_attempts=9)
def send_mail(run: Run, user: int, weekly: str = "") -> str | None:
    """Write one e-mail to one person with everything they have not been told. Raises what the mail server answers."""
    now = timezone.now()
    person = User.objects.filter(pk=user).first()
    if person is None:
        return None
    partnership, choice = run.by.partnership, queries.choice(person.pk)
    notices = list(queries.waiting_notices(partnership, person))
    by = actor_for(person, partnership, now)
    if by is None or not may_be_told(partnership, person, choice.when):
        actions.settle(notices, at=now)
        return None
    if choice.when == MailChoice.When.WEEKLY and not weekly:
        return None
    today = timezone.localdate(now)
    # read now, as this person may see it now: a title that was kept could be of what they may no longer open
    items = my_work(by, today)
    parts = presenters.mail_parts(by, notices, settings.REALIGN_ADDRESS, items, today if weekly else None)
    if parts:
        _message(by, person, notices, parts, run.job_id).send()
    actions.settle(notices, at=now)
    if weekly:
        actions.note_weekly(person, on=date.fromisoformat(weekly))
    return None


def _message(
    by: Actor, person: User, notices: list[Notice], parts: list[MailPart], job_id: int
) -> EmailMultiAlternatives:
    site = settings.REALIGN_ADDRESS
    subject = presenters.subject(parts, by.partnership.short_name)
    context = {
        "name": person.name,
        "partnership": by.partnership.name,
        "parts": parts,
        "work_url": site + reverse("dashboards:work", args=[by.partnership.slug]),
        "choice_url": site + reverse("people:mail"),
        "subject": subject,
    }
    # one name for every attempt of a job, so that a mail server that took it already can tell
    named = f"<realign-{job_id}@{urlsplit(site).hostname or 'localhost'}>"
    mail = EmailMultiAlternatives(
        subject,
        render_to_string("people/mail/notice.txt", context),
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
        headers={"Message-ID": named, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("people/mail/notice.html", context), "text/html")
    return mail


@task()
def look_round() -> None:
    """Once an hour: note what has come to wait for each person, and start the e-mails that are due."""
    look_round_at(timezone.now())


def look_round_at(now: datetime) -> None:
    """What is due at one time, in every partnership but a demonstration; one that fails keeps none of the others."""
    for partnership in Partnership.objects.filter(is_demo=False):
        choices = {choice.user_id: choice for choice in MailChoice.objects.all()}
        rows = Membership.objects.filter(partnership=partnership, is_active=True, user__is_active=True)
        for membership in rows.select_related("user"):
            user = membership.user
            try:
                _look_after(partnership, user, choices.get(user.pk) or MailChoice(user=user), now)
            except Exception:
                log.exception("the e-mail of member %s could not be prepared", membership.pk)


def _look_after(partnership: Partnership, user: User, choice: MailChoice, now: datetime) -> None:
    by = actor_for(user, partnership, now)
    if by is None or not may_be_told(partnership, user, choice.when):
        return
    system, here = system_actor(partnership, now), timezone.localtime(now)
    actions.note_waiting(by=system, user=user, items=my_work(by, here.date()))
    waiting = queries.waiting_notices(partnership, user).filter(noted_at__gte=now - STALE)
    if choice.when == MailChoice.When.NOW and waiting.exists():
        actions.start_mail(by=system, user=user)
    is_due = here.weekday() == MONDAY and here.hour >= MORNING and choice.weekly_sent_on != here.date()
    if choice.when == MailChoice.When.WEEKLY and is_due:
        actions.start_mail(by=system, user=user, weekly=here.date())
