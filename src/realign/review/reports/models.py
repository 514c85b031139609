"""Reports assembled from the records, frozen when published."""

from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.work.models import Job
from realign.plan.plans.models import Plan


class Report(PartnershipRecord):
    """A report on one year of a plan, or on the part of a year that has passed."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    page = "reports:report"

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="reports")
    slug = models.SlugField()
    title = models.CharField(max_length=200)
    year = models.CharField("report year", max_length=7)
    starts_on = models.DateField()
    ends_on = models.DateField()
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    introduction = models.TextField(blank=True)
    next_steps = models.TextField("what next", blank=True)
    delay_reason = models.TextField("why it comes when it comes", blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    frozen = models.JSONField(
        default=dict, blank=True, help_text="The report as published: body, notes, pictures"
    )
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of the report as published")
    noticed = models.JSONField(
        default=list, blank=True, help_text="What was pointed out when it was published"
    )
    published_because = models.TextField("why it was published all the same", blank=True)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("-starts_on",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="report_slug_once"),
            models.UniqueConstraint(fields=("plan", "ends_on", "version"), name="report_version_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gt=models.F("starts_on")), name="report_period_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | ~models.Q(fingerprint=""),
                name="report_published_is_frozen",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class BuiltDocument(models.Model):
    """A report as one file."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="documents")
    format = models.CharField(max_length=10)
    path = models.CharField(max_length=500, help_text="Within the data folder")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    built_at = models.DateTimeField()

    class Meta:
        ordering = ("report", "format", "-built_at")

    def __str__(self) -> str:
        return f"{self.report} ({self.format})"
