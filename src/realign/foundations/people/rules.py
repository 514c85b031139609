"""Who may join names to accounts, whom nobody tells by e-mail, and why an e-mail could not be sent."""

import re
import smtplib

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Partnership
from realign.foundations.partnerships.types import Refusal
from realign.foundations.people.models import MailChoice

LINK = "people.manage"
# e-mails about an account that hold a link which is made anew each time they are sent
PASSWORD_LINK = "account/email/password_reset_key"  # noqa: S105  # the name of a template
ADDRESS_LINKS = ("account/email/email_confirmation", "account/email/email_confirmation_signup")
# an address in what a mail server answers
ADDRESS = re.compile(r"<?[^\s<>@]+@[^\s<>@]+>?")
MOST_OF_AN_ANSWER = 200


def mail_problem(refused: OSError) -> str:
    """Why a mail server did not take an e-mail, in words for whoever looks after it."""
    match refused:
        case smtplib.SMTPAuthenticationError():
            return "The mail server did not accept the user name and password that Realign gave." + _answer(
                refused
            )
        case smtplib.SMTPRecipientsRefused():
            code, reply = next(iter(refused.recipients.values()))
            answer = smtplib.SMTPResponseException(code, reply)
            return "The mail server takes no e-mail for this address." + _answer(answer)
        case smtplib.SMTPSenderRefused():
            return "The mail server takes no e-mail from the sender that Realign gives." + _answer(refused)
        case smtplib.SMTPResponseException():
            return "The mail server did not take the e-mail." + _answer(refused)
        case smtplib.SMTPNotSupportedError():
            return "The mail server does not offer the way of sending that is set for it."
        case smtplib.SMTPServerDisconnected():
            return "The mail server ended the connection."
        case _:
            return "The mail server could not be reached."


def _answer(refused: smtplib.SMTPResponseException) -> str:
    """What the server itself said, without addresses and cut short."""
    reply = refused.smtp_error
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
    words = " ".join(ADDRESS.sub("(address)", text).split())[:MOST_OF_AN_ANSWER]
    return f" It answered: {refused.smtp_code} {words}".rstrip()


def may_be_told(partnership: Partnership, user: User, when: str) -> bool:
    """Whether e-mail goes to a person at all: never from the demonstration, nor to whoever does not want it."""
    return not partnership.is_demo and user.is_active and when != MailChoice.When.NEVER


def check_anything_chosen(chosen: list[str]) -> None:
    """Refuse to join a name to an account in no record at all."""
    if not chosen:
        raise Refusal("No record is ticked.", "Tick the records in which this is the same person.")
