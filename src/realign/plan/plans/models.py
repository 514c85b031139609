"""The three-year plan: its period, who must prepare it and who stays accountable where."""

from django.db import models

from realign.foundations.partnerships.models import Organisation, PartnershipRecord
from realign.plan.priorities.models import Priority
from realign.registers.places.models import Area


class Plan(PartnershipRecord):
    """A plan for one statutory period. The partnership’s cycle outlives each plan."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        INTERIM = "interim", "Interim"
        FULL = "full", "In force"
        REVISED = "revised", "Revised"
        SUPERSEDED = "superseded", "Superseded"

    page = "plans:page"
    needs_reason = ("starts_on", "ends_on", "priorities")

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    summary = models.TextField(blank=True)
    bodies = models.ManyToManyField(Organisation, blank=True, related_name="+")
    priorities = models.ManyToManyField(Priority, blank=True, related_name="plans")
    previous = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="next")

    class Meta:
        ordering = ("-starts_on",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="plan_slug_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="plan_period_in_order"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_promise(self) -> bool:
        """A plan promises nothing while it is a draft."""
        return self.status != self.Status.DRAFT


class Accountability(PartnershipRecord):
    """One community planning partnership that stays accountable for its own area."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="accountabilities")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    community_planning_partnership = models.CharField(max_length=200)
    how = models.TextField("how it is held to account locally", blank=True)

    class Meta:
        ordering = ("plan", "community_planning_partnership")
        constraints = (models.UniqueConstraint(fields=("plan", "area"), name="accountability_once"),)

    def __str__(self) -> str:
        return self.community_planning_partnership
