"""Wellbeing surveys: where the restricted data are, how pupils were drawn, and requests to let figures out."""

from django.conf import settings
from django.db import models

from realign.foundations.files.models import Dataset
from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.work.models import Job
from realign.registers.evidence.models import Release


class Survey(PartnershipRecord):
    """One wave of a survey, its design declared once."""

    page = "surveys:survey"

    class Replication(models.TextChoices):
        BRR = "brr", "Balanced repeated replication"
        FAY = "fay", "Fay’s balanced replication"
        JK1 = "jk1", "Jackknife without strata (JK1)"
        JKN = "jkn", "Jackknife with strata (JKn)"
        BOOTSTRAP = "bootstrap", "Bootstrap"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    wave = models.CharField("when pupils were asked", max_length=60)
    population = models.CharField("who was asked", max_length=300)
    dataset = models.ForeignKey(Dataset, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stratum = models.CharField("column of strata", max_length=60, blank=True)
    psu = models.CharField("column of primary sampling units", max_length=60, blank=True)
    weight = models.CharField("column of weights", max_length=60, blank=True)
    fpc = models.CharField("column of population PSU counts", max_length=60, blank=True)
    lonely_psu = models.CharField("stratum with one PSU", max_length=20, default="fail")
    ssu = models.CharField("column of second-stage units", max_length=60, blank=True)
    ssu_fpc = models.CharField("column of population second-stage counts", max_length=60, blank=True)
    raked_to = models.CharField("what weights were adjusted to", max_length=200, blank=True)
    base_weight = models.CharField("column of weights before that", max_length=60, blank=True)
    replicates = models.CharField("columns of replicate weights", max_length=200, blank=True)
    replicate_method = models.CharField(
        "how replicate weights were made", max_length=20, blank=True, choices=Replication
    )
    replicate_scale = models.FloatField("what the squares are multiplied by", null=True, blank=True)
    fay = models.FloatField("Fay’s factor", null=True, blank=True)
    response = models.JSONField(
        default=list,
        blank=True,
        help_text="Each stage: name, took_part, asked or rate, and whether it counts",
    )
    missing_rule = models.CharField("rule for missing items", max_length=200, blank=True)
    note = models.TextField(blank=True)
    comparability = models.TextField("what changed since the wave before", blank=True)
    earlier = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="later",
        verbose_name="the wave before",
    )

    class Meta:
        ordering = ("-wave", "title")
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="survey_slug_once"),)

    def __str__(self) -> str:
        return self.title


class DataVersion(PartnershipRecord):
    """Data made from other data about the same pupils, such as by new weights. What is out of one is out of both."""

    dataset = models.OneToOneField(Dataset, on_delete=models.PROTECT, related_name="+")
    made_from = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="+")
    what = models.CharField("what was done", max_length=200)
    detail = models.JSONField(
        default=dict, blank=True, help_text="What it was done with, so that it can be done again"
    )

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.what


class ColumnMapping(PartnershipRecord):
    """What the columns of a maker’s files are, as a person said once; offered for the next file that has them."""

    page = "surveys:mapping"

    slug = models.SlugField()
    title = models.CharField("name of the mapping", max_length=200)
    producer = models.CharField("who collected the answers", max_length=200, blank=True)
    headings = models.CharField("first rows of the file", max_length=40)
    columns = models.JSONField(
        help_text="Each column: its heading, role, short name, label, values and which say “missing”"
    )

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="column_mapping_slug_once"),
            models.UniqueConstraint(fields=("partnership", "title"), name="column_mapping_title_once"),
        )

    def __str__(self) -> str:
        return self.title


class Questionnaire(PartnershipRecord):
    """The questions of a survey as an XLSForm holds them: questions, choices, settings, and who is asked what."""

    page = "surveys:questionnaire"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    version = models.CharField(max_length=60, blank=True)
    survey = models.ForeignKey(
        Survey, null=True, blank=True, on_delete=models.PROTECT, related_name="questionnaires"
    )
    content = models.JSONField(help_text="The sheets of the form, row by row")
    fingerprint = models.CharField(max_length=64, help_text="Of the file it came from")

    class Meta:
        ordering = ("title", "-version")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="questionnaire_slug_once"),
        )

    def __str__(self) -> str:
        return self.title


class LocalFigures(PartnershipRecord):
    """Figures modelled for small areas from a released table and known numbers of pupils, and from nothing else.

    They follow from what is out already, so they tell nobody anything new of a pupil. One person keeps them, another
    lets them out.
    """

    page = "surveys:local-kept"

    slug = models.SlugField()
    title = models.CharField(max_length=300)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(
        Release, on_delete=models.PROTECT, related_name="+", help_text="The table they follow from"
    )
    groups = models.JSONField(help_text="Columns of the groups of pupils, in order")
    population = models.JSONField(help_text="Each area and group with its number of pupils")
    population_source = models.CharField("where the numbers of pupils are from", max_length=200)
    rows = models.JSONField(help_text="Each area: name, pupils, estimate and limits")
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    out_at = models.DateTimeField("published", null=True, blank=True)

    class Meta:
        ordering = ("title",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="local_figures_slug_once"),
        )

    def __str__(self) -> str:
        return self.title


class ReleaseRequest(PartnershipRecord):
    """Somebody asks that tables of a survey be let out; two others must agree.

    One table is a measure by a breakdown. A publication is many, listed in ``tables`` and released together.
    """

    page, page_key = "surveys:request", "pk"

    class State(models.TextChoices):
        ESTIMATING = "estimating", "Being calculated"
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Waiting for two checkers"
        PART_REVIEWED = "part-reviewed", "Waiting for the second checker"
        REVIEWED = "reviewed", "Both checkers have decided"
        RETURNED = "returned", "Returned for work"
        RELEASED = "released", "Released"
        REJECTED = "rejected", "Rejected"
        WITHDRAWN = "withdrawn", "Withdrawn"

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="requests")
    title = models.CharField(max_length=300)
    measure = models.CharField(max_length=60, blank=True, help_text="Code of the measure")
    breakdown = models.JSONField(default=list, blank=True, help_text="Columns of the breakdown, in order")
    tables = models.JSONField(
        default=list, blank=True, help_text="For a publication: each measure with its breakdown"
    )
    interval = models.CharField(max_length=20, default="logit")
    profile = models.CharField("disclosure profile", max_length=60)
    rounding = models.CharField("how numbers are rounded", max_length=10, blank=True)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    # as it would be published, never the raw figures
    protected = models.JSONField(default=dict, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of the table as the checkers see it")
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    releases = models.ManyToManyField(Release, blank=True, related_name="+")

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return self.title

    @property
    def wanted(self) -> list[tuple[str, list[str]]]:
        """Every table asked for, as its measure and its breakdown."""
        if self.tables:
            return [(table["measure"], list(table["breakdown"])) for table in self.tables]
        return [(self.measure, list(self.breakdown))]


class CheckerView(models.Model):
    """What one checker says of a request; hidden from the other until both have decided."""

    class Verdict(models.TextChoices):
        RELEASE = "release", "May go out"
        RETURN = "return", "Needs work"
        REJECT = "reject", "Must not go out"

    request = models.ForeignKey(ReleaseRequest, on_delete=models.CASCADE, related_name="views")
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict)
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("request", "checker"), name="checker_speaks_once"),)

    def __str__(self) -> str:
        return f"view on {self.request}"
