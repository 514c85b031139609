"""Meetings, and decisions with their reasons, the options turned down and where each partner stood."""

from django.db import models

from realign.foundations.partnerships.models import Organisation, PartnershipRecord
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group


class Meeting(PartnershipRecord):
    """A group meets."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField("date")
    place = models.CharField(max_length=200, blank=True)
    purpose = models.CharField("what it is here to decide", max_length=300, blank=True)
    proposals = models.ManyToManyField(Proposal, blank=True, related_name="meetings")

    class Meta:
        ordering = ("-on",)
        constraints = (models.UniqueConstraint(fields=("group", "on"), name="meeting_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.group}, {self.on:%-d %B %Y}"


class Decision(PartnershipRecord):
    """What was decided and why. Frozen when recorded; a new decision supersedes it."""

    class Result(models.TextChoices):
        APPROVED = "approved", "Approved"
        CONDITIONS = "conditions", "Approved with conditions"
        DEFERRED = "deferred", "Deferred"
        REFUSED = "refused", "Not approved"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    proposal = models.ForeignKey(
        Proposal, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions"
    )
    question = models.TextField("what was put to the group")
    result = models.CharField(max_length=20, choices=Result)
    text = models.TextField("what was decided")
    reason = models.TextField()
    review_on = models.DateField(null=True, blank=True)
    is_public = models.BooleanField(default=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    rested_on = models.JSONField(default=dict, help_text="The proposal, options and findings as they stood")
    rested_on_hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-meeting__on", "slug")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="decision_slug_once"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="decision_has_reason"),
        )

    def __str__(self) -> str:
        return self.title


class DecisionOption(models.Model):
    """An option as it was put, taken or turned down, with the reason."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    taken = models.BooleanField(default=False)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("decision", "number")
        constraints = (
            models.UniqueConstraint(fields=("decision", "number"), name="decision_option_once"),
            models.UniqueConstraint(
                fields=("decision",), condition=models.Q(taken=True), name="decision_one_option_taken"
            ),
        )

    def __str__(self) -> str:
        return self.title


class Position(models.Model):
    """Where one partner stood."""

    class Stance(models.TextChoices):
        YES = "yes", "Agrees"
        CONDITIONS = "conditions", "Agrees with conditions"
        NO = "no", "Disagrees"
        NOT_ASKED = "not-asked", "Not asked"

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="positions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12, choices=Stance)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("decision", "organisation__name")
        constraints = (models.UniqueConstraint(fields=("decision", "organisation"), name="position_once"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_stance_display()}"
