"""When a person wants e-mail, and what they are to be told."""

from django.db import models

from realign.foundations.accounts.models import User
from realign.foundations.partnerships.models import Partnership
from realign.foundations.work.models import Job


class MailChoice(models.Model):
    """When a person is told by e-mail; whoever has not chosen is told at once."""

    class When(models.TextChoices):
        NOW = "now", "At once"
        WEEKLY = "weekly", "Once a week, on Monday"
        NEVER = "never", "Not at all"

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="+")
    when = models.CharField("when to be told", max_length=10, choices=When, default=When.NOW)
    weekly_sent_on = models.DateField("day of the last weekly e-mail", null=True)

    def __str__(self) -> str:
        return f"{self.user}: {self.get_when_display()}"


class Notice(models.Model):
    """One thing that a person is told by e-mail once: that a record names them, or that something waits for them.

    ``part`` and ``record`` say which record names them; it is read again when the e-mail is written. What waits has its
    ``path`` here and is looked for again too, so that nobody is told the title of what they may no longer see.
    ``key`` tells it apart from everything else that the person is told.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=400)
    part = models.CharField(max_length=100, blank=True)
    record = models.BigIntegerField(null=True)
    path = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField()
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    settled_at = models.DateTimeField("sent, or no longer true", null=True)

    class Meta:
        ordering = ("noted_at", "pk")
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="notice_told_once"),)
        indexes = (models.Index(fields=("user", "settled_at")),)

    def __str__(self) -> str:
        return self.key
