"""Joint strategic needs assessments: versions, their seven sections, and what each section rests on."""

from django.conf import settings
from django.db import models

from realign.foundations.partnerships.models import PartnershipRecord
from realign.foundations.work.models import Job
from realign.registers.evidence.models import Finding, Release
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import Indicator


class NeedsAssessment(PartnershipRecord):
    """What children here need and what is provided, in seven sections; frozen when it is published."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        PUBLISHED = "published", "Published"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    introduction = models.TextField(blank=True)
    conclusions = models.TextField("what follows from it", blank=True)
    stale_after_years = models.PositiveSmallIntegerField("years after which data are out of date", default=5)
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    published_at = models.DateTimeField(null=True, blank=True)
    frozen = models.JSONField(default=dict, blank=True, help_text="As published: body, notes, pictures")
    fingerprint = models.CharField(max_length=64, blank=True, help_text="Of the assessment as published")
    noticed = models.JSONField(
        default=list, blank=True, help_text="What was pointed out when it was published"
    )
    published_because = models.TextField("why it was published all the same", blank=True)
    job = models.ForeignKey(Job, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    page = "needs:assessment"

    class Meta:
        ordering = ("-version", "slug")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="needs_assessment_slug_once"),
            models.CheckConstraint(
                condition=models.Q(stale_after_years__gte=1, stale_after_years__lte=20),
                name="needs_assessment_years_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | ~models.Q(fingerprint=""),
                name="needs_assessment_published_is_frozen",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED


class NeedsSection(PartnershipRecord):
    """One of the seven sections: the words around what the records show, and how sure its writers are."""

    class Code(models.TextChoices):
        POPULATION = "population", "Population"
        NEEDS = "needs", "Needs"
        PREFERENCES = "preferences", "Preferences"
        DEMAND = "demand", "Demand"
        ACTIVITY = "activity", "Activity"
        OUTCOMES = "outcomes", "Outcomes"
        RESOURCE = "resource", "Resource"

    class Confidence(models.TextChoices):
        STRONG = "strong", "Strong"
        FAIR = "fair", "Fair"
        WEAK = "weak", "Weak"

    assessment = models.ForeignKey(NeedsAssessment, on_delete=models.CASCADE, related_name="sections")
    code = models.CharField(max_length=12, choices=Code)
    text = models.TextField("what it says", blank=True)
    confidence = models.CharField("how sure we are", max_length=10, choices=Confidence, blank=True)
    confidence_reason = models.CharField("why this sure and no surer", max_length=300, blank=True)
    refresh_months = models.PositiveSmallIntegerField("months until its next review", default=12)
    reviewed_on = models.DateField("last looked at", null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="who keeps it",
    )

    class Meta:
        ordering = ("assessment", "pk")
        constraints = (
            models.UniqueConstraint(fields=("assessment", "code"), name="needs_section_once"),
            models.CheckConstraint(
                condition=models.Q(refresh_months__gte=1, refresh_months__lte=60),
                name="needs_section_cycle_in_range",
            ),
        )

    def __str__(self) -> str:
        return str(self.get_code_display())


class NeedsSource(PartnershipRecord):
    """Something that a section rests on, with its date, what sort of evidence it is, and what it may be used for."""

    class Kind(models.TextChoices):
        SURVEY = "survey", "Survey"
        STATISTICS = "statistics", "Statistics"
        RETURNS = "returns", "Service returns"
        VIEWS = "views", "Views of children, families or staff"
        RESEARCH = "research", "Research"
        FINANCE = "finance", "Finance"

    class Nature(models.TextChoices):
        OUTCOME = "outcome", "Outcome: what changed for children"
        OUTPUT = "output", "Output: what was done"
        CONTEXT = "context", "Context"

    section = models.ForeignKey(NeedsSection, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField("what it says or counts", max_length=300)
    kind = models.CharField(max_length=12, choices=Kind)
    dated = models.DateField(
        "the data are of", help_text="The last day that they are about, not of publication"
    )
    nature = models.CharField("what sort of evidence", max_length=10, choices=Nature)
    use_for = models.CharField("what it may be used for, and how", max_length=400)
    tags = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replaces = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by"
    )

    class Meta:
        ordering = ("section", "-dated", "pk")

    def __str__(self) -> str:
        return self.title


class AssessmentFile(models.Model):
    """A published assessment as one file."""

    assessment = models.ForeignKey(NeedsAssessment, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(max_length=10)
    path = models.CharField(max_length=500, help_text="Within the data folder")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    built_at = models.DateTimeField()

    class Meta:
        ordering = ("assessment", "format")

    def __str__(self) -> str:
        return f"{self.assessment} ({self.format})"
