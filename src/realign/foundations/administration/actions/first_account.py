"""The first account of an installation: made in the browser with a code that only whoever runs it can read."""

import secrets

from allauth.account.models import EmailAddress
from django.db import transaction

from realign.foundations.accounts.models import User
from realign.foundations.administration.models import FirstAccountCode
from realign.foundations.administration.rules import (
    ANOTHER_CODE,
    check_code_holds,
    check_may_try,
    code_is_right,
    fingerprint_of,
    fingerprint_of_address,
    nobody_has_an_account,
    tries_from,
)
from realign.foundations.audit import actions as audit
from realign.foundations.audit.types import Registrar
from realign.foundations.partnerships.types import Refusal

# letters and digits that are not taken for one another: 20 of them are about 98 bits
LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"


@transaction.atomic
def issue_first_account_code(*, by: Registrar) -> str:
    """A new code, in four groups of five; every earlier one holds no more. Refuses where anybody has an account."""
    _check_nobody_has_an_account()
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))
    FirstAccountCode.objects.all().delete()
    issued = FirstAccountCode.objects.create(fingerprint=fingerprint_of(code), issued_at=by.at)
    audit.record(by=by, verb="issued", subject=issued)
    return code


def create_first_account(
    *, by: Registrar, address: str, code: str, name: str, email: str, password: str
) -> User:
    """The account of whoever runs this installation, made with the code and never while anybody else has one.

    ``address`` is where the code was typed: wrong codes are counted for each address and in all.
    """
    _check_code(by, code, address)
    with transaction.atomic():
        # whoever takes the code away first makes the account
        if not FirstAccountCode.objects.all().delete()[0]:
            raise Refusal("The code was used already.", "Sign in.")
        _check_nobody_has_an_account()
        user = User.objects.create_user(email=email, name=name, password=password, is_operator=True)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        audit.record(by=by, verb="made the first account, for", subject=user)
    return user


def _check_nobody_has_an_account() -> None:
    if not nobody_has_an_account():
        raise Refusal("Somebody has an account here already.", "Sign in, or ask them to invite you.")


def _check_code(by: Registrar, typed: str, address: str) -> None:
    """Refuse a wrong code, and count the tries in a transaction of their own, which the refusal does not undo."""
    with transaction.atomic():
        issued = FirstAccountCode.objects.select_for_update().order_by("-pk").first()
        check_code_holds(issued, by.at)
        if issued is None:
            return
        check_may_try(issued, address, by.at)
        if code_is_right(issued, typed):
            return
        count, since = tries_from(issued, address, by.at)
        issued.wrong_tries += 1
        issued.tries_by_address[fingerprint_of_address(issued, address)] = [count + 1, since.isoformat()]
        issued.save(update_fields=("wrong_tries", "tries_by_address"))
    raise Refusal("This is not the code.", f"Copy it whole. {ANOTHER_CODE}.")
