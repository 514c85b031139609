"""Files that arrived, what was found in them, and datasets kept on disk."""

from django.conf import settings
from django.db import models
from django.urls import reverse

from realign.foundations.partnerships.models import Partnership, PartnershipRecord, slug_of


class Upload(models.Model):
    """A file as it arrived, with its fingerprint."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    path = models.CharField(max_length=500, help_text="Within the data folder")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One attempt to take in a file: checked, shown, then accepted whole or not at all.

    An accepted import is the provenance of every row it brought: who published the figures, when, under what terms.
    """

    class State(models.TextChoices):
        CHECKING = "checking", "Being checked"
        REFUSED = "refused", "Not taken: problems found"
        READY = "ready", "Checked, waiting for you"
        ACCEPTED = "accepted", "Imported"
        DISCARDED = "discarded", "Cancelled"
        ERASED = "erased", "Erased: nobody imported it in time"
        PERSONAL = "personal", "Refused and erased: it could identify people"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=30, help_text="What the file holds: indicators, places, services …")
    format = models.CharField(max_length=30, help_text="The file convention: lgbf, cpop …")
    state = models.CharField(max_length=20, choices=State, default=State.CHECKING)
    problems = models.JSONField(
        default=list, blank=True, help_text="The first of them: row, column, found, expected, what to do"
    )
    problem_count = models.PositiveIntegerField(default=0)
    summary = models.JSONField(
        default=dict, blank=True, help_text="Rows read, new, changed, unchanged; what else to know"
    )
    options = models.JSONField(
        default=dict,
        blank=True,
        help_text="What the person said about the file, by the format’s option names",
    )
    layout = models.JSONField(
        default=dict,
        blank=True,
        help_text="How its table lies in the file, as a person said it: sheet, row of the header, columns",
    )
    title = models.CharField(max_length=200)
    producer = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    published = models.DateField("published or fetched on", null=True, blank=True)
    invented = models.BooleanField(default=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    started_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-started_at", "-pk")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """What was found in the file, and what became of it."""
        return reverse("files:import", args=[slug_of(self.partnership_id), self.pk])


class Dataset(PartnershipRecord):
    """A table on disk as Parquet: survey microdata, restricted and with an end date. Never database rows."""

    page = "files:dataset"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    path = models.CharField(
        max_length=500, blank=True, help_text="Within the data folder; empty once the data were erased"
    )
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveBigIntegerField()
    columns = models.JSONField(help_text="Name, type, label, value labels and missing codes of each column")
    expires_on = models.DateField(null=True, blank=True)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="dataset_slug_once"),)

    def __str__(self) -> str:
        return self.title


class FileLayout(PartnershipRecord):
    """How the table lies in the files of a maker, as a person said once; offered for the next file with such a header."""

    page = "files:layout-record"

    slug = models.SlugField()
    title = models.CharField("name of the layout", max_length=200)
    kind = models.CharField(max_length=30, help_text="What such files hold: indicators, places")
    format = models.CharField(max_length=30, help_text="The format whose columns it names")
    content = models.JSONField(
        help_text="Sheet, row of the header, columns, headings of figures, what is always the same"
    )

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="file_layout_slug_once"),
            models.UniqueConstraint(fields=("partnership", "title"), name="file_layout_title_once"),
        )

    def __str__(self) -> str:
        return self.title
