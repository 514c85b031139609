"""Who may make the first account, which short names are free, and when an invitation may be used."""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.urls import get_resolver
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.text import get_text_list

from realign.foundations.accounts.models import User
from realign.foundations.administration.models import FirstAccountCode, Invitation
from realign.foundations.partnerships.models import ListWord, Membership, Organisation, Partnership
from realign.foundations.partnerships.types import Refusal

# addresses that exist only in some installations, or that a web server in front may keep for itself
ALSO_RESERVED = {"demonstration", "media", "static", "work"}

# the background work that sends an invitation
SEND = "administration.send-invitation"
CODE_HOLDS = timedelta(hours=24)
# one address stays below the total for as long as a code holds, so that no stranger alone ends the code for everybody
MOST_WRONG_TRIES, MOST_FROM_ONE_ADDRESS = 1000, 10
TRY_AGAIN_AFTER = timedelta(minutes=15)
# how much of an address tells readers apart: whoever has an IPv6 address has 2⁶⁴ of them
NETWORKS = {4: 32, 6: 64}
INVITATION_HOLDS = timedelta(days=14)
ANOTHER_CODE = "Whoever runs this installation gets another with: realign first-account"


def reserved() -> set[str]:
    """The first part of every address that does not begin with a partnership."""
    return set(_first_parts(get_resolver().url_patterns)) | ALSO_RESERVED | {settings.STATIC_URL.strip("/")}


def _first_parts(patterns: list[Any]) -> Iterator[str]:
    for pattern in patterns:
        route = str(pattern.pattern)
        if route == "" and hasattr(pattern, "url_patterns"):
            yield from _first_parts(pattern.url_patterns)
        elif (first := route.partition("/")[0]) and "<" not in first:
            yield first


def check_address_free(slug: str) -> None:
    """Refuse a short name for addresses that is wrong, that the site uses itself, or that a partnership has."""
    try:
        validate_slug(slug)
    except ValidationError as problem:
        raise Refusal(
            f"“{slug}” cannot stand in an address.", "Use small letters, numbers and hyphens."
        ) from problem
    if slug != slug.lower():
        raise Refusal(f"“{slug}” has capitals in it.", f"Use small letters, such as {slug.lower()}.")
    if slug in reserved():
        raise Refusal(f"“{slug}” is an address of the site itself.", "Choose another short name.")
    if Partnership.objects.filter(slug=slug).exists():
        raise Refusal(f"A partnership has the short name “{slug}” already.", "Choose another short name.")


OWN_AT_SET_UP = (
    "coordinator",
    "planner",
    "analyst",
    "commissioner",
    "finance-officer",
    "engagement-lead",
)
"""Roles that whoever sets up a partnership may take on beside its administration: those that write.

Not those that judge the work of others, such as output checker, and not those by which somebody speaks for a body.
What one person writes or asks for, another publishes, whichever roles the first one holds.
"""


def check_own_at_set_up(role_slugs: Sequence[str]) -> None:
    """Refuse a role that nobody takes on for themselves when they set up a partnership."""
    if other := [slug for slug in role_slugs if slug not in OWN_AT_SET_UP]:
        raise Refusal(
            f"You cannot give yourself this role: {', '.join(other)}.",
            "Invite another person who will hold it.",
        )


def nobody_has_an_account() -> bool:
    """Whether this installation is still without any account."""
    return not User.objects.exists()


def fingerprint_of(code: str) -> str:
    """What is kept of a code; people may type it with or without its hyphens, in small letters or capitals."""
    plain = "".join(letter for letter in code.upper() if letter.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def code_is_right(code: FirstAccountCode, typed: str) -> bool:
    """Whether this is the code, compared in the same time whatever was typed."""
    return hmac.compare_digest(code.fingerprint, fingerprint_of(typed))


def check_code_holds(code: FirstAccountCode | None, at: datetime) -> None:
    """Refuse a code that was never issued, is a day old, or was mistyped too often from everywhere together."""
    if code is None or at - code.issued_at > CODE_HOLDS:
        raise Refusal("There is no code that holds now.", ANOTHER_CODE)
    if code.wrong_tries >= MOST_WRONG_TRIES:
        raise Refusal("The code was mistyped too often and holds no more.", ANOTHER_CODE)


def fingerprint_of_address(code: FirstAccountCode, address: str) -> str:
    """What is kept of an address from which a code was mistyped: no more than tells it from others."""
    try:
        known = ipaddress.ip_address(address)
        network = str(ipaddress.ip_network((known, NETWORKS[known.version]), strict=False))
    except ValueError:
        network = ""
    return hmac.new(code.fingerprint.encode(), network.encode(), "sha256").hexdigest()[:20]


def tries_from(code: FirstAccountCode, address: str, at: datetime) -> tuple[int, datetime]:
    """How often a code was mistyped from one address lately, and since when; (0, ``at``) where that is over."""
    count, since = code.tries_by_address.get(fingerprint_of_address(code, address), (0, at.isoformat()))
    first = datetime.fromisoformat(since)
    return (count, first) if at - first < TRY_AGAIN_AFTER else (0, at)


def check_may_try(code: FirstAccountCode, address: str, at: datetime) -> None:
    """Refuse another try, right or wrong, from an address that mistyped the code too often."""
    count, since = tries_from(code, address, at)
    if count >= MOST_FROM_ONE_ADDRESS:
        minutes = max(1, -(-(since + TRY_AGAIN_AFTER - at) // timedelta(minutes=1)))
        raise Refusal(
            f"The code was mistyped {MOST_FROM_ONE_ADDRESS} times from your address.",
            f"Wait {minutes} minute{'' if minutes == 1 else 's'} and copy the code whole. {ANOTHER_CODE}.",
        )


class InvitationState(StrEnum):
    """How far an invitation is, in words for people."""

    ACCEPTED = "Accepted"
    WITHDRAWN = "Withdrawn"
    OUT_OF_DATE = "Out of date"
    SENT = "Sent"
    WAITING = "Waiting to be sent"


def invitation_state(invitation: Invitation, at: datetime) -> InvitationState:
    """How far an invitation is at this moment."""
    if invitation.accepted_at is not None:
        return InvitationState.ACCEPTED
    if invitation.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    if at - invitation.invited_at > INVITATION_HOLDS:
        return InvitationState.OUT_OF_DATE
    return InvitationState.WAITING if invitation.sent_at is None else InvitationState.SENT


def token_of(invitation: Invitation) -> str:
    """The secret in the link: it changes with every e-mail sent, and stops working once a password is set."""
    user = invitation.membership.user
    words = f"{invitation.pk}:{invitation.number}:{user.pk}:{user.password}"
    return salted_hmac("realign.invitation", words, algorithm="sha256").hexdigest()[:40]


def link_is_right(invitation: Invitation, token: str) -> bool:
    """Whether a link carries the secret of the latest e-mail, compared in the same time whatever it carries."""
    return constant_time_compare(token_of(invitation), token)


def check_can_be_accepted(invitation: Invitation, at: datetime) -> None:
    """Refuse an invitation that was used, withdrawn or left too long, or for a place that is closed."""
    asks = "Ask the person who invited you to send another."
    state = invitation_state(invitation, at)
    if state is InvitationState.ACCEPTED or invitation.membership.user.has_usable_password():
        raise Refusal("This invitation was accepted already.", "Sign in with your password.")
    if state is InvitationState.WITHDRAWN or not invitation.membership.is_active:
        raise Refusal("This invitation was withdrawn.", asks)
    if state is InvitationState.OUT_OF_DATE:
        raise Refusal(f"This invitation is more than {INVITATION_HOLDS.days} days old.", asks)


def check_may_invite(invitation: Invitation | None, *, is_active: bool) -> None:
    """Refuse another e-mail to somebody who has accepted, or whose place is closed."""
    if invitation is not None and invitation.accepted_at is not None:
        raise Refusal(
            "This person has accepted already.", "They can reset their password from the sign-in page."
        )
    if not is_active:
        raise Refusal("This person’s place is closed.", "Open it again first, under their roles.")


def check_may_withdraw(invitation: Invitation | None) -> None:
    """Refuse to withdraw what was never sent, was accepted or is withdrawn already."""
    if invitation is None:
        raise Refusal("This person was not invited by e-mail.", "Close their place instead.")
    if invitation.accepted_at is not None:
        raise Refusal("This person has accepted already.", "Close their place instead.")
    if invitation.withdrawn_at is not None:
        raise Refusal("This invitation is withdrawn already.")


def check_may_merge(organisation: Organisation, into: Organisation) -> None:
    """Refuse to merge a body into itself, or two that are plainly not the same."""
    if organisation.pk == into.pk:
        raise Refusal("An organisation cannot be merged into itself.", "Choose the one that stays.")
    for field, words in (("area_code", "serve different areas"), ("org_id", "have different identifiers")):
        ours, theirs = getattr(organisation, field), getattr(into, field)
        if ours and theirs and ours != theirs:
            raise Refusal(
                f"{organisation} and {into} {words} ({ours} and {theirs}), so they are two organisations.",
                "If one of these is wrong, correct it first.",
            )


def check_nothing_belongs(organisation: Organisation, belongs: list[tuple[str, int]]) -> None:
    """Refuse to remove a body that records point at."""
    if belongs:
        kinds = get_text_list([kind for kind, _ in belongs], "and")
        raise Refusal(
            f"Records point at {organisation}: {kinds}.",
            "Merge it into another organisation, or end its part: what it did stays on record.",
        )


def check_label_free(label: str, others: Sequence[ListWord]) -> None:
    """Refuse a word that the list holds already, whatever its capitals."""
    if any(other.label.casefold() == label.strip().casefold() for other in others):
        raise Refusal(f"The list holds “{label}” already.", "Choose another word.")


def check_some_word_is_offered(offered: Sequence[bool]) -> None:
    """Refuse a list from which nothing could be chosen."""
    if not any(offered):
        raise Refusal("Nothing could be chosen from this list.", "Offer another of its words first.")


def check_may_leave(membership: Membership) -> None:
    """Refuse somebody who has left already."""
    if not membership.is_active and not membership.roles:
        raise Refusal(f"{membership.user} has left already.")
