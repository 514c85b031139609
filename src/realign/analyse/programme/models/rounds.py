"""A round of the programme and its terms."""

from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.frameworks.models import FrameworkItem


def listed(related: str = "+") -> "models.ForeignKey[FrameworkItem, FrameworkItem]":
    """A column that points at an entry of a national list."""
    return models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name=related)


class Round(PartnershipRecord):
    """A stretch of the programme with its terms: how many areas it can take and how long each part lasts."""

    slug = models.SlugField()
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    slot_months = models.JSONField(default=list, help_text="Numbers of the months with a survey slot")
    areas_per_slot = models.PositiveSmallIntegerField()
    funded_years = models.PositiveSmallIntegerField()
    areas_before = models.PositiveSmallIntegerField(default=0)
    consultants_at_once = models.PositiveSmallIntegerField()
    readiness_months = models.PositiveSmallIntegerField()
    evidence_months = models.PositiveSmallIntegerField()
    support_months = models.PositiveSmallIntegerField()
    development_days = models.PositiveSmallIntegerField()
    boost_by = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-starts_on",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="round_slug_once"),)

    def __str__(self) -> str:
        return self.name
