"""How the partnership judges its own planning: assessments against a framework, step by step."""

from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord, account_of
from realign.registers.frameworks.models import FrameworkItem, FrameworkVersion


class Assessment(PartnershipRecord):
    """One dated look at every step of a framework, such as the ten steps to successful planning."""

    page, page_key = "assurance:assessment", "pk"

    framework = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    on = models.DateField("date")
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ("-on",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "framework", "on"), name="assessment_once_a_day"),
        )

    def __str__(self) -> str:
        return self.title


class StepScore(PartnershipRecord):
    """How one step stands, the evidence for it and who takes it further by when. No score means that nobody knows."""

    class Score(models.IntegerChoices):
        NOT_STARTED = 0, "Not started"
        BEGUN = 1, "Begun"
        PART_DONE = 2, "Part done"
        IN_PLACE = 3, "In place"
        USED = 4, "In place and used"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="scores")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField(choices=Score, null=True, blank=True)
    evidence = models.TextField(blank=True)
    owner = models.CharField("owner", max_length=200, blank=True)
    owner_account = account_of("the owner")
    due_on = models.DateField("by when", null=True, blank=True)

    class Meta:
        ordering = ("assessment", "item__position")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "item"), name="step_score_once"),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__lte=4), name="step_score_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item}: {self.in_words}"

    @property
    def in_words(self) -> str:
        return self.get_score_display() if self.score is not None else "Not known"
