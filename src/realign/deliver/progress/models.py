"""How far actions are: milestones, and updates that are only ever added."""

from django.db import models

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import PartnershipRecord, account_of
from realign.plan.priorities.models import Action, Going


class Milestone(PartnershipRecord):
    """A point on the way, with when it was promised, is expected and was reached."""

    needs_reason = ("due_on", "owner")

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=300)
    owner = models.CharField(max_length=200, blank=True)
    owner_account = account_of("the owner")
    due_on = models.DateField()
    expected_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    note = models.TextField("why it slips, or what shows it is done", blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return self.title


class Update(PartnershipRecord):
    """What the lead says of an action at one time, with the reason for the status. Never changed."""

    Status = Going

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="updates")
    on = models.DateField("date")
    status = models.CharField(max_length=20, choices=Going)
    reason = models.TextField("why this status")
    text = models.TextField("what happened", blank=True)
    public_text = models.TextField("what the public reads", blank=True)
    author = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-on", "-pk")
        constraints = (models.CheckConstraint(condition=~models.Q(reason=""), name="update_has_reason"),)

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {date_words(self.on)}"
