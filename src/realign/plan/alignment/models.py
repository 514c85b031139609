"""A finding speaks for a commitment, for an outcome, or for one through the other."""

from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.plan.priorities.models import Commitment, Outcome
from realign.registers.evidence.models import Finding


class Support(PartnershipRecord):
    """One finding as evidence that a commitment leads to an outcome, with how directly it speaks for it.

    Without a commitment it is matched to the outcome alone: research on what works waits there for a promise.
    """

    class Strength(models.TextChoices):
        STRONG = "strong", "Strong: it was seen here or in many places"
        FAIR = "fair", "Fair: it was seen elsewhere, or differs between studies"
        WEAK = "weak", "Weak: it is plausible"

    finding = models.ForeignKey(Finding, on_delete=models.PROTECT, related_name="supports")
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.CASCADE, related_name="supports"
    )
    outcome = models.ForeignKey(
        Outcome, null=True, blank=True, on_delete=models.CASCADE, related_name="supports"
    )
    strength = models.CharField("how direct the evidence is", max_length=10, choices=Strength)
    because = models.CharField("what it shows", max_length=300)

    class Meta:
        ordering = ("commitment", "outcome", "pk")
        constraints = (
            models.UniqueConstraint(fields=("finding", "commitment", "outcome"), name="support_once"),
            models.UniqueConstraint(
                fields=("finding", "commitment"),
                condition=models.Q(outcome__isnull=True),
                name="support_of_commitment_once",
            ),
            models.UniqueConstraint(
                fields=("finding", "outcome"),
                condition=models.Q(commitment__isnull=True),
                name="support_of_outcome_once",
            ),
            models.CheckConstraint(
                condition=models.Q(commitment__isnull=False) | models.Q(outcome__isnull=False),
                name="support_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"{self.finding}: {self.because}"

    @property
    def stands(self) -> bool:
        """Whether the finding may still be cited."""
        return self.finding.stands
