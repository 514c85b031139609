"""What people told us: children's needs and the answers to them, stories, change seen, and measures side by side.

Nothing here names or describes one child: themes, consent and counts are kept, and names are refused.
"""

from django.core.exceptions import ValidationError
from django.db import models

from realign.foundations.partnerships.models import Organisation, PartnershipRecord
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.indicators.models import Indicator
from realign.registers.services.models import Service


class Listening(PartnershipRecord):
    """A piece of work in which children said what they need, and adults answered; usually linked events."""

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    about = models.TextField("who was heard, and about what")
    method = models.ForeignKey(
        FrameworkItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="way of hearing from people",
    )  # fmt: skip
    consent = models.TextField("how children agreed, and to what")

    page = "voices:listening"

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="listening_slug_once"),)

    def __str__(self) -> str:
        return self.title


class ListeningEvent(PartnershipRecord):
    """One event of it: children by themselves, the adults who owe an answer, or both."""

    class Group(models.TextChoices):
        CHILDREN = "children", "Children and young people"
        ADULTS = "adults", "Adults who make decisions"
        TOGETHER = "together", "Children and adults together"

    listening = models.ForeignKey(Listening, on_delete=models.CASCADE, related_name="events")
    number = models.PositiveSmallIntegerField("place in the order")
    title = models.CharField(max_length=200)
    group = models.CharField("who took part", max_length=10, choices=Group)
    held_on = models.DateField(null=True, blank=True)
    people = models.PositiveIntegerField("how many took part", null=True, blank=True)
    purpose = models.TextField("what it was for", blank=True)

    class Meta:
        ordering = ("listening", "number", "pk")

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Said(PartnershipRecord):
    """One line of one of the four lists: a need, a barrier, a solution, or what an adult agreed to do."""

    class Kind(models.TextChoices):
        NEED = "need", "Need"
        BARRIER = "barrier", "Barrier"
        SOLUTION = "solution", "Solution"
        ACTION = "action", "Agreed by adults"

    class Consent(models.TextChoices):
        PARTNERS = "partners", "To be shown to partners"
        PUBLIC = "public", "To be published"

    listening = models.ForeignKey(Listening, on_delete=models.CASCADE, related_name="lines")
    event = models.ForeignKey(ListeningEvent, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind)
    text = models.CharField("in a sentence", max_length=300)
    theme = models.ForeignKey(
        FrameworkItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    consent = models.CharField("what those who said it agreed to", max_length=10, choices=Consent)
    answers = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="answered_by")
    lead = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="who agreed to do it",
    )  # fmt: skip
    due_on = models.DateField("by when", null=True, blank=True)
    done_on = models.DateField("done on", null=True, blank=True)

    class Meta:
        ordering = ("listening", "pk")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="action") | models.Q(lead=None, due_on=None, done_on=None),
                name="said_only_actions_have_leads",
            ),
        )

    def __str__(self) -> str:
        return self.text


class Story(PartnershipRecord):
    """What somebody lived through, told with consent and without names, beside the numbers it is about."""

    class Teller(models.TextChoices):
        CHILD = "child", "A child or young person"
        PARENT = "parent", "A parent or carer"
        WORKER = "worker", "A worker with families"

    class Consent(models.TextChoices):
        PARTNERS = "partners", "To be shown to partners"
        PUBLIC = "public", "To be published"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    text = models.TextField("the story")
    # counts the wordings: the text itself never enters the record of changes, so that it can be withdrawn
    wordings = models.PositiveSmallIntegerField(default=1, editable=False)
    teller = models.CharField("told by", max_length=10, choices=Teller)
    told_in = models.CharField("when", max_length=60, blank=True, help_text="A month or a season, no day.")
    theme = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    consent = models.CharField("agreed", max_length=10, choices=Consent)
    consent_how = models.CharField("how consent was given", max_length=300)
    shows = models.CharField("what it shows that a number does not", max_length=300, blank=True)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="stories"
    )
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="told_stories")

    page = "voices:story"

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="story_slug_once"),)

    def __str__(self) -> str:
        return self.title


class Judge(models.TextChoices):
    """Who says that something changed."""

    CHILDREN = "children", "children and young people"
    PARENTS = "parents", "parents and carers"
    WORKERS = "workers", "those who gave the service"
    REFERRERS = "referrers", "referrers and other professionals involved"
    EVALUATOR = "evaluator", "an evaluator from outside"


class Change(PartnershipRecord):
    """What changed for the children of one service between its beginning and its end, and who says so."""

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="changes"
    )
    elsewhere = models.CharField("service that is not on the register", max_length=200, blank=True)
    period = models.CharField("when", max_length=60)
    judge = models.CharField("who judged", max_length=10, choices=Judge)
    asked = models.PositiveIntegerField("how many were asked", null=True, blank=True)
    answered = models.PositiveIntegerField("how many answered both times", null=True, blank=True)
    method = models.TextField("how it was found out")
    does_not_tell = models.TextField("what this does not tell you", blank=True)

    page = "voices:change"

    class Meta:
        ordering = ("-period", "title")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="change_slug_once"),
            models.CheckConstraint(
                condition=models.Q(asked__isnull=True)
                | models.Q(answered__isnull=True)
                | models.Q(answered__lte=models.F("asked")),
                name="change_answered_of_asked",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def about(self) -> str:
        return str(self.service) if self.service else self.elsewhere

    def clean(self) -> None:
        if (self.service is None) == (not self.elsewhere.strip()):
            raise ValidationError(
                {"elsewhere": "Choose a service of the register, or name one that is not on it."}
            )


class ChangeLine(PartnershipRecord):
    """The change in one wellbeing indicator: counted in the same children twice, or a range that people estimate."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="lines")
    item = models.ForeignKey(
        FrameworkItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="wellbeing indicator",
    )  # fmt: skip
    n = models.PositiveIntegerField("children asked both times", null=True, blank=True)
    before = models.PositiveIntegerField("did well at the start", null=True, blank=True)
    better = models.PositiveIntegerField("did not at the start and do now", null=True, blank=True)
    worse = models.PositiveIntegerField("did at the start and no longer do", null=True, blank=True)
    low = models.PositiveSmallIntegerField("lowest estimate (%)", null=True, blank=True)
    high = models.PositiveSmallIntegerField("highest estimate (%)", null=True, blank=True)

    class Meta:
        ordering = ("change", "item__position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("change", "item"), name="change_line_once"),
            models.UniqueConstraint(
                fields=("change",), condition=models.Q(item=None), name="change_line_of_all_once"
            ),
            models.CheckConstraint(
                name="change_line_counted_or_estimated",
                condition=models.Q(
                    n__isnull=False, before__isnull=False, better__isnull=False, worse__isnull=False,
                    low=None, high=None,
                )
                | models.Q(n=None, before=None, better=None, worse=None, low__isnull=False, high__lte=100,
                           high__gte=models.F("low")),
            ),
            models.CheckConstraint(
                name="change_line_counts_fit",
                condition=models.Q(n=None)
                | models.Q(worse__lte=models.F("before"), before__lte=models.F("n") - models.F("better")),
            ),
        )  # fmt: skip

    def __str__(self) -> str:
        return str(self.item or "All wellbeing indicators together")

    @property
    def is_estimate(self) -> bool:
        return self.n is None


class Pilot(PartnershipRecord):
    """Something tried out by several partners, each of whom measures it in their own way."""

    slug = models.SlugField()
    name = models.CharField(max_length=200)
    about = models.TextField("what is tried, for whom, and since when")
    service = models.ForeignKey(
        Service, null=True, blank=True, on_delete=models.PROTECT, related_name="pilots"
    )
    learned = models.TextField("what was learned so far", blank=True)

    page = "voices:pilot"

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="pilot_slug_once"),)

    def __str__(self) -> str:
        return self.name


class PilotMeasure(PartnershipRecord):
    """How one partner judges the pilot: its measure, where it stood, where it stands, and what it cannot tell."""

    class Kind(models.TextChoices):
        SYSTEM = "system", "How services work: waits, numbers, cost"
        PEOPLE = "people", "What children and families say changed"

    class Good(models.TextChoices):
        HIGHER = "higher", "Higher is better"
        LOWER = "lower", "Lower is better"

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="measures")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name="whose measure it is",
    )  # fmt: skip
    outside = models.CharField("or whose, if they are not in the partnership", max_length=200, blank=True)
    kind = models.CharField("what it looks at", max_length=10, choices=Kind)
    name = models.CharField("what is measured", max_length=200)
    indicator = models.ForeignKey(
        Indicator, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.CharField(max_length=40, blank=True, help_text="weeks, %, families …")
    good = models.CharField("which way is better", max_length=10, choices=Good, blank=True)
    before = models.FloatField(null=True, blank=True)
    after = models.FloatField(null=True, blank=True)
    when = models.CharField("over which time", max_length=100, blank=True)
    people = models.PositiveIntegerField("of how many", null=True, blank=True)
    does_not_tell = models.CharField("what it cannot tell", max_length=300, blank=True)

    class Meta:
        ordering = ("pilot", "kind", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def whose(self) -> str:
        return str(self.organisation) if self.organisation else self.outside

    def clean(self) -> None:
        if (self.organisation is None) == (not self.outside.strip()):
            raise ValidationError({"outside": "Choose a partner, or name a body that is not one."})
        if (self.before is not None or self.after is not None) and not self.good:
            raise ValidationError({"good": "Say which way is better, so that the change can be read."})
