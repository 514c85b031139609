"""Background jobs: what was asked, how far it is, how it ended."""

from django.conf import settings
from django.db import models

from realign.foundations.partnerships.models import Partnership


class Job(models.Model):
    """One piece of long work that somebody asked for and can follow."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Running"
        RETRYING = "retrying", "Will be tried again"
        DONE = "done", "Finished"
        FAILED = "failed", "Failed"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=60, help_text="Dotted name of the background entry point")
    title = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField("steps done", default=0)
    total = models.PositiveIntegerField("steps in all", default=0)
    message = models.CharField(max_length=300, blank=True)
    problem = models.TextField("what went wrong, in words", blank=True)
    result_url = models.CharField(max_length=300, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    requested_at = models.DateTimeField()
    addressee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="whom an e-mail goes to",
    )
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-requested_at", "-pk")
        indexes = (models.Index(fields=("partnership", "state")),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_moving(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in {Job.State.WAITING, Job.State.RUNNING, Job.State.RETRYING}
