"""The data location map, and the register of linkages. No data about children: only where it is."""

from django.db import models

from realign.foundations.partnerships.models import Organisation, PartnershipRecord
from realign.registers.gaps.models import Gap


class Holding(PartnershipRecord):
    """One kind of information and the system that holds it."""

    class Sector(models.TextChoices):
        EDUCATION = "education", "Education"
        HEALTH = "health", "Health"
        SOCIAL_WORK = "social-work", "Social work"
        JUSTICE = "justice", "Police and justice"
        THIRD_SECTOR = "third-sector", "Third sector"
        PARTNERSHIP = "partnership", "The partnership together"
        NATIONAL = "national", "National"

    class Joins(models.TextChoices):
        YES = "yes", "Can be joined with other data"
        NO = "no", "Cannot be joined"
        UNKNOWN = "unknown", "Not known whether it can be joined"

    slug = models.SlugField()
    information = models.CharField("what it holds", max_length=200)
    system = models.CharField("in which system", max_length=200)
    holder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=20, choices=Sector)
    whom = models.CharField("about which children", max_length=120, blank=True)
    seen_by = models.CharField("who may see it", max_length=300, help_text="By role, not by name")
    provenance = models.CharField("how it comes to be", max_length=300, blank=True)
    refreshed = models.CharField("how often it is brought up to date", max_length=100, blank=True)
    joins = models.CharField("can it be joined?", max_length=10, choices=Joins, default=Joins.UNKNOWN)
    joins_by = models.CharField("by what, or why not", max_length=200, blank=True)
    gaps = models.ManyToManyField(Gap, blank=True, related_name="holdings")

    page = "sources:holding"

    class Meta:
        ordering = ("information", "slug")
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="holding_slug_once"),)

    def __str__(self) -> str:
        return self.information


class Linkage(PartnershipRecord):
    """Data of several systems joined for one purpose, on a legal basis, by somebody named by role."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        AGREED = "agreed", "Agreed"
        RUNNING = "running", "Running"
        ENDED = "ended", "Ended"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    purpose = models.TextField("what it is for")
    legal_basis = models.CharField("on which legal basis", max_length=300, blank=True)
    linked_by = models.CharField(
        "who links", max_length=200, blank=True, help_text="Body and role, not a name"
    )
    overseen_by = models.CharField(
        "who oversees it",
        max_length=200,
        blank=True,
        help_text="A named role, such as the strategic group’s data lead",
    )
    method = models.CharField("how it is joined", max_length=300, blank=True)
    kept = models.CharField("what is kept", max_length=300, blank=True)
    kept_until = models.DateField(null=True, blank=True)
    assessed = models.CharField(
        "data protection impact assessment", max_length=200, blank=True, help_text="Its reference and date"
    )
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    ended_because = models.CharField("why it ended, and what was destroyed", max_length=300, blank=True)
    holdings = models.ManyToManyField(Holding, related_name="linkages")

    page = "sources:linkage"

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="linkage_slug_once"),)

    def __str__(self) -> str:
        return self.title
