"""What may be shown: protected tables that were released, and findings built on them."""

from typing import Any

from django.conf import settings
from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.methods.disclosure import profiles
from realign.methods.signs import Sign
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import Indicator
from realign.registers.places.models import Area

EARLIER_SIGNS = {"[low]": Sign.UNRELIABLE}
"""Signs that cells were released with before those of the Government Statistical Service were taken, and today's."""


class SignField(models.CharField[str, str]):
    """A sign as a table was released with it, read as the sign that means the same today.

    What is kept is never rewritten, so that the fingerprint of a release stays that of its cells.
    """

    def from_db_value(self, value: str | None, *_: object) -> str | None:
        """The sign of today for one that was kept."""
        return value if value is None else str(EARLIER_SIGNS.get(value, value))

    def deconstruct(self) -> Any:
        """A column of characters like any other: only reading differs."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Released tables. ``standing`` and ``Release.stands`` are the one rule of which may be shown or built on."""

    def standing(self) -> "ReleaseQuerySet":
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


EARLIER_PROMISE = (
    "Released under an earlier promise: readers were not yet taken to know that zero is always shown, "
    "so some hidden counts can be narrowed further than the rules now allow."
)


class Release(PartnershipRecord):
    """One protected table that went out. Every cell is kept, so that later releases are tested against it."""

    class Stat(models.TextChoices):
        SHARE = "proportion", "Share"
        MEAN = "mean", "Mean"

    slug = models.SlugField()
    title = models.CharField(max_length=300)
    survey_title = models.CharField(max_length=200)
    measure = models.CharField("what is measured", max_length=300)
    measure_code = models.CharField(max_length=60, default="")
    stat = models.CharField(max_length=12, choices=Stat, default=Stat.SHARE)
    unit = models.CharField("what a mean counts", max_length=40, blank=True)
    population = models.CharField("who was asked", max_length=300)
    collected = models.CharField("when", max_length=60)
    dims = models.JSONField(help_text="Each breakdown in order: column, title and levels with their names")
    method = models.JSONField(help_text="Estimator, interval, design, missing rule, engine")
    profile = models.CharField("disclosure profile", max_length=60)
    profile_verified = models.BooleanField(default=False)
    promise = models.CharField(
        max_length=400,
        blank=True,
        help_text="How far a reader could narrow a hidden count when it was released; empty before that was on record",
    )
    hidden_cells = models.PositiveIntegerField(default=0)
    round_to = models.PositiveIntegerField(
        default=0, help_text="How wide a range each rounded count stands for; 0 where none was rounded"
    )
    fingerprint = models.CharField(max_length=64, help_text="Of the cells as released")
    dataset_fingerprint = models.CharField(max_length=64)
    approvals = models.JSONField(default=list, help_text="Who looked at it, when, and what they said")
    released_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        ordering = ("-released_at",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="release_slug_once"),)

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> bool:
        """Whether it may still be shown and built on: it was not withdrawn. For many rows: ``standing()``."""
        return self.withdrawn_at is None

    @property
    def promise_in_words(self) -> str:
        """What was promised of its hidden counts when it went out."""
        return self.promise or EARLIER_PROMISE

    @property
    def profile_title(self) -> str:
        """The rules for small numbers by their name for readers."""
        known = profiles()
        return known[self.profile].title if self.profile in known else self.profile


class ReleasedCell(models.Model):
    """One cell as the world sees it: a count and an estimate, or the symbol for why not."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="cells")
    position = models.PositiveIntegerField()
    key = models.JSONField(help_text="Level of each breakdown; “Total” for all")
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField("with the attribute", null=True)
    base = models.PositiveIntegerField("answered", null=True)
    estimate = models.FloatField(null=True)
    lower = models.FloatField(null=True)
    upper = models.FloatField(null=True)
    se = models.FloatField(null=True)
    deff = models.FloatField(null=True)
    df = models.FloatField(null=True)
    symbol = SignField(max_length=6, blank=True)
    why_hidden = models.CharField(max_length=300, blank=True)
    low = models.CharField("why it is of low reliability", max_length=120, blank=True)

    class Meta:
        ordering = ("release", "position")
        constraints = (
            models.UniqueConstraint(fields=("release", "position"), name="released_cell_once"),
            models.CheckConstraint(
                condition=models.Q(symbol="") | models.Q(count__isnull=True, estimate__isnull=True),
                name="released_cell_hidden_or_shown",
            ),
        )

    def __str__(self) -> str:
        return f"{self.release}: {self.key}"


class FindingQuerySet(models.QuerySet["Finding"]):
    """Findings. ``standing`` and ``Finding.stands`` are the one rule of which may be cited."""

    def released(self) -> "FindingQuerySet":
        """Those that a second person has released, so that anybody may read them."""
        return self.filter(released_at__isnull=False)

    def waiting(self) -> "FindingQuerySet":
        """Those that wait for a second person: new ones, and changes to released ones."""
        return self.filter(released_at__isnull=True)

    def standing(self) -> "FindingQuerySet":
        """Those that are released, and rest on no table or on one that stands."""
        return self.released().filter(
            models.Q(release__isnull=True) | models.Q(release__in=Release.objects.standing())
        )


class Finding(PartnershipRecord):
    """One thing that we know, as a sentence, with how sure we are and what it does not tell.

    It waits until somebody who did not write it releases it. A change to a released finding is a second row that
    ``replaces`` it and waits in the same way, so that what is public stays as it is until the new words are released.
    """

    class Strength(models.TextChoices):
        STRONG = "strong", "Strong"
        FAIR = "fair", "Fair"
        WEAK = "weak", "Weak"

    slug = models.SlugField()
    sentence = models.TextField()
    does_not_tell = models.TextField("what this does not tell you", blank=True)
    strength = models.CharField(max_length=10, choices=Strength)
    strength_reason = models.CharField(max_length=300, blank=True)
    release = models.ForeignKey(
        Release, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    cell = models.ForeignKey(ReleasedCell, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="findings"
    )
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tags = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="waiting_change",
        help_text="The released finding whose words these are to take the place of",
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        editable=False,
        related_name="+",
        help_text="Everybody who wrote these words: none of them may release them",
    )
    released_at = models.DateTimeField(null=True, blank=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = FindingQuerySet.as_manager()

    page = "evidence:finding"

    class Meta:
        ordering = ("slug",)
        constraints = (
            # a waiting change keeps the short name of the finding that it is to replace
            models.UniqueConstraint(
                fields=("partnership", "slug"),
                condition=models.Q(replaces__isnull=True),
                name="finding_slug_once",
            ),
            models.CheckConstraint(
                condition=models.Q(replaces__isnull=True) | models.Q(released_at__isnull=True),
                name="finding_change_waits",
            ),
        )

    def __str__(self) -> str:
        return self.sentence

    @property
    def is_released(self) -> bool:
        """Whether a second person has let it out."""
        return self.released_at is not None

    @property
    def table_stands(self) -> bool:
        """Whether it rests on no table, or on one that was not withdrawn."""
        return self.release is None or self.release.stands

    @property
    def stands(self) -> bool:
        """Whether it may be cited: it is released, and its table was not withdrawn. For many rows: ``standing()``."""
        return self.is_released and self.table_stands
