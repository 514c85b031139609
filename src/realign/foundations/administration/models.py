"""Invitations, and the code with which the first account of an installation is made."""

from django.conf import settings
from django.db import models

from realign.foundations.partnerships.models import Membership


class FirstAccountCode(models.Model):
    """The one code that lets somebody make the first account; only its fingerprint is kept, and only until it is used."""

    fingerprint = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    tries_by_address = models.JSONField(
        default=dict, help_text="Fingerprint of an address: its wrong tries, and when the first of them was"
    )

    def __str__(self) -> str:
        return "code for the first account"


class Invitation(models.Model):
    """The e-mail that brings a person in: when it was asked for, sent, used or withdrawn."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="invitation")
    # counts the e-mails: the link in an earlier one stops working when another is sent
    number = models.PositiveIntegerField(default=1)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.membership}"
