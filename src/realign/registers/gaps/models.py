"""Data gaps, and what each of them concerns."""

from django.conf import settings
from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.groups.models import Group
from realign.registers.places.models import Area


class Gap(PartnershipRecord):
    """One thing that the partnership cannot see, for whom, what that hides, and who closes it by when."""

    class Kind(models.TextChoices):
        NOT_COLLECTED = "not-collected", "Nobody collects it"
        NOT_SHARED = "not-shared", "Held by one partner, not shared"
        NOT_LINKED = "not-linked", "Held in several systems, not joined"
        NOT_COMPARABLE = "not-comparable", "Collected in ways that cannot be compared"
        NOT_BROKEN_DOWN = "not-broken-down", "Not broken down by group or place"
        TOO_FEW = "too-few", "Too few children to show"
        TOO_OLD = "too-old", "Out of date"

    class Ending(models.TextChoices):
        SEEN = "seen", "Closed: it can be seen now"
        ACCEPTED = "accepted", "Closed: we live with it"
        MISTAKEN = "mistaken", "Closed: it was no gap"

    slug = models.SlugField()
    title = models.CharField("what cannot be seen", max_length=300)
    kind = models.CharField("why not", max_length=20, choices=Kind)
    whom = models.CharField("for which children", max_length=120, blank=True, help_text="Empty: all of them")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    effect = models.TextField("what it hides", help_text="What cannot be monitored or decided because of it")
    fix = models.TextField("what we could do together", blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="who closes it",
    )
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gaps",
        verbose_name="group that decides how",
    )
    due_on = models.DateField("to be closed by", null=True, blank=True)
    is_public = models.BooleanField("anybody may read it", default=False)
    ending = models.CharField("how it ended", max_length=10, choices=Ending, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.TextField("why it is closed", blank=True)

    page = "gaps:gap"
    needs_reason = ("owner", "group", "due_on")

    class Meta:
        ordering = ("due_on", "slug")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="gap_slug_once"),
            models.CheckConstraint(
                condition=models.Q(ending="", ended_on__isnull=True, ended_because="")
                | (~models.Q(ending="") & models.Q(ended_on__isnull=False) & ~models.Q(ended_because="")),
                name="gap_closed_with_day_and_reason",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return not self.ending


class Concern(PartnershipRecord):
    """A gap concerns a record of another room. The record may stand on a higher floor: it is named, not pointed at.

    ``kind`` and ``key`` are those of ``registry.registered()``; ``label`` is what the record was called then.
    """

    gap = models.ForeignKey(Gap, on_delete=models.CASCADE, related_name="concerns")
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=300)
    waits = models.BooleanField("it waits for the gap to be closed", default=False)
    because = models.CharField("what it cannot tell for this", max_length=300, blank=True)

    class Meta:
        ordering = ("gap", "-waits", "kind", "label")
        constraints = (models.UniqueConstraint(fields=("gap", "kind", "key"), name="gap_concern_once"),)

    def __str__(self) -> str:
        return f"{self.gap}: {self.label}"
