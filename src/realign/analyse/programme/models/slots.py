"""Tranches of surveys and the places of areas in them."""

from django.db import models
from django.db.models import Q

from realign.analyse.programme.models.areas import Site
from realign.analyse.programme.models.rounds import Round
from realign.analyse.surveys.models import Survey
from realign.foundations.partnerships.models import PartnershipRecord


class Tranche(PartnershipRecord):
    """The areas surveyed together in one slot: with which questionnaire, by whom."""

    slug = models.SlugField()
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="tranches")
    name = models.CharField(max_length=120)
    slot_on = models.DateField(help_text="The first day of the month of the slot")
    age_groups = models.CharField(max_length=200, blank=True)
    instrument = models.CharField(max_length=200, blank=True)
    supplier = models.CharField(max_length=200, blank=True)
    contract = models.CharField(max_length=200, blank=True)
    survey = models.ForeignKey(Survey, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    page = "programme:tranche"

    class Meta:
        verbose_name = "tranche"
        ordering = ("-slot_on",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="tranche_slug_once"),
            models.UniqueConstraint(fields=("round", "slot_on"), name="tranche_once_in_a_slot"),
        )

    def __str__(self) -> str:
        return self.name


class Place(PartnershipRecord):
    """An area's place in a tranche, and the call-off from the contract that pays for its survey."""

    tranche = models.ForeignKey(Tranche, on_delete=models.PROTECT, related_name="places")
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="places")
    call_off = models.CharField(max_length=200, blank=True)
    called_off_on = models.DateField(null=True, blank=True)
    given_up_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("tranche", "site")
        constraints = (
            models.UniqueConstraint(
                fields=("site",), condition=Q(given_up_on__isnull=True), name="place_one_for_each_area"
            ),
        )

    def __str__(self) -> str:
        return f"{self.site} in {self.tranche}"
