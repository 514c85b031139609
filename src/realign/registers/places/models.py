"""Areas with dated codes, other names, populations, deprivation and boundaries.

National facts, shared by all partnerships.
"""

from django.db import models


class Area(models.Model):
    """A country, council, health board, intermediate zone or data zone, under its code of today."""

    class Kind(models.TextChoices):
        COUNTRY = "country", "Country"
        COUNCIL = "council", "Council area"
        HEALTH_BOARD = "health-board", "Health board"
        PARTNERSHIP = "partnership", "Partnership area"
        INTERMEDIATE_ZONE = "intermediate-zone", "Intermediate zone"
        DATA_ZONE = "data-zone", "Data zone"

    code = models.CharField("GSS code", max_length=12, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    health_board = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    urban_rural = models.PositiveSmallIntegerField("urban–rural class (of 6)", null=True, blank=True)

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=("kind",)),)

    def __str__(self) -> str:
        return self.name


class AreaCode(models.Model):
    """A code that an area has or had; four Scottish councils changed theirs."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=12, unique=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.code


class AreaName(models.Model):
    """Another way that files write an area’s name, folded for comparison (places.gazetteer)."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="names")
    folded = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=Area.Kind)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("folded", "kind"), name="area_name_once_per_kind"),)

    def __str__(self) -> str:
        return self.folded


class FamilyGroup(models.Model):
    """Which councils are compared with which, in one dated grouping."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="family_groups")
    scheme = models.CharField(max_length=40, help_text="For example lgbf-people")
    group = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("area", "scheme"), name="family_group_once"),)

    def __str__(self) -> str:
        return f"{self.area}: {self.scheme} {self.group}"


class Population(models.Model):
    """How many people of an age range live in an area, in one year’s estimate."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="populations")
    year = models.PositiveSmallIntegerField()
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField(help_text="Last full year of age counted; 120 means and over")
    persons = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "year", "age_from", "age_to"), name="population_once"),
        )

    def __str__(self) -> str:
        return f"{self.area} {self.age_from}–{self.age_to}, {self.year}"


class Deprivation(models.Model):
    """A data zone’s place in one edition of the Scottish deprivation index; 1 is most deprived."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="deprivation")
    edition = models.CharField(max_length=20, help_text="For example SIMD 2020")
    rank = models.PositiveIntegerField()
    decile = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("area", "edition"), name="deprivation_once_per_edition"),
        )

    def __str__(self) -> str:
        return f"{self.area}: {self.edition} decile {self.decile}"


class Boundary(models.Model):
    """The outline of an area as GeoJSON geometry, generalised for drawing."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    source = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"outline of {self.area}"
