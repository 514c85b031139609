"""Partnerships, the organisations in them, and who may do what."""

from collections.abc import Collection
from functools import cache
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from realign.foundations.accounts.models import User
from realign.methods.cells import texts_in, unwritable_in, writable


class Partnership(models.Model):
    """Councils, a health board and others who plan children’s services together."""

    slug = models.SlugField(unique=True, help_text="In addresses and in the audit trail; never changes.")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    summary = models.TextField(blank=True)
    # GSS codes of the councils covered: the areas themselves live one floor up, in registers.places
    council_codes = models.JSONField(default=list)
    stage_three_label = models.CharField(
        "name of the third stage of the cycle",
        max_length=20,
        default="Deliver",
        help_text="“Deliver” or “Do”.",
    )
    is_public = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    keep_uploads_days = models.PositiveSmallIntegerField(
        "days after which a file that nobody imported is erased", default=30
    )
    # whom the public asks: about the plan, or for a page that they cannot use
    contact_name = models.CharField("whom the public can ask", max_length=120, blank=True)
    contact_email = models.EmailField("e-mail address for the public", blank=True)
    contact_phone = models.CharField("telephone number for the public", max_length=40, blank=True)
    # while it is empty, the work area leads to the list of what is left to set up
    set_up_on = models.DateField("day on which setting up was finished", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    def __str__(self) -> str:
        return self.name

    @property
    def known_as(self) -> str:
        """What columns and labels call it: its short name, where it has one."""
        return self.short_name or self.name


class Organisation(models.Model):
    """A body that takes part: council, health board, police, third sector and so on."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        HEALTH_BOARD = "health-board", "Health board"
        CPP = "community-planning-partnership", "Community planning partnership"
        IJB = "integration-joint-board", "Integration joint board"
        POLICE = "police", "Police"
        FIRE = "fire-and-rescue", "Fire and rescue service"
        NATIONAL = "national-body", "National body"
        INTERFACE = "third-sector-interface", "Third-sector interface"
        THIRD_SECTOR = "third-sector", "Third-sector organisation"
        PRIVATE = "private", "Private provider"

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="organisations")
    slug = models.SlugField()
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60, blank=True)
    aliases = models.JSONField(default=list, blank=True)
    former_slugs = models.JSONField(
        "short names of organisations that were merged into it", default=list, blank=True, editable=False
    )
    kind = models.CharField(max_length=40, choices=Kind)
    area_code = models.CharField("GSS code of the area it serves", max_length=9, blank=True)
    org_id = models.CharField("organisation identifier (org-id)", max_length=60, blank=True)
    is_lead_body = models.BooleanField("prepares the plan by law", default=False)
    is_core = models.BooleanField("must take a position on decisions", default=False)
    is_external = models.BooleanField("works with the partnership from outside", default=False)
    source = models.CharField(max_length=300, blank=True)
    invented = models.BooleanField(default=False)
    ended_on = models.DateField("day on which it stopped taking part", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(fields=("partnership", "slug"), name="organisation_slug_once"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Its page for members."""
        return reverse("administration:organisation", args=[slug_of(self.partnership_id), self.slug])


class Membership(models.Model):
    """A person’s place in a partnership, for one organisation, with the roles they hold."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=list, help_text="Slugs from roles.toml")
    is_active = models.BooleanField(default=True)
    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("partnership", "user"), name="membership_once"),)

    def __str__(self) -> str:
        return f"{self.user} in {self.partnership}"


class ReferenceEdition(models.Model):
    """Which edition of a reference list this installation holds, so that a newer one is loaded and the same one is not.

    Without it every start would write the product’s figures over those that a partnership brought in since.
    """

    slug = models.SlugField("short name of the list", unique=True)
    title = models.CharField("name of the list", max_length=100)
    fingerprint = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.title


class PartnershipRecord(models.Model):
    """The base of every record that a partnership keeps and people edit.

    ``revision`` counts the changes, so that the second of two people editing at once is told.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    invented = models.BooleanField(
        default=False, help_text="Made up for the demonstration; labelled wherever it shows."
    )
    source = models.CharField(
        max_length=300, blank=True, help_text="Where this comes from, as a reader would look it up."
    )

    # the name of the page that shows one record to members, and the field that tells records apart in its address
    page: ClassVar[str] = ""
    page_key: ClassVar[str] = "slug"
    # what was promised: a change of these fields, once they are set, asks for a reason while the record is a promise
    needs_reason: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def get_absolute_url(self) -> str:
        """The page of this record for members; raises NoReverseMatch where the record has no page of its own."""
        return reverse(self.page, args=[self.partnership_slug, getattr(self, self.page_key)])

    def clean_fields(self, exclude: Collection[str] | None = None) -> None:
        """Refuse a text that no file could hold, whatever door it came through: it would end each way out.

        Raises ValidationError that names the record, the field and the letter.
        """
        kind = self._meta.verbose_name
        what = f"the {kind} “{writable(str(self))}”" if self.pk else f"the new {kind}"
        wrong = {
            field.name: f"{field.verbose_name} of {what} has a letter that no file can hold ({codes}). Type it again."
            for field in self._meta.concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField)
            and (codes := unwritable_in("".join(texts_in(getattr(self, field.attname)))))
        }
        if wrong:
            raise ValidationError(wrong)
        super().clean_fields(exclude=exclude)

    @property
    def is_promise(self) -> bool:
        """Whether what ``needs_reason`` names was promised already; a record that begins as a draft says when."""
        return True

    @property
    def partnership_slug(self) -> str:
        """The partnership’s short name, without a query for each row of a list."""
        if PartnershipRecord.partnership.is_cached(self):
            return self.partnership.slug
        return slug_of(self.partnership_id)


def account_of(whom: str) -> "models.ForeignKey[User | None, User | None]":
    """A column for a person who signs in, beside the words that name somebody without an account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=f"account of {whom}",
    )


class ListWord(PartnershipRecord):
    """A word of one of the partnership’s own lists: what it calls a word that comes with the product, or one of its own."""

    list_slug = models.SlugField("list")
    # what records keep; it never changes
    code = models.SlugField(max_length=20)
    label = models.CharField("word", max_length=60)
    position = models.PositiveSmallIntegerField(default=50)
    is_offered = models.BooleanField("offered for new records", default=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("partnership", "list_slug", "code"), name="list_word_once"),
        )

    def __str__(self) -> str:
        return self.label


@cache
def slug_of(partnership_id: int) -> str:
    """The short name of a partnership, which never changes. Raises Partnership.DoesNotExist."""
    return Partnership.objects.values_list("slug", flat=True).get(pk=partnership_id)
