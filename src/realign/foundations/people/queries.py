"""Reading what people are to be told, and names that stand in words alone."""

from collections import defaultdict
from datetime import date

from django.db import models

from realign.foundations.accounts.models import User
from realign.foundations.accounts.registry import RefusedMail
from realign.foundations.partnerships import queries as partnerships
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.registry import NAMED_PARTS
from realign.foundations.people.models import MailChoice, Notice
from realign.foundations.people.rules import ADDRESS_LINKS, PASSWORD_LINK
from realign.foundations.people.types import NamedInWords
from realign.foundations.work.models import Job

SEND = "people.send"
SEND_ABOUT_ACCOUNT = "people.send-about-account"
# about twenty minutes, for every e-mail
ATTEMPTS = 9
MOVING = (Job.State.WAITING, Job.State.RUNNING, Job.State.RETRYING)


def choice(user_id: int) -> MailChoice:
    """When a person wants e-mail; unsaved where they never chose."""
    return MailChoice.objects.filter(pk=user_id).first() or MailChoice(user_id=user_id)


def waiting_notices(partnership: Partnership, user: User) -> models.QuerySet[Notice]:
    """What a person has not been told yet, the oldest first."""
    return Notice.objects.filter(partnership=partnership, user=user, settled_at__isnull=True)


def is_being_sent(partnership: Partnership, user: User) -> bool:
    """Whether an e-mail to a person waits to start or will be tried again, so that it takes up what is new."""
    states = (Job.State.WAITING, Job.State.RETRYING)
    rows = Job.objects.filter(partnership=partnership, kind=SEND, state__in=states)
    return any(row.arguments.get("user") == user.pk for row in rows)


def is_on_its_way(user: User, mail: RefusedMail) -> bool:
    """Whether an e-mail with the same link, which is made when it is sent, waits already: asking often sends it once."""
    if mail.template not in (PASSWORD_LINK, *ADDRESS_LINKS):
        return False
    states = (Job.State.WAITING, Job.State.RETRYING)
    rows = Job.objects.filter(addressee=user, kind=SEND_ABOUT_ACCOUNT, state__in=states)
    wanted = (mail.template, mail.address)
    return any((row.arguments.get("template"), row.arguments.get("address")) == wanted for row in rows)


def named_in_words(partnership: Partnership, today: date) -> dict[str, list[NamedInWords]]:
    """Every name that stands in words alone in a record that still counts, by name. One query for each way of naming."""
    by_name: dict[str, list[NamedInWords]] = defaultdict(list)
    for part in NAMED_PARTS.all():
        if not part.words_field:
            continue
        rows = (
            part.model._default_manager.filter(
                part.lasts(today), partnership=partnership, **{f"{part.field}__isnull": True}
            )
            .exclude(**{part.words_field: ""})
            .select_related(*part.joined)
        )
        for record in rows:
            in_words = NamedInWords(part, record)
            by_name[in_words.words].append(in_words)
    return dict(sorted(by_name.items()))


def same_name(partnership: Partnership) -> dict[str, User]:
    """Accounts by name, where exactly one member has the name."""
    by_name: dict[str, list[User]] = defaultdict(list)
    for user in partnerships.people(partnership):
        by_name[user.name].append(user)
    return {name: users[0] for name, users in by_name.items() if len(users) == 1}
