"""Vision, priorities, outcomes with their measures, commitments and actions."""

from django.db import models

from realign.analyse.fit.models import Need
from realign.foundations.design.words import month_words
from realign.foundations.partnerships.models import Organisation, PartnershipRecord, account_of
from realign.registers.evidence.models import Finding
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups.models import Group
from realign.registers.indicators.models import Indicator
from realign.registers.places.models import Area


class Going(models.TextChoices):
    """How a piece of work is going, in words; the colours green, amber and red come second."""

    NOT_STARTED = "not-started", "Not started"
    ON_TRACK = "on-track", "On track"
    AT_RISK = "at-risk", "At risk, recoverable"
    OFF_TRACK = "off-track", "Off track"
    COMPLETE = "complete", "Complete"


class Vision(PartnershipRecord):
    """What the partnership wants to be true; earlier wordings stay."""

    text = models.TextField()
    valid_from = models.DateField()

    class Meta:
        ordering = ("-valid_from",)

    def __str__(self) -> str:
        return self.text


class Priority(PartnershipRecord):
    """One of the few things that the partnership will change."""

    page = "priorities:page"

    number = models.PositiveSmallIntegerField()
    slug = models.SlugField(max_length=100)
    title = models.CharField("short name", max_length=200)
    plain_title = models.CharField(
        "name in plain words",
        max_length=200,
        blank=True,
        help_text="Public pages use it: five words a child knows.",
    )
    aliases = models.JSONField("other names in papers", default=list, blank=True)
    statement = models.TextField("the outcome in full")
    other_wordings = models.JSONField(
        default=list, blank=True, help_text="Text and source of each other wording"
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.PROTECT, related_name="priorities"
    )
    sponsor = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    why = models.TextField("why this matters", blank=True)
    preventive = models.BooleanField("prevention is at its centre", default=False)
    needs = models.ManyToManyField(Need, blank=True, related_name="priorities")
    tags = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="priority_slug_once"),
            models.UniqueConstraint(fields=("partnership", "number"), name="priority_number_once"),
        )

    def __str__(self) -> str:
        return f"Priority {self.number}: {self.title}"

    @property
    def plain_name(self) -> str:
        """The name that the public reads."""
        return self.plain_title or self.title


class Citation(PartnershipRecord):
    """A priority rests on a finding, and says how."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="citations")
    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="citations")
    because = models.CharField("what it shows for this priority", max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("priority", "finding"), name="citation_once"),)

    def __str__(self) -> str:
        return self.because


class Outcome(PartnershipRecord):
    """What will be different for children."""

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="outcomes")
    slug = models.SlugField()
    statement = models.TextField()
    tags = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")

    class Meta:
        ordering = ("priority", "slug")
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="outcome_slug_once"),)

    def __str__(self) -> str:
        return self.statement


class Target(PartnershipRecord):
    """How an outcome is measured: an indicator, where it stood and where it should be by when."""

    needs_reason = ("indicator", "baseline", "baseline_on", "goal", "goal_on")

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="targets")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    baseline = models.FloatField()
    baseline_on = models.DateField()
    goal = models.FloatField()
    goal_on = models.DateField()
    reason = models.CharField("why this much", max_length=300, blank=True)
    proxy_for = models.CharField("what it only stands in for", max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.indicator}: {self.goal:g} by {month_words(self.goal_on)}"


class TargetReview(PartnershipRecord):
    """A target was looked at again: kept, or changed from one figure to another, with the reason and the day."""

    class Verdict(models.TextChoices):
        KEPT = "kept", "Keep it as it is"
        CHANGED = "changed", "Change it"

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="reviews")
    reviewed_on = models.DateField()
    verdict = models.CharField("what was decided", max_length=8, choices=Verdict)
    reason = models.CharField(max_length=300)
    old_goal = models.FloatField()
    old_goal_on = models.DateField()
    new_goal = models.FloatField()
    new_goal_on = models.DateField()

    class Meta:
        ordering = ("-reviewed_on", "-pk")

    def __str__(self) -> str:
        return f"{self.target.indicator}: {self.get_verdict_display()}"


class Commitment(PartnershipRecord):
    """Something the plan says will be done, before it is broken into actions."""

    needs_reason = ("lead",)

    class Stage(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        DEVELOPING = "developing", "Being worked up"
        UNDER_WAY = "under-way", "Under way"
        DONE = "done", "Done"

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="commitments")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.NOT_STARTED)
    lead = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    contributors = models.ManyToManyField(Organisation, blank=True, related_name="+")
    is_strategy = models.BooleanField("promises a strategy or framework", default=False)
    change_that_follows = models.TextField(
        blank=True, help_text="What will be different once the strategy is written"
    )
    same_as = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="repeats"
    )
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("priority", "number")
        constraints = (models.UniqueConstraint(fields=("priority", "number"), name="commitment_number_once"),)

    def __str__(self) -> str:
        return self.text


class Action(PartnershipRecord):
    """Who does what by when with which money, for which outcome."""

    page = "priorities:action"
    needs_reason = ("due_on", "lead", "lead_person", "outcome", "measures")

    priority = models.ForeignKey(Priority, on_delete=models.CASCADE, related_name="actions")
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    slug = models.SlugField()
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    lead = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lead_person = models.CharField("lead official", max_length=200, blank=True)
    lead_person_account = account_of("the lead official")
    starts_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    partners = models.ManyToManyField(Organisation, blank=True, related_name="+")
    measures = models.ManyToManyField(Target, blank=True, related_name="actions")
    resources = models.TextField(
        "people, rooms and other resources", blank=True, help_text="What it needs that is not money"
    )
    aims = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")

    class Meta:
        ordering = ("priority", "due_on", "slug")
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="action_slug_once"),)

    def __str__(self) -> str:
        return self.title


class ActionMoney(PartnershipRecord):
    """What one body puts into an action in one report year."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="money")
    year = models.CharField("report year", max_length=7)
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField("amount (£)", max_digits=14, decimal_places=2)
    price_base = models.CharField(max_length=40)

    class Meta:
        ordering = ("action", "year")
        constraints = (
            models.UniqueConstraint(fields=("action", "year", "funder"), name="action_money_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="action_money_not_negative"),
        )

    def __str__(self) -> str:
        return f"£{self.amount} for {self.action} in {self.year}"
