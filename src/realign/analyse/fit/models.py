"""Needs, and the services that are meant to meet them."""

from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.evidence.models import Finding, Release
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.services.models import Service


class Need(PartnershipRecord):
    """Something that children need, and how many have the need, from released evidence."""

    slug = models.SlugField()
    name = models.CharField(max_length=200)
    definition = models.TextField("who counts as having it")
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    release = models.ForeignKey(
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="needs"
    )
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField()
    tags = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")

    page = "fit:need"

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="need_slug_once"),)

    def __str__(self) -> str:
        return self.name


class Match(PartnershipRecord):
    """A service answers a need, for a stated share of the children it reaches."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="matches")
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="matches")
    share = models.PositiveSmallIntegerField("percent of its work that answers this need", default=100)
    reason = models.CharField("why we say so", max_length=300, blank=True)

    class Meta:
        ordering = ("need", "service")
        constraints = (
            models.UniqueConstraint(fields=("need", "service"), name="match_once"),
            models.CheckConstraint(
                condition=models.Q(share__gte=1, share__lte=100), name="match_share_percent"
            ),
        )

    def __str__(self) -> str:
        return f"{self.service} for {self.need}"
