"""Frameworks as dated data: outcomes, aims, criteria, questions, rates. National, for all partnerships."""

from django.db import models


class Framework(models.Model):
    """A named list that plans are made or judged by, through all its versions."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40)
    description = models.TextField(blank=True)

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class FrameworkVersion(models.Model):
    """The list as it stood for a time, with its source and whether anybody verified it."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=60)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=500)
    source_date = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, help_text="Of the file it was loaded from")

    class Status(models.TextChoices):
        IN_FORCE = "in-force", "In force"
        PROPOSED = "proposed", "Proposed"

    status = models.CharField(max_length=20, choices=Status, default=Status.IN_FORCE)

    class Meta:
        ordering = ("framework", "-valid_from")
        constraints = (
            models.UniqueConstraint(fields=("framework", "version"), name="framework_version_once"),
        )

    def __str__(self) -> str:
        return f"{self.framework} ({self.version})"


class FrameworkItem(models.Model):
    """One entry of a list."""

    version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="items")
    code = models.CharField(max_length=60)
    label = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    position = models.PositiveIntegerField()
    extra = models.JSONField(default=dict)
    is_withdrawn = models.BooleanField(
        default=False, help_text="No longer in the file; kept because records may point at it"
    )

    class Meta:
        ordering = ("version", "position")
        constraints = (models.UniqueConstraint(fields=("version", "code"), name="framework_item_once"),)

    def __str__(self) -> str:
        return self.label


class FrameworkAlias(models.Model):
    """Another name that documents use for something: an entry of a list, or a word of this system."""

    framework = models.ForeignKey(Framework, on_delete=models.CASCADE, related_name="aliases")
    item = models.ForeignKey(FrameworkItem, null=True, on_delete=models.CASCADE, related_name="aliases")
    says = models.CharField("what this system says", max_length=300)
    name = models.CharField("what documents say", max_length=300)
    kind = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("framework", "says", "name")
        constraints = (
            models.UniqueConstraint(
                fields=("framework", "item", "says", "name"), name="framework_alias_once"
            ),
        )

    def __str__(self) -> str:
        return self.name
