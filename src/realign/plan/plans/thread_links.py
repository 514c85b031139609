"""Plans, as what holds the priorities of the golden thread."""

from collections.abc import Iterable

from realign.foundations.design.words import date_words
from realign.plan.plans.models import Plan
from realign.registers.thread.registry import KINDS, LINKS
from realign.registers.thread.types import LinkKind, RecordKind, ThreadReader, ThreadRow, ThreadStage


def plans(reader: ThreadReader) -> Iterable[ThreadRow]:
    """Every plan with its period, the newest first."""
    rows = Plan.objects.filter(partnership=reader.partnership).order_by("-starts_on")
    for slug, title, starts_on, ends_on, invented in rows.values_list(
        "slug", "title", "starts_on", "ends_on", "invented"
    ):
        yield ThreadRow(
            slug, title, detail=f"{date_words(starts_on)} to {date_words(ends_on)}", invented=invented
        )


def priorities_of_plans(reader: ThreadReader) -> Iterable[tuple[object, object]]:
    """Every plan with the priorities that it holds."""
    return Plan.objects.filter(partnership=reader.partnership).values_list("slug", "priorities__slug")


KINDS.add(
    RecordKind(
        "plan",
        "Plan",
        "Plans",
        ThreadStage.OUTCOME,
        48,
        plans,
        page="plans:page",
        part="commitments",
        view="plans.view",
        fills=False,
        beside=True,
    )
)
LINKS.add(LinkKind("plan", "priority", priorities_of_plans))
