"""Pathways: the stops on a child’s way, and the services, evidence, measures, gaps and plans placed on them."""

from django.core.exceptions import ValidationError
from django.db import models

from realign.analyse.fit.models import Need
from realign.foundations.partnerships.models import Organisation, PartnershipRecord
from realign.registers.evidence.models import Finding
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import Indicator
from realign.registers.services.models import Service


class Pathway(PartnershipRecord):
    """A way that children go, or a map of support: a few stops in order."""

    class Kind(models.TextChoices):
        STAGES = "stages", "Stages of help"
        TRANSITIONS = "transitions", "Points of transition"
        SUPPORT = "support", "Map of support"

    slug = models.SlugField()
    kind = models.CharField("kind of map", max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    about = models.TextField("whose way it is, and what it is for")
    need = models.ForeignKey(
        Need, null=True, blank=True, on_delete=models.PROTECT, related_name="pathways",
        verbose_name="the need that it answers",
    )  # fmt: skip
    framework = models.CharField("framework that it follows", max_length=300, blank=True)
    framework_url = models.URLField("address of that framework", blank=True)
    keeper = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="who keeps that framework",
    )  # fmt: skip

    page = "pathways:pathway"

    class Meta:
        ordering = ("kind", "name")
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="pathway_slug_once"),)

    def __str__(self) -> str:
        return self.name


class Stop(PartnershipRecord):
    """One stage of help, or one point of transition, with what can go wrong there."""

    pathway = models.ForeignKey(Pathway, on_delete=models.CASCADE, related_name="stops")
    number = models.PositiveSmallIntegerField("place in the order")
    name = models.CharField(max_length=120)
    item = models.ForeignKey(FrameworkItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    about = models.TextField("what happens here", blank=True)
    risk = models.TextField("what can go wrong here", blank=True)
    age_from = models.PositiveSmallIntegerField("from age", null=True, blank=True)
    age_to = models.PositiveSmallIntegerField("to age", null=True, blank=True)

    class Meta:
        ordering = ("pathway", "number", "pk")
        constraints = (
            models.UniqueConstraint(fields=("pathway", "name"), name="stop_name_once"),
            models.CheckConstraint(
                condition=models.Q(age_from__isnull=True)
                | models.Q(age_to__isnull=True)
                | models.Q(age_to__gte=models.F("age_from")),
                name="stop_ages_in_order",
            ),
        )

    def __str__(self) -> str:
        return self.name


class Placement(PartnershipRecord):
    """One thing placed on a stop: a service, a finding or a measure that is on record, or a gap or plan in words."""

    class Kind(models.TextChoices):
        SERVICE = "service", "Service"
        EVIDENCE = "evidence", "What we know"
        MEASURE = "measure", "Measure"
        GAP = "gap", "Gap"
        PLANNED = "planned", "Planned"

    stop = models.ForeignKey(Stop, on_delete=models.CASCADE, related_name="placements")
    kind = models.CharField(max_length=10, choices=Kind)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    finding = models.ForeignKey(
        Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="placements"
    )
    words = models.CharField("in a sentence", max_length=300, blank=True)
    lead = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="owner",
    )  # fmt: skip
    due_on = models.DateField("by when", null=True, blank=True)

    class Meta:
        ordering = ("stop", "kind", "pk")
        constraints = (
            models.CheckConstraint(
                name="placement_is_of_its_kind",
                condition=(
                    models.Q(kind="service", service__isnull=False, finding=None, indicator=None)
                    | models.Q(kind="evidence", finding__isnull=False, service=None, indicator=None)
                    | models.Q(kind="measure", indicator__isnull=False, service=None, finding=None)
                    | models.Q(kind__in=("gap", "planned"), service=None, finding=None, indicator=None)
                ),
            ),
            *(
                models.UniqueConstraint(
                    fields=("stop", field),
                    condition=models.Q(**{f"{field}__isnull": False}),
                    name=f"placement_{field}_once",
                )
                for field in ("service", "finding", "indicator")
            ),
        )

    def __str__(self) -> str:
        return str(self.service or self.finding or self.indicator or self.words)

    def clean(self) -> None:
        if self.kind in (self.Kind.GAP, self.Kind.PLANNED) and not self.words.strip():
            raise ValidationError({"words": "Say in a sentence what is missing or what is planned."})
