"""Reading how a group sees its own working together."""

from django.db import models
from django.db.models import Prefetch

from realign.foundations.partnerships.models import Partnership
from realign.review.learning.models import SelfAnswer, SelfLook


def looks(partnership: Partnership) -> models.QuerySet[SelfLook]:
    """Every look with its answers, newest first."""
    answers = SelfAnswer.objects.select_related("item").order_by("item__position")
    return (
        SelfLook.objects.filter(partnership=partnership)
        .select_related("group", "changed_by")
        .prefetch_related(Prefetch("answers", queryset=answers))
        .order_by("-on", "pk")
    )


def answer(partnership: Partnership, pk: int) -> SelfAnswer:
    """One answer; raises SelfAnswer.DoesNotExist."""
    return SelfAnswer.objects.select_related("look__group", "item", "changed_by").get(
        partnership=partnership, pk=pk
    )
