"""Proposals: the sixteen questions in their 23 parts, the options and what they would cost."""

from django.db import models

from realign.foundations.partnerships.models import Organisation, PartnershipRecord, account_of
from realign.methods.wording.substance import says_something
from realign.plan.priorities.models import Action, Priority
from realign.registers.evidence.models import Finding
from realign.registers.groups.models import Group


class Proposal(PartnershipRecord):
    """An ask: what would change, for whom, at what cost."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        DECIDED = "decided", "Decided"
        WITHDRAWN = "withdrawn", "Withdrawn"

    page = "proposals:page"

    slug = models.SlugField()
    title = models.CharField(max_length=200)
    ask = models.TextField("what is asked, in two sentences")
    priority = models.ForeignKey(Priority, on_delete=models.PROTECT, related_name="proposals")
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name="group to decide",
    )
    author = models.CharField(max_length=200, blank=True)
    author_account = account_of("the author")
    state = models.CharField(max_length=20, choices=State, default=State.DRAFT)
    question_version = models.CharField(max_length=60, help_text="The version of the question set it answers")
    actions = models.ManyToManyField(Action, blank=True, related_name="proposals")
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(
        default=0, help_text="How often it was sent for decision; 0 until the first time"
    )
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        ordering = ("title",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="proposal_slug_once"),)

    def __str__(self) -> str:
        return self.title


class Answer(PartnershipRecord):
    """The answer to one part of one question, with the findings it rests on."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField("question part", max_length=10)
    choice = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    findings = models.ManyToManyField(Finding, blank=True, related_name="+")
    other_evidence = models.TextField(blank=True)

    class Meta:
        ordering = ("proposal", "code")
        constraints = (models.UniqueConstraint(fields=("proposal", "code"), name="answer_once"),)

    def __str__(self) -> str:
        return f"answer {self.code}"

    @property
    def is_answered(self) -> bool:
        """Words that say something; a choice without words counts."""
        return bool(self.choice) or says_something(self.text)


class Option(PartnershipRecord):
    """One way of doing it, doing nothing among them."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="options")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    is_do_nothing = models.BooleanField(default=False)
    is_preferred = models.BooleanField(default=False)
    rejected_because = models.TextField(blank=True)
    cost = models.DecimalField("cost (£)", max_digits=14, decimal_places=2, null=True, blank=True)
    reach = models.PositiveIntegerField("children reached in a year", null=True, blank=True)

    class Meta:
        ordering = ("proposal", "number")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "number"), name="option_number_once"),
            models.UniqueConstraint(
                fields=("proposal",),
                condition=models.Q(is_preferred=True),
                name="option_one_preferred",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Cost(PartnershipRecord):
    """What the preferred option would cost one body in one report year."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="costs")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    year = models.CharField("report year", max_length=7)
    amount = models.DecimalField("amount (£)", max_digits=14, decimal_places=2)
    price_base = models.CharField(max_length=40)

    class Meta:
        ordering = ("proposal", "year")
        constraints = (
            models.UniqueConstraint(fields=("proposal", "organisation", "year"), name="cost_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="cost_not_negative"),
        )

    def __str__(self) -> str:
        return f"£{self.amount} in {self.year}"
