"""What people recorded about a chart: its kind, its baseline, and points with a story of their own."""

from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.indicators.models import Indicator
from realign.registers.places.models import Area


class Mark(PartnershipRecord):
    """One choice about the chart of an indicator in one place, with its reason. Taken off, it stays on record."""

    class Kind(models.TextChoices):
        CHART = "chart", "Which chart and rules to use"
        BASELINE = "baseline", "Baseline: the first points set the centre and limits, which then stay frozen"
        EXCLUDE = "exclude", "Leave a point out of the reckoning"
        REBASE = "rebase", "Begin anew: the way of working changed"
        BREAK = "break", "Break in the series: it is measured another way from here"
        BOOST = "boost", "A local boost to the sample"
        STANDS_OUT = "stands-out", "A point blatantly different from the rest"

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="marks")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Screening(models.TextChoices):
        ON = "on", "Leave outlying moving ranges out of the limits"
        OFF = "off", "Count all moving ranges"

    kind = models.CharField(max_length=12, choices=Kind)
    starts_on = models.DateField("first day of the period", null=True, blank=True)
    period = models.CharField(max_length=60, blank=True)
    chart = models.CharField(max_length=8, blank=True)
    rules = models.CharField(max_length=20, blank=True)
    screening = models.CharField(
        max_length=3, choices=Screening, blank=True, help_text="Blank: as the rules do."
    )
    points = models.PositiveSmallIntegerField("points in the baseline", null=True, blank=True)
    reason = models.CharField(max_length=300)
    stands = models.BooleanField(default=True)
    taken_off_because = models.CharField("why it was removed", max_length=300, blank=True)

    class Meta:
        ordering = ("starts_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("indicator", "area", "kind", "starts_on"),
                condition=models.Q(stands=True, starts_on__isnull=False),
                name="mark_once_on_a_point",
            ),
            models.UniqueConstraint(
                fields=("indicator", "area", "kind"),
                condition=models.Q(stands=True, starts_on__isnull=True),
                name="mark_once_on_a_chart",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}{f': {self.period}' if self.period else ''}"
