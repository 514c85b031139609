"""The areas that take part: how ready they are, who has signed, and how far each element is."""

from django.db import models
from django.db.models import F, Q

from realign.analyse.programme.models.rounds import Round, listed
from realign.foundations.partnerships.models import Organisation, PartnershipRecord


class Site(PartnershipRecord):
    """An area in a round, from its first question to the end of its support."""

    slug = models.SlugField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=120)
    body = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    manager_post = models.CharField(max_length=200, blank=True)
    contacted_on = models.DateField(null=True, blank=True)
    visited_on = models.DateField(null=True, blank=True)
    starts_on = models.DateField(null=True, blank=True)
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    wants_boost = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    page = "programme:area"

    class Meta:
        verbose_name = "area"
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="site_slug_once"),
            models.UniqueConstraint(fields=("round", "name"), name="site_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                name="site_ends_after_it_started",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Readiness(PartnershipRecord):
    """Whether an area meets one condition of readiness, and what shows it."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="readiness")
    condition = listed()
    met = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)
    judged_on = models.DateField()

    class Meta:
        verbose_name = "condition of readiness"
        ordering = ("site", "condition")
        constraints = (
            models.UniqueConstraint(fields=("site", "condition"), name="readiness_once_for_each_condition"),
            models.CheckConstraint(
                condition=Q(met=False) | ~Q(evidence=""), name="readiness_met_only_with_evidence"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site}: {self.condition}"


class SignOff(PartnershipRecord):
    """One signature: a sector of an area agrees that evidence is gathered, or that findings will be used."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="signatures")
    sector = listed()
    purpose = listed()
    who = models.CharField("who signed", max_length=200)
    post = models.CharField(max_length=200)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    signed_on = models.DateField()
    minute = models.CharField("minute or paper that records it", max_length=300, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "signature"
        ordering = ("site", "sector", "purpose")
        constraints = (
            models.UniqueConstraint(
                fields=("site", "sector", "purpose"),
                condition=Q(withdrawn_on__isnull=True),
                name="sign_off_once_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"{self.site}: {self.sector}, {self.purpose}"


class ElementStatus(PartnershipRecord):
    """How far one of the four elements is in one area."""

    class State(models.TextChoices):
        NOT_STARTED = "not-started", "Not started"
        UNDER_WAY = "under-way", "Under way"
        DONE = "done", "Done"
        NOT_TAKEN = "not-taken", "Not taken up"

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="elements")
    element = listed()
    state = models.CharField(max_length=20, choices=State)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "element"
        ordering = ("site", "element")
        constraints = (models.UniqueConstraint(fields=("site", "element"), name="element_once_in_an_area"),)

    def __str__(self) -> str:
        return f"{self.site}: {self.element}"
