"""Who does what: the roles of a round, the groups that oversee it, and people lent for the work."""

from django.db import models
from django.db.models import F, Q

from realign.analyse.programme.models.rounds import Round, listed
from realign.foundations.partnerships.models import Organisation, PartnershipRecord, account_of
from realign.registers.groups.models import Group


class RoleHolder(PartnershipRecord):
    """Who holds one of the seven roles in a round, for how long."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="role_holders")
    role = listed()
    holder = models.CharField(max_length=200)
    holder_account = account_of("whoever holds it")
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = "role holder"
        ordering = ("round", "role", "-starts_on", "-pk")

    def __str__(self) -> str:
        return f"{self.holder}, {self.role}"


class Oversight(PartnershipRecord):
    """Which group of the register does the work of a steering, advisory or learning group here."""

    body = listed()
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ("body",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "body"), name="oversight_one_group_for_each"),
        )

    def __str__(self) -> str:
        return f"{self.body}: {self.group}"


class Secondment(PartnershipRecord):
    """Somebody lent by one body to another for the shared work: in which post, how long, with what result."""

    class Direction(models.TextChoices):
        INWARD = "inward", "Inward: lent to the partnership"
        JOINT = "joint", "Joint: lent by the partners together"
        OUTWARD = "outward", "Outward: lent by the partnership"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposed"
        UNDER_WAY = "under-way", "Under way"
        ENDED = "ended", "Ended"

    post = models.CharField(max_length=200)
    direction = models.CharField(max_length=20, choices=Direction)
    lent_by = models.CharField(max_length=200)
    works_with = models.CharField(max_length=200)
    purpose = models.TextField()
    state = models.CharField(max_length=20, choices=State)
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    dates_as_printed = models.CharField(max_length=120, blank=True)
    outputs = models.JSONField(default=list, blank=True)
    recommendations = models.PositiveSmallIntegerField(null=True, blank=True)
    accepted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-starts_on", "post")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="secondment_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return self.post
