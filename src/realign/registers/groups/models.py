"""Groups, who sits in them and who reports to whom."""

from django.db import models

from realign.foundations.partnerships.models import Organisation, PartnershipRecord, account_of
from realign.foundations.partnerships.queries import word

GROUP_KINDS, SEAT_ROLES = "group-kinds", "seat-roles"


class Group(PartnershipRecord):
    """A body of the governance structure."""

    class Kind(models.TextChoices):
        STRATEGIC = "strategic", "Strategic group"
        DIRECTORS = "directors", "Directors’ group"
        COMMUNICATIONS = "communications", "Communications group"
        PERFORMANCE = "performance", "Performance sub-group"
        PRIORITY = "priority", "Priority group"
        REFORM = "reform", "Reform delivery group"
        ADVISORY = "advisory", "Advisory function"

    class Life(models.TextChoices):
        STANDING = "standing", "Standing"
        PLAN = "plan", "For the life of the plan"
        LIMITED = "limited", "For a limited time"
        UNDECIDED = "undecided", "Not decided"

    class Status(models.TextChoices):
        ACTIVE = "active", "Active"
        PROPOSED = "proposed", "Proposed"
        ENDED = "ended", "Ended"

    slug = models.SlugField()
    name = models.CharField(max_length=200)
    aliases = models.JSONField(default=list, blank=True)
    former_slugs = models.JSONField(
        "short names of groups that were merged into it", default=list, blank=True, editable=False
    )
    # a word of the partnership’s own list; those above come with the product
    kind = models.CharField(max_length=20)
    purposes = models.JSONField(default=list, blank=True)
    life = models.CharField(max_length=20, choices=Life)
    phase = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.ACTIVE)
    reports_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="reporting"
    )
    reports_through = models.CharField(max_length=200, blank=True)
    receives_from = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="sends_to",
        verbose_name="also receives work from",
    )
    supported_by = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="supports")
    outputs = models.JSONField(default=list, blank=True)
    due = models.CharField("when it is to report", max_length=100, blank=True)
    membership = models.TextField("who should sit in it", blank=True)
    undecided = models.JSONField("still to be decided", default=list, blank=True)
    note = models.TextField(blank=True)

    page = "groups:group"

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="group_slug_once"),)

    def __str__(self) -> str:
        return self.name

    def get_kind_display(self) -> str:
        """What the partnership calls this kind of group."""
        return word(self.partnership_id, GROUP_KINDS, self.kind)


class Seat(PartnershipRecord):
    """A place in a group, filled or empty, for as long as it lasts."""

    class Role(models.TextChoices):
        MEMBER = "member", "Member"
        CHAIR = "chair", "Chair"
        SPONSOR = "sponsor", "Senior sponsor"
        LEAD = "lead", "Lead official"
        CORE = "core", "Core member"
        SECRETARIAT = "secretariat", "Secretariat"
        EXPERT = "expert", "Invited expert"
        OPTIONAL = "optional", "May join"
        PROPOSED = "proposed", "Proposed, not agreed"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    post = models.CharField("post or role that sits", max_length=200)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    holder = models.CharField(
        "who holds it", max_length=200, blank=True, help_text="May stay empty where the name need not be held"
    )
    holder_account = account_of("whoever holds it")
    # a word of the partnership’s own list; those above come with the product
    role = models.CharField(max_length=20, default=Role.MEMBER)
    is_confirmed = models.BooleanField("membership confirmed", default=False)
    paired_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="paired_from"
    )
    starts_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("group", "post")

    def __str__(self) -> str:
        return f"{self.post}, {self.group}"

    def get_role_display(self) -> str:
        """What the partnership calls this part in a group."""
        return word(self.partnership_id, SEAT_ROLES, self.role)

    @property
    def is_held(self) -> bool:
        """Whether somebody sits here: named, or confirmed by their organisation without a name."""
        return bool(self.holder) or self.is_confirmed


class Tenure(models.Model):
    """Somebody held a seat for a time. The seat itself says who holds it now."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="tenures")
    holder = models.CharField(max_length=200)
    holder_account = account_of("whoever held it")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ("seat", "-starts_on", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("seat",), condition=models.Q(ends_on__isnull=True), name="tenure_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="tenure_ends_after_it_starts",
            ),
        )

    def __str__(self) -> str:
        return f"{self.holder}, {self.seat}"
