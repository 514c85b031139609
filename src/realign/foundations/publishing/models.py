"""What is public: frozen versions of records, and drafts that were sent back to their writers."""

from typing import Any

from django.conf import settings
from django.db import models

from realign.foundations.partnerships.models import Partnership, PartnershipRecord


class VersionQuerySet(models.QuerySet["PublicVersion"]):
    """Versions of published records. ``standing`` is the one rule of what everybody reads."""

    def standing(self) -> "VersionQuerySet":
        """Those that everybody reads now: of each record the newest, unless it was withdrawn."""
        return self.filter(state=PublicVersion.State.PUBLISHED)

    def newest(self) -> "VersionQuerySet":
        """Of each record the newest version, withdrawn ones too."""
        return self.exclude(state=PublicVersion.State.REPLACED)


class PublicVersion(PartnershipRecord):
    """What everybody reads of one record, as it stood when a second person published it. Its content never changes."""

    class State(models.TextChoices):
        PUBLISHED = "published", "Public"
        REPLACED = "replaced", "Replaced by a later version"
        WITHDRAWN = "withdrawn", "Withdrawn"

    kind = models.CharField(max_length=40)
    key = models.CharField("which record of its kind", max_length=64)
    slug = models.CharField("name in its public address", max_length=200, blank=True)
    title = models.CharField(max_length=300)
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="What is public")
    fingerprint = models.CharField(max_length=64, help_text="Of the content")
    state = models.CharField(max_length=12, choices=State, default=State.PUBLISHED)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, editable=False, related_name="+")
    before_rule = models.BooleanField(
        "was public before a second person was asked", default=False, editable=False
    )
    noticed = models.JSONField(default=list, blank=True, help_text="What was pointed out at the door")
    reason = models.TextField("why it was published all the same", blank=True)
    last_event = models.PositiveBigIntegerField(
        default=0, help_text="Number of the last event in the record of changes when it was published"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField(blank=True)
    has_ended = models.BooleanField(
        "was withdrawn because the record ended or was kept for members", default=False, editable=False
    )

    objects = VersionQuerySet.as_manager()

    page, page_key = "publishing:version", "pk"

    class Meta:
        ordering = ("kind", "key", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=("partnership", "kind", "key", "number"), name="public_version_number_once"
            ),
            models.UniqueConstraint(
                fields=("partnership", "kind", "key"),
                condition=~models.Q(state="replaced"),
                name="public_version_newest_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state="replaced")
                | models.Q(state="withdrawn", withdrawn_at__isnull=False)
                | models.Q(state="published", withdrawn_at__isnull=True),
                name="public_version_withdrawn_on_a_day",
            ),
        )
        indexes = (models.Index(fields=("partnership", "kind", "state", "slug")),)

    def __str__(self) -> str:
        return f"{self.title} (version {self.number})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Refuses another content for a version that is on record. Raises ValueError."""
        if not self._state.adding:
            kept = PublicVersion.objects.values_list("fingerprint", "content").get(pk=self.pk)
            if kept != (self.fingerprint, self.content):
                raise ValueError(f"Version {self.pk} is frozen: publish a new version.")
        super().save(*args, **kwargs)

    @property
    def stands(self) -> bool:
        """Whether everybody reads it now."""
        return self.state == self.State.PUBLISHED


class ReturnedDraft(PartnershipRecord):
    """A draft that was sent back with a reason. It waits again as soon as its words change."""

    kind = models.CharField(max_length=40)
    key = models.CharField("which record of its kind", max_length=64)
    title = models.CharField(max_length=300)
    fingerprint = models.CharField(max_length=64, help_text="Of the content that was sent back")
    because = models.TextField()

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.title


class PublicBefore(models.Model):
    """A partnership that was there before publishing took a second person, and the kinds of records kept as they were.

    The migration that brings the rule makes these rows; a partnership that is set up later has none, so that nothing of
    it is ever public without a second person.
    """

    partnership = models.OneToOneField(Partnership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kinds = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.partnership}: {', '.join(self.kinds) or 'nothing kept yet'}"
