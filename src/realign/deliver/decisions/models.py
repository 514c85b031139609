"""Meetings, and decisions with their reasons, the options turned down and where each partner stood."""

from typing import Any

from django.db import models

from realign.foundations.design.words import date_words
from realign.foundations.partnerships.models import Organisation, PartnershipRecord, account_of
from realign.plan.priorities.models import Action
from realign.plan.proposals.models import Proposal
from realign.registers.groups.models import Group


class Frozen(Exception):
    """Something tried to rewrite a decision. Record a new one that supersedes it."""


class FrozenOnceSaved(models.Model):
    """Saved once; ``may_change`` names the few fields that may differ afterwards."""

    may_change: tuple[str, ...] = ()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            before = type(self)._default_manager.get(pk=self.pk)
            changed = [
                field.name
                for field in self._meta.concrete_fields
                if field.name not in self.may_change
                and getattr(before, field.attname) != getattr(self, field.attname)
            ]
            if changed:
                raise Frozen(f"{self._meta.verbose_name} {self.pk} is frozen; {', '.join(changed)} differ.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Frozen(f"{self._meta.verbose_name} {self.pk} is frozen and cannot be deleted.")


class Meeting(PartnershipRecord):
    """A group meets."""

    page, page_key = "decisions:meeting", "pk"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField("date")
    place = models.CharField(max_length=200, blank=True)
    purpose = models.CharField("what it is here to decide", max_length=300, blank=True)
    proposals = models.ManyToManyField(Proposal, blank=True, related_name="meetings")
    starts_at = models.TimeField("starts at", null=True, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    chair_account = account_of("the chair")
    clerk = models.CharField("who takes the minutes", max_length=200, blank=True)
    clerk_account = account_of("whoever takes the minutes")
    present = models.JSONField(default=list, blank=True)
    apologies = models.JSONField(default=list, blank=True)
    # members who neither came nor sent apologies, as the group was when the minutes were saved
    absent = models.JSONField(default=list, blank=True)
    other_items = models.JSONField("items besides proposals", default=list, blank=True)
    minutes = models.TextField("what was discussed", blank=True)

    class Meta:
        ordering = ("-on",)
        constraints = (models.UniqueConstraint(fields=("group", "on"), name="meeting_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.group}, {date_words(self.on)}"


class Decision(FrozenOnceSaved, PartnershipRecord):
    """What was decided and why. Frozen when recorded; a new decision supersedes it."""

    class Result(models.TextChoices):
        APPROVED = "approved", "Approved"
        CONDITIONS = "conditions", "Approved with conditions"
        DEFERRED = "deferred", "Deferred"
        REFUSED = "refused", "Not approved"

    class Route(models.TextChoices):
        HERE = "here", "Decided by this group"
        TOLD = "told", "Decided by this group; the group above is told"
        ABOVE = "above", "For the group above to decide"

    page = "decisions:decision"
    # an account may be joined later to a person whom the record names in words
    may_change = ("is_public", "owner_account", "revision", "changed_at", "changed_by")

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
    owner = models.CharField("owner", max_length=200, blank=True)
    owner_account = account_of("the owner")
    review_on = models.DateField(null=True, blank=True)
    review_asks = models.CharField("what the review will ask", max_length=300, blank=True)
    # the three factors by which a group judges whether the group above it must decide (S0 ch4)
    nature = models.CharField("nature of the change", max_length=300, blank=True)
    scale = models.CharField("scale of the change", max_length=300, blank=True)
    profile = models.CharField("how visible or sensitive it is", max_length=300, blank=True)
    route = models.CharField("who decides", max_length=10, choices=Route, default=Route.HERE)
    is_public = models.BooleanField(default=True)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    # what carries it out beside the actions of its proposal: it follows the decision and is no part of what was decided
    actions = models.ManyToManyField(Action, blank=True, related_name="decisions")
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


class DecisionOption(FrozenOnceSaved):
    """An option as it was put, taken or turned down, with the reason."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="options")
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


class Position(FrozenOnceSaved):
    """Where one partner stood."""

    class Stance(models.TextChoices):
        YES = "yes", "Agrees"
        CONDITIONS = "conditions", "Agrees with conditions"
        NO = "no", "Disagrees"
        NOT_ASKED = "not-asked", "Not asked"
        UNKNOWN = "unknown", "Not recorded"

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="positions")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12, choices=Stance)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("decision", "organisation__name")
        constraints = (models.UniqueConstraint(fields=("decision", "organisation"), name="position_once"),)

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_stance_display()}"


class StatedPosition(PartnershipRecord):
    """Where a partner says, before a meeting, that it stands on a proposal. The decision records where it stood then."""

    class Stance(models.TextChoices):
        YES = "yes", "Agrees"
        CONDITIONS = "conditions", "Agrees with conditions"
        NO = "no", "Disagrees"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="stated_positions")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=12, choices=Stance)
    note = models.TextField("conditions, or why it disagrees", blank=True)

    class Meta:
        ordering = ("meeting", "proposal", "organisation__name")
        constraints = (
            models.UniqueConstraint(
                fields=("meeting", "proposal", "organisation"), name="stated_position_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_stance_display()}"


class OpenQuestion(PartnershipRecord):
    """A question that a paper raised and that waits for a decision."""

    page = "decisions:question"

    slug = models.SlugField()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="open_questions")
    text = models.TextField("question")
    options = models.JSONField(default=list, blank=True)
    owner = models.CharField("lead for the answer", max_length=200, blank=True)
    owner_account = account_of("the lead for the answer")
    due_on = models.DateField("to be decided by", null=True, blank=True)
    answered_by = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="answers"
    )

    class Meta:
        ordering = ("due_on", "slug")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="open_question_slug_once"),
        )

    def __str__(self) -> str:
        return self.text
