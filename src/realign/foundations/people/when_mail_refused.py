"""An e-mail about an account that the mail server did not take is tried again by the worker."""

from realign.foundations.accounts.registry import WHEN_MAIL_REFUSED, RefusedMail
from realign.foundations.people.actions import send_later


def try_again(mail: RefusedMail) -> None:
    """Hand it to the worker of a partnership of the person; whoever has none asks again themselves."""
    send_later(by=mail.user, mail=mail)


WHEN_MAIL_REFUSED.add(try_again)
