"""E-mail to people: written by the worker, tried again when the mail server does not take it, and never sent twice."""

import logging
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
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
from realign.foundations.people.rules import ADDRESS_LINKS, PASSWORD_LINK, mail_problem, may_be_told
from realign.foundations.people.types import MailPart
from realign.foundations.work.queries import my_work
from realign.foundations.work.registry import background
from realign.foundations.work.types import Run, TryLater

MONDAY, MORNING = 0, 7
# what could not be sent for so long is in My work and no news any more
STALE = timedelta(days=3)

log = logging.getLogger("realign.people")


@background(queries.SEND, max_attempts=queries.ATTEMPTS)
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
        deliver(_message(by, person, notices, parts, run.job_id))
    actions.settle(notices, at=now)
    if weekly:
        actions.note_weekly(person, on=date.fromisoformat(weekly))
    return None


@background(queries.SEND_ABOUT_ACCOUNT, max_attempts=queries.ATTEMPTS)
def send_about_account(
    run: Run, user: int, template: str, address: str, details: dict[str, str], at: str
) -> str | None:
    """Write an e-mail about an account that the mail server did not take at first. Raises what the mail server answers."""
    person = User.objects.filter(pk=user, is_active=True).first()
    if person is None:
        return None
    context = {"user": person, "email": address, "timestamp": datetime.fromisoformat(at), **details}
    link = _link_in(template, person, address)
    if link is None:
        return None
    deliver(get_adapter().render_mail(template, address, context | link))
    return None


def _link_in(template: str, person: User, address: str) -> dict[str, str] | None:
    """The link that such an e-mail holds, made now; None where there is nothing to send any more."""
    site = settings.REALIGN_ADDRESS
    if template == PASSWORD_LINK:
        if address.lower() != person.email.lower():
            return None  # whoever has their former address now must not come into the account
        uid, key = user_pk_to_url_str(person), default_token_generator.make_token(person)
        return {"password_reset_url": site + reverse("account_reset_password_from_key", args=[uid, key])}
    if template in ADDRESS_LINKS:
        new_address = EmailAddress.objects.filter(user=person, email=address, verified=False).first()
        if new_address is None:
            return None
        key = EmailConfirmationHMAC.create(new_address).key
        return {"activate_url": site + reverse("account_confirm_email", args=[key])}
    return {}


def deliver(mail: EmailMessage) -> None:
    """Hand an e-mail to the mail server; raises TryLater with the reason when it does not take it."""
    try:
        mail.send()
    except OSError as refused:  # whatever a mail server answers is one
        raise TryLater(mail_problem(refused)) from None


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
