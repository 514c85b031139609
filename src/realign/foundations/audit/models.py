"""Append-only events. Each carries the hash of the one before, so that a change or a gap shows."""

from django.conf import settings
from django.db import models


class Chain(models.Model):
    """The head of one partnership's chain of events; locked while an event is added."""

    # The partnership's slug, which never changes: events outlive what they are about.
    scope = models.SlugField(unique=True)
    length = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.scope}: {self.length} events"


class Event(models.Model):
    """One thing that somebody did. Never changed, never deleted."""

    scope = models.SlugField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200)
    verb = models.CharField(max_length=100)
    subject_type = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    subject_label = models.CharField(max_length=300)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("-number",)
        constraints = (
            models.UniqueConstraint(fields=("scope", "number"), name="audit_event_number_once_in_scope"),
        )
        indexes = (
            models.Index(fields=("scope", "subject_type", "subject_id")),
            models.Index(fields=("scope", "at")),
        )

    def __str__(self) -> str:
        return f"{self.actor_name} {self.verb} {self.subject_label}"
