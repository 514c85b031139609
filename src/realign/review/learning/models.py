"""What a group says of its own working together: three questions, asked again and again."""

from django.db import models

from realign.foundations.design.words import month_words
from realign.foundations.partnerships.models import PartnershipRecord
from realign.registers.frameworks.models import FrameworkItem
from realign.registers.groups.models import Group


class SelfLook(PartnershipRecord):
    """One day on which a group asked itself its questions."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="self_looks")
    on = models.DateField("date")
    members = models.PositiveSmallIntegerField("members who could answer")
    next_step = models.TextField("what the group will do about it", blank=True)

    class Meta:
        ordering = ("-on",)
        constraints = (models.UniqueConstraint(fields=("group", "on"), name="self_look_once_a_day"),)

    def __str__(self) -> str:
        return f"{self.group}, {month_words(self.on)}"


class SelfAnswer(PartnershipRecord):
    """How the members answered one question: counts, never who said what."""

    look = models.ForeignKey(SelfLook, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey(FrameworkItem, on_delete=models.PROTECT, related_name="+")
    yes = models.PositiveSmallIntegerField(default=0)
    partly = models.PositiveSmallIntegerField(default=0)
    no = models.PositiveSmallIntegerField("not yet", default=0)
    because = models.TextField("what makes us say so", blank=True)

    class Meta:
        ordering = ("look", "item__position")
        constraints = (models.UniqueConstraint(fields=("look", "item"), name="self_answer_once"),)

    def __str__(self) -> str:
        return str(self.item)

    @property
    def answered(self) -> int:
        return self.yes + self.partly + self.no

    @property
    def share(self) -> float | None:
        """The share of those who answered who said yes."""
        return self.yes / self.answered if self.answered else None
