"""Indicator definitions and observations. Earlier vintages stay."""

from django.db import models

from realign.foundations.files.models import Import
from realign.foundations.partnerships.models import Organisation, PartnershipRecord
from realign.methods.signs import Sign
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.places.models import Area

DEFAULT_PROFILE = "fewer-than-5"


class Indicator(PartnershipRecord):
    """What is measured, how, by whom and which way is better."""

    class Polarity(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"
        NEITHER = "neither", "Neither is better"

    class Comparable(models.TextChoices):
        UNKNOWN = "unknown", "Not known"
        SAME = "same", "Yes: one definition, and asked or counted the same way everywhere"
        PARTLY = "partly", "Partly: defined alike, but not counted the same way everywhere"
        LOCAL = "local", "No: this partnership’s own measure"

    slug = models.SlugField(max_length=120)
    code = models.CharField(max_length=60, blank=True)
    scheme = models.CharField(
        max_length=40, help_text="Where the definition comes from: lgbf, cpop, scotpho, local …"
    )
    title = models.CharField(max_length=300)
    definition = models.TextField(blank=True)
    numerator = models.TextField(blank=True)
    denominator = models.TextField(blank=True)
    unit = models.CharField(max_length=60, blank=True)
    polarity = models.CharField(max_length=10, choices=Polarity)
    producer = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    frequency = models.CharField(max_length=60, blank=True)
    caveats = models.TextField(blank=True)
    use_for = models.TextField("what it can be used for", blank=True)
    is_outcome = models.BooleanField("measures an outcome, not an output", default=True)
    is_national = models.BooleanField(default=True)
    tags = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")
    geography = models.CharField(
        "areas it is published for",
        max_length=200,
        blank=True,
        help_text="Councils, small areas, Scotland only …",
    )
    disaggregation = models.CharField(
        "groups it can be shown for",
        max_length=300,
        blank=True,
        help_text="Sex, age, deprivation … or why not",
    )
    comparable = models.CharField(
        "can places be compared by it", max_length=10, choices=Comparable, default=Comparable.UNKNOWN
    )
    disclosure_profile = models.CharField(
        "rules for small numbers",
        max_length=40,
        default=DEFAULT_PROFILE,
        help_text="By which a value with few people behind it is held back from everybody outside",
    )

    page = "indicators:indicator"

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="indicator_slug_once"),)

    def __str__(self) -> str:
        return self.title


class Observation(models.Model):
    """One value of one indicator for one area and period, as one import brought it."""

    class Status(models.TextChoices):
        OBSERVED = "observed", "Observed"
        PROVISIONAL = "provisional", "Provisional"
        REVISED = "revised", "Revised"
        IMPUTED = "imputed", "Imputed"
        PROJECTED = "projected", "Projected"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="observations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(
        max_length=60, help_text="As a reader sees it: 2019/20, 2017/18 to 2019/20, 2022"
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    breakdown = models.CharField(max_length=120, blank=True, help_text="Empty means everybody")
    value = models.FloatField(null=True)
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    status = models.CharField(max_length=12, choices=Status, default=Status.OBSERVED)
    symbol = models.CharField(
        max_length=6,
        blank=True,
        help_text=f"{Sign.CONFIDENTIAL}, {Sign.NOT_AVAILABLE} or {Sign.NOT_APPLICABLE} where there is no value to show",
    )
    held_back = models.CharField(
        max_length=60,
        blank=True,
        help_text="Why there is no value for anybody outside, such as: fewer than 5",
    )
    as_brought = models.JSONField(
        null=True, blank=True, help_text="The figures of a value that is held back, for members only"
    )
    brought_by = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="observations")
    is_current = models.BooleanField(default=True, help_text="False once a later vintage says otherwise")
    is_public = models.BooleanField(
        default=False, help_text="Whether it is public: the newest that was published of its kind"
    )
    public_since = models.DateTimeField(
        null=True, blank=True, help_text="When the file that brought it was published; empty while it waits"
    )

    class Meta:
        ordering = ("indicator", "area", "ends_on")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "area", "starts_on", "ends_on", "breakdown"),
                condition=models.Q(is_current=True),
                name="observation_current_once",
            ),
            models.CheckConstraint(
                condition=models.Q(value__isnull=True) | models.Q(symbol=""),
                name="observation_value_or_symbol",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="observation_period_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(held_back="")
                | models.Q(
                    value__isnull=True,
                    numerator__isnull=True,
                    denominator__isnull=True,
                    lower__isnull=True,
                    upper__isnull=True,
                ),
                name="observation_held_back_has_no_figures",
            ),
        )

    def __str__(self) -> str:
        return f"{self.indicator}, {self.area}, {self.period}"


class Story(PartnershipRecord):
    """What people say behind an indicator, as they said it on one day. A new version does not replace the old."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="stories")
    written_on = models.DateField()
    behind = models.TextField("why is it as it is")
    partners = models.TextField("who can help", blank=True)
    works = models.TextField("what is known to help", blank=True)
    will_do = models.TextField("what we will do", blank=True)

    class Meta:
        ordering = ("-written_on", "-pk")
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"{self.indicator}, {self.written_on}"


class CheckDecision(PartnershipRecord):
    """What a person decided about one finding of the checks, for as long as the figures stay as they were."""

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "Accept it: the figure is right, or good enough"
        AT_SOURCE = "at-source", "Have it corrected at its source"
        GAP = "gap", "Treat it as a gap: we cannot know this for now"

    key = models.CharField(max_length=40)
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="check_decisions")
    rule = models.CharField(max_length=20)
    about = models.CharField("what was found", max_length=500)
    verdict = models.CharField("what to do", max_length=10, choices=Verdict)
    reason = models.CharField(max_length=300)

    class Meta:
        ordering = ("-changed_at",)
        constraints = (models.UniqueConstraint(fields=("partnership", "key"), name="check_decision_once"),)

    def __str__(self) -> str:
        return f"{self.get_verdict_display()}: {self.about}"
