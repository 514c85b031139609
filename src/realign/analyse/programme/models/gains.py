"""What a round has brought, and the work that came before it."""

from django.db import models
from django.db.models import Q

from realign.analyse.programme.models.rounds import Round, listed
from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.evidence.models import Finding


class Benefit(PartnershipRecord):
    """Whether one of the six benefits has come about in a round, and what shows it."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="benefits")
    benefit = listed()
    realised = models.BooleanField(default=False)
    evidence = models.TextField(blank=True)
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    judged_on = models.DateField()

    class Meta:
        ordering = ("round", "benefit")
        constraints = (
            models.UniqueConstraint(fields=("round", "benefit"), name="benefit_once_in_a_round"),
            models.CheckConstraint(
                condition=Q(realised=False) | ~Q(evidence=""), name="benefit_realised_only_with_evidence"
            ),
        )

    def __str__(self) -> str:
        return str(self.benefit)


class EarlierWork(PartnershipRecord):
    """Work of the same kind that came before a round, and the areas that did it."""

    name = models.CharField(max_length=120)
    led_by = models.CharField(max_length=200)
    areas = models.JSONField(default=list)
    when = models.CharField(max_length=100, blank=True)
    left = models.TextField("what it left behind", blank=True)

    class Meta:
        verbose_name = "earlier work"
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("partnership", "name"), name="earlier_work_once"),)

    def __str__(self) -> str:
        return self.name
