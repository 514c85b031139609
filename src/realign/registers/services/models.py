"""What is provided: services, what they can take on, what they cost and who pays."""

from django.db import models

from realign.foundations.partnerships.models import Organisation, PartnershipRecord
from realign.foundations.partnerships.queries import word
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.places.models import Area

TIERS = "tiers"


class Service(PartnershipRecord):
    """One service for children or families, whoever runs it."""

    class Tier(models.TextChoices):
        UNIVERSAL = "universal", "Universal"
        JUST_COPING = "just-coping", "For families who are just coping"
        ADDITIONAL = "additional", "Additional"
        INTENSIVE = "intensive", "Intensive"
        SPECIALIST = "specialist", "Specialist"

    class Prevention(models.TextChoices):
        PRIMARY = "primary", "Primary: stops a problem arising"
        SECONDARY = "secondary", "Secondary: meets a problem early"
        TERTIARY = "tertiary", "Tertiary: stops a problem getting worse or coming back"
        RESPONSIVE = "responsive", "Responsive: meets an immediate need"

    class Means(models.TextChoices):
        IN_HOUSE = "in-house", "Run by the public body"
        CONTRACT = "contract", "Contract"
        GRANT = "grant", "Grant"
        AGREEMENT = "agreement", "Service agreement"
        VOLUNTARY = "voluntary", "Voluntary or community contribution"
        CO_PRODUCTION = "co-production", "Co-production"

    class Scope(models.TextChoices):
        CHILDRENS = "childrens", "Children’s service"
        RELATED = "related", "Related service: not only for children"
        INFORMAL = "informal", "Informal or community help"

    class Unit(models.TextChoices):
        CHILDREN = "children", "Children"
        FAMILIES = "families", "Families"

    slug = models.SlugField()
    name = models.CharField(max_length=200)
    summary = models.CharField("what it does, in a sentence", max_length=300)
    description = models.TextField(blank=True)
    target = models.CharField("for whom", max_length=200, blank=True)
    scope = models.CharField("kind of service", max_length=12, choices=Scope, default=Scope.CHILDRENS)
    unit = models.CharField("what it counts", max_length=10, choices=Unit, default=Unit.CHILDREN)
    provider = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    # a word of the partnership’s own list; those above come with the product
    tier = models.CharField(max_length=20)
    prevention = models.CharField(
        max_length=20, choices=Prevention, blank=True, help_text="Empty means not yet tagged"
    )
    # a mixed service is shared out by percent, adding to 100; `prevention` is then its largest part
    prevention_shares = models.JSONField(default=dict, blank=True)
    means = models.CharField("how it is commissioned", max_length=20, choices=Means, blank=True)
    age_from = models.PositiveSmallIntegerField(null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(null=True, blank=True)
    areas = models.ManyToManyField(Area, blank=True, related_name="+")
    how_to_reach = models.TextField("how to get in touch or be referred", blank=True)
    self_referral = models.BooleanField("families can ask for it themselves", default=False)
    tags = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")
    evidence = models.CharField("how we know that it works", max_length=300, blank=True)
    verified_on = models.DateField("last verified with the provider", null=True, blank=True)
    starts_on = models.DateField("planned to start", null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True, editable=False)
    ended_because = models.CharField(max_length=300, blank=True, editable=False)

    page = "services:service"

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="service_slug_once"),)

    def get_tier_display(self) -> str:
        """What the partnership calls this level of help."""
        return word(self.partnership_id, TIERS, self.tier)

    def __str__(self) -> str:
        return self.name


class ServiceYear(PartnershipRecord):
    """What a service could take on and whom it reached in one report year."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="years")
    year = models.CharField("report year", max_length=7, help_text="2025/26")
    capacity = models.PositiveIntegerField("children it could take on", null=True, blank=True)
    reached = models.PositiveIntegerField("children reached", null=True, blank=True)
    waiting = models.PositiveIntegerField("children waiting at the end", null=True, blank=True)
    wait_weeks = models.PositiveSmallIntegerField("weeks that half of them wait", null=True, blank=True)

    class Meta:
        ordering = ("service", "-year")
        constraints = (models.UniqueConstraint(fields=("service", "year"), name="service_year_once"),)

    def __str__(self) -> str:
        return f"{self.service}, {self.year}"


class Spend(PartnershipRecord):
    """What one body pays for a service in one report year."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="spend")
    year = models.CharField("report year", max_length=7)
    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    amount = models.DecimalField("amount (£)", max_digits=14, decimal_places=2)
    price_base = models.CharField(max_length=40, help_text="For example cash, 2025/26")

    class Meta:
        ordering = ("service", "-year")
        constraints = (
            models.UniqueConstraint(fields=("service", "year", "funder"), name="spend_once_per_funder"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="spend_not_negative"),
        )

    def __str__(self) -> str:
        return f"{self.service}, {self.year}: £{self.amount}"


class PreventionView(PartnershipRecord):
    """How one person classifies a service, given apart from the others, so that agreement can be measured."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="prevention_views")
    by_whom = models.CharField(max_length=150)
    says = models.CharField("its main purpose", max_length=20, choices=Service.Prevention)
    reason = models.CharField("why", max_length=300, blank=True)

    class Meta:
        ordering = ("service", "created_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("service", "by_whom"), name="prevention_view_once_per_person"),
        )

    def __str__(self) -> str:
        return f"{self.by_whom} on {self.service}: {self.get_says_display()}"
