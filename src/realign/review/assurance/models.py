"""How the partnership judges its own planning: assessments against a framework, step by step."""

from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion


class Assessment(PartnershipRecord):
    """One dated look at every step of a framework, such as the ten steps to successful planning."""

    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("date")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("-on",)

    def __str__(self) -> str:
        return self.title


class StepScore(PartnershipRecord):
    """How one step stands, the evidence for it and who takes it further."""

    class Score(models.IntegerChoices):
        NOT_STARTED = 0, "Not started"
        STARTED = 1, "Started"
        PARTLY = 2, "Partly in place"
        IN_PLACE = 3, "In place"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(choices=Score)
    evidence = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("assessment", "item__position")
        constraints = (models.UniqueConstraint(fields=("assessment", "item"), name="step_score_once"),)

    def __str__(self) -> str:
        return f"{self.item}: {self.get_score_display()}"
