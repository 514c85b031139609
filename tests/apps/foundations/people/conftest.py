"""A real mail server in this process, and a partnership whose members are told."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from socket import socket

import pytest
from aiosmtpd.controller import Controller

from realign.foundations.people.queries import SEND
from realign.foundations.work.jobs import run
from realign.foundations.work.models import Job


class Letterbox:
    """Takes e-mails as a mail server does; ``answers`` are given first, such as “451 try later”."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answers: list[str] = []

    async def handle_DATA(self, server, session, envelope) -> str:
        if self.answers:
            return self.answers.pop(0)
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Message accepted for delivery"


@pytest.fixture
def letterbox(settings) -> Iterator[Letterbox]:
    box = Letterbox()
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.REALIGN_ADDRESS = "https://realign.example.org"
    yield box
    server.stop()


@pytest.fixture
def worker():
    """The background worker: takes up every e-mail job that waits, once."""

    def work() -> list[Job]:
        jobs = list(Job.objects.filter(kind=SEND, state__in=(Job.State.WAITING, Job.State.RETRYING)))
        for job in jobs:
            run(job.pk)
        return list(Job.objects.filter(pk__in=[job.pk for job in jobs]))

    return work
