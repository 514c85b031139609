"""Noting what people are to be told, starting their e-mails, and joining names in words to accounts."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from realign.foundations.accounts.models import User
from realign.foundations.accounts.registry import RefusedMail
from realign.foundations.audit import actions as audit
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.queries import partnerships_of
from realign.foundations.partnerships.records import change_with_reason
from realign.foundations.partnerships.registry import Naming
from realign.foundations.partnerships.rules import check_may, system_actor
from realign.foundations.partnerships.types import Actor
from realign.foundations.people import queries
from realign.foundations.people.models import MailChoice, Notice
from realign.foundations.people.rules import LINK, check_anything_chosen, may_be_told
from realign.foundations.people.types import NamedInWords
from realign.foundations.work import actions as work
from realign.foundations.work.types import WorkItem


@transaction.atomic
def note_naming(*, by: Actor, naming: Naming) -> None:
    """Note that a record names somebody, and start their e-mail if they want it at once."""
    record, when = naming.record, queries.choice(naming.user.pk).when
    if not may_be_told(by.partnership, naming.user, when):
        return
    Notice.objects.get_or_create(
        user=naming.user,
        key=f"{naming.part.key}:{record.pk}:{record.revision}",
        defaults={
            "partnership": by.partnership,
            "part": naming.part.key,
            "record": record.pk,
            "noted_at": by.at,
        },
    )
    if when == MailChoice.When.NOW:
        start_mail(by=by, user=naming.user)


@transaction.atomic
def note_waiting(*, by: Actor, user: User, items: Iterable[WorkItem]) -> None:
    """Note what waits for a person though no record names them; what was noted before is not noted again."""
    new = {f"{item.url}:{item.kind}:{item.on}": item for item in items if item.tell}
    told = Notice.objects.filter(user=user, key__in=new).values_list("key", flat=True)
    for key in set(new) - set(told):
        Notice.objects.create(
            partnership=by.partnership,
            user=user,
            key=key,
            path=new[key].url,
            noted_at=by.at,
        )


@transaction.atomic
def start_mail(*, by: Actor, user: User, weekly: date | None = None) -> None:
    """Have the worker write to a person once this transaction is committed; one e-mail takes up all that waits.

    ``weekly`` is the day of a weekly e-mail.
    """
    if not queries.is_being_sent(by.partnership, user):
        system = system_actor(by.partnership, by.at)
        arguments = {"user": user.pk, "weekly": weekly.isoformat() if weekly else ""}
        work.start_job(
            by=system,
            kind=queries.SEND,
            title=f"E-mail to {user.name}",
            arguments=arguments,
            addressee=user,
        )


def settle(notices: Iterable[Notice], *, at: datetime) -> None:
    """Note that a person was told, or that there is nothing to tell any more."""
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(settled_at=at)


def note_weekly(user: User, *, on: date) -> None:
    """Note the day of a weekly e-mail, so that it goes out once."""
    MailChoice.objects.filter(user=user).update(weekly_sent_on=on)


@transaction.atomic
def choose_mail(*, by: User, partnerships: Iterable[Partnership], when: str, at: datetime) -> MailChoice:
    """Say when one wants to be told by e-mail. What nobody wants to be told any more is settled."""
    choice, _ = MailChoice.objects.update_or_create(user=by, defaults={"when": MailChoice.When(when)})
    if choice.when == MailChoice.When.NEVER:
        settle(Notice.objects.filter(user=by, settled_at__isnull=True), at=at)
    for partnership in partnerships:
        actor = Actor(partnership=partnership, at=at, name=by.name, user_id=by.pk)
        audit.record(by=actor, verb="chose when to be told by e-mail", subject=choice)
    return choice


@transaction.atomic
def link_account(*, by: Actor, user: User, chosen: list[NamedInWords]) -> int:
    """Join an account to the records that name the same person in words; answers to how many."""
    check_may(by, LINK)
    check_anything_chosen([in_words.key for in_words in chosen])
    for in_words in chosen:
        change_with_reason(
            in_words.record,
            by=by,
            revision=in_words.record.revision,
            verb="joined an account to",
            because=f"“{in_words.words}” in the record has this account.",
            **{in_words.part.field: user},
        )
    return len(chosen)


@transaction.atomic
def note_address_changed(*, by: User, at: datetime) -> None:
    """Keep on record that a person confirmed another e-mail address, and not which: their page says that."""
    for partnership in partnerships_of(by):
        actor = Actor(partnership=partnership, at=at, name=by.name, user_id=by.pk)
        audit.record(by=actor, verb="changed the e-mail address of", subject=by)


@transaction.atomic
def send_later(*, by: User, mail: RefusedMail) -> None:
    """Have the worker try an e-mail about an account again; its links are made when it is sent, and kept nowhere."""
    partnership = partnerships_of(by).first()
    if partnership is None or queries.is_on_its_way(by, mail):
        return
    work.start_job(
        by=system_actor(partnership, mail.at),
        kind=queries.SEND_ABOUT_ACCOUNT,
        title=f"E-mail to {by.name} about their account",
        arguments={
            "user": by.pk,
            "template": mail.template,
            "address": mail.address,
            "details": mail.details,
            "at": mail.at.isoformat(),
        },
        addressee=by,
    )
