"""Development days: who came, and who waits for places that nobody uses."""

from django.db import models
from django.db.models import Q

from realign.analyse.programme.models.areas import Site
from realign.analyse.programme.models.rounds import Round, listed
from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.frameworks.models import FrameworkItem


class Session(PartnershipRecord):
    """One day of the development programme."""

    slug = models.SlugField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sessions")
    name = models.CharField(max_length=120)
    held_on = models.DateField()
    day = models.PositiveSmallIntegerField("which of the development days")
    foci = models.ManyToManyField(FrameworkItem, blank=True, related_name="+")
    room_for = models.PositiveSmallIntegerField()
    note = models.TextField(blank=True)

    page = "programme:session"

    class Meta:
        verbose_name = "development day"
        ordering = ("held_on", "day")
        constraints = (models.UniqueConstraint(fields=("partnership", "slug"), name="session_slug_once"),)

    def __str__(self) -> str:
        return self.name


class Attendance(PartnershipRecord):
    """How many people of one sector and role, from one area, came to a day. No names are kept."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sector = listed()
    post = models.CharField("in which role", max_length=120)
    people = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("session", "sector", "post")
        constraints = (
            models.UniqueConstraint(
                fields=("session", "site", "sector", "post"),
                condition=Q(site__isnull=False),
                name="attendance_once_for_each_role",
            ),
            models.UniqueConstraint(
                fields=("session", "sector", "post"),
                condition=Q(site__isnull=True),
                name="attendance_from_outside_once",
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="attendance_is_somebody"),
        )

    def __str__(self) -> str:
        return f"{self.people} {self.post}, {self.session}"


class Waiting(PartnershipRecord):
    """Another area that would take places nobody uses on a development day."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        OFFERED = "offered", "Offered"
        TAKEN = "taken", "Taken"
        DECLINED = "declined", "Declined"

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="waiting")
    area = models.CharField(max_length=120)
    people = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)

    class Meta:
        ordering = ("session", "asked_on", "pk")
        constraints = (models.CheckConstraint(condition=Q(people__gt=0), name="waiting_for_somebody"),)

    def __str__(self) -> str:
        return f"{self.area}, {self.session}"
